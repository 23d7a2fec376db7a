// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/corrections/code.h"

#include <array>

#include <sodium.h>

#include "search/words.h"

namespace cote::guide::corrections::code {
namespace {

constexpr std::size_t kDigits = 20;

std::optional<char> digit(char32_t c) {
  for (char32_t const zero : {U'0', U'\u0660', U'\u06F0'})
    if (c >= zero && c <= zero + 9) return static_cast<char>('0' + (c - zero));
  return std::nullopt;
}

}  // namespace

std::string make() {
  std::string out;
  for (std::size_t i = 0; i < kDigits; ++i) out += static_cast<char>('0' + randombytes_uniform(10));
  return out;
}

std::string printed(std::string_view code) {
  std::string out;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i > 0 && i % 4 == 0) out += ' ';
    out += code[i];
  }
  return out;
}

std::optional<std::string> read(std::string_view typed) {
  std::string out;
  for (std::size_t at = 0; at < typed.size();) {
    auto const point = search::code_point_at(typed, at);
    at += point.size;
    if (auto const d = digit(point.value)) {
      out += *d;
      continue;
    }
    bool const between = point.value == ' ' || point.value == '-' || point.value == '.' ||
                         point.value == 0x00A0 || point.value == 0x202F || point.value == '\n';
    if (!between || out.size() > kDigits) return std::nullopt;
  }
  if (out.size() != kDigits) return std::nullopt;
  return out;
}

std::string hash(std::string_view code) {
  std::array<unsigned char, 32> bytes{};
  crypto_generichash(bytes.data(), bytes.size(), reinterpret_cast<const unsigned char*>(code.data()),
                     code.size(), nullptr, 0);
  std::array<char, 65> hex{};
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  return hex.data();
}

}  // namespace cote::guide::corrections::code
