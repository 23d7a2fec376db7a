// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/sign_in/totp.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <liboath/oath.h>
#include <qrcodegen/qrcodegen.hpp>

#include "people/sign_in/secret.h"
#include "web/components/markup.h"

namespace cote::people::totp {
namespace {

constexpr std::size_t kKeyLetters = 32;
constexpr std::size_t kRecoveryLetters = 16;

bool is_base32(char c) { return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7'); }

std::string raw(std::string_view key) {
  static bool const started = oath_init() == OATH_OK;
  char* out = nullptr;
  std::size_t size = 0;
  if (!started || oath_base32_decode(key.data(), key.size(), &out, &size) != OATH_OK)
    throw std::invalid_argument("this is no key of a second factor");
  std::unique_ptr<char, decltype(&std::free)> const held(out, &std::free);
  return {out, size};
}

std::string code_of(const std::string& secret, std::int64_t step, unsigned digits) {
  std::array<char, 10> out{};
  auto const at = static_cast<time_t>(step * kPeriod);
  if (oath_totp_generate(secret.data(), secret.size(), at, kPeriod, 0, digits, out.data()) != OATH_OK)
    throw std::invalid_argument("no code could be made");
  return out.data();
}

}  // namespace

std::string new_key() { return secret::base32(secret::bytes(20)); }

bool is_key(std::string_view key) { return key.size() == kKeyLetters && std::ranges::all_of(key, is_base32); }

std::string code(std::string_view key, Time at, unsigned digits) {
  return code_of(raw(key), at.time_since_epoch().count() / kPeriod, digits);
}

std::optional<std::int64_t> accepted(std::string_view key, std::string_view typed, Time now,
                                     std::int64_t used) {
  std::string digits;
  std::ranges::copy_if(typed, std::back_inserter(digits), [](char c) { return c != ' '; });
  auto const bytes = raw(key);
  auto const step = now.time_since_epoch().count() / kPeriod;
  std::optional<std::int64_t> out;
  // All of the window is always computed, so that the time tells nothing.
  for (auto at = step - kWindow; at <= step + kWindow; ++at)
    if (secret::same(code_of(bytes, at, 6), digits) && at > used) out = at;
  return out;
}

std::string uri(std::string_view key, std::string_view email, std::string_view house) {
  return fmt::format("otpauth://totp/{}:{}?secret={}&issuer={}", url_encode(house), url_encode(email), key,
                     url_encode(house));
}

Html qr(std::string_view text, std::string_view label) {
  using namespace cote::html;
  constexpr int kQuiet = 4;
  auto const drawn = qrcodegen::QrCode::encodeText(std::string(text).c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
  auto const size = drawn.getSize();
  std::string path;
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x)
      if (drawn.getModule(x, y)) path += fmt::format("M{} {}h1v1h-1z", x + kQuiet, y + kQuiet);
  auto const all = size + 2 * kQuiet;
  return svg(cls("qr"), Attr("viewBox", fmt::format("0 0 {0} {0}", all)), Attr("role", "img"),
             aria_label(label),
             svg_path(Attr("fill", "#fff"), Attr("d", fmt::format("M0 0h{0}v{0}h-{0}z", all))),
             svg_path(Attr("fill", "#000"), Attr("d", path)));
}

std::vector<std::string> recovery_codes() {
  std::vector<std::string> out;
  for (int i = 0; i < 10; ++i) {
    auto code = secret::base32(secret::bytes(10));
    for (std::size_t const at : {12U, 8U, 4U}) code.insert(at, 1, '-');
    out.push_back(std::move(code));
  }
  return out;
}

std::string tidy_recovery(std::string_view typed) {
  std::string out;
  for (auto c : typed) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
    if (is_base32(c)) out += c;
  }
  return out.size() == kRecoveryLetters ? out : "";
}

}  // namespace cote::people::totp
