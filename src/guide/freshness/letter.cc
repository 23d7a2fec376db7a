// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/letter.h"

#include <array>
#include <stdexcept>

#include <fmt/format.h>
#include <sodium.h>

#include "guide/say.h"
#include "kernel/text.h"

namespace cote::guide::freshness {
namespace {

void ready() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
}

std::string hex(std::span<const unsigned char> bytes) {
  std::string out;
  for (auto const byte : bytes) out += fmt::format("{:02x}", byte);
  return out;
}

}  // namespace

Token make_token() {
  ready();
  std::array<unsigned char, 32> random{};
  randombytes_buf(random.data(), random.size());
  std::array<char, 64> text{};
  sodium_bin2base64(text.data(), text.size(), random.data(), random.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  Token out{.text = text.data()};
  out.hash = hash_of(out.text);
  return out;
}

std::string hash_of(std::string_view token) {
  ready();
  std::array<unsigned char, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(token.data()),
                     token.size(), nullptr, 0);
  return hex(hash);
}

const Lang& language_of(const store::Row& row) {
  auto const* const own = find_language(row.source_lang);
  return own != nullptr ? *own : languages().front();
}

post::Message letter(const store::Row& row, int number, std::string_view token, std::string_view origin,
                     Date last_day) {
  auto const& lang = language_of(row);
  auto const& t = Text::in(lang);
  auto const address = fmt::format("{}/{}/confirm/{}", origin, lang.tag, token);
  // A year is written: the letter may be read in the next one.
  auto const day = say::date(t, last_day, Date());
  std::string const opening = number == 1 ? "freshness.mail.text" : "freshness.mail.reminder";
  return {.kind = "freshness.ask",
          .to = row.email,
          .lang = lang.tag,
          .subject = t(number == 1 ? "freshness.mail.subject" : "freshness.mail.reminder_subject",
                       {{"service", row.name}}),
          .text = t(opening, {{"service", row.name}, {"link", address}, {"day", day}}),
          .about = "service",
          .about_id = row.id.text};
}

}  // namespace cote::guide::freshness
