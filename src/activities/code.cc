// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/code.h"

#include <array>
#include <cstdint>

#include <sodium.h>

#include "people/sign_in/secret.h"

namespace cote::activities::codes {
namespace {

constexpr std::size_t kDigits = 16;
constexpr std::size_t kLetters = 12;
constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's base 32

/// The digit that starts at `at`, in Western, Arabic or Persian numerals, and its length in bytes.
std::pair<std::optional<char>, std::size_t> digit_at(std::string_view text, std::size_t at) {
  auto const byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  if (byte(0) >= '0' && byte(0) <= '9') return {text[at], 1};
  // U+0660–U+0669 are D9 A0–A9, U+06F0–U+06F9 are DB B0–B9.
  if (byte(0) == 0xD9 && byte(1) >= 0xA0 && byte(1) <= 0xA9)
    return {static_cast<char>('0' + (byte(1) - 0xA0)), 2};
  if (byte(0) == 0xDB && byte(1) >= 0xB0 && byte(1) <= 0xB9)
    return {static_cast<char>('0' + (byte(1) - 0xB0)), 2};
  return {std::nullopt, 1};
}

std::string grouped(std::string_view text, char between) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && i % 4 == 0) out += between;
    out += text[i];
  }
  return out;
}

}  // namespace

std::string of_form(std::string_view form_key, std::string_view edition) {
  std::array<unsigned char, 32> raw{};
  std::string const key = people::secret::hash("enrolment form", form_key);
  crypto_generichash(raw.data(), raw.size(), reinterpret_cast<const unsigned char*>(edition.data()),
                     edition.size(), reinterpret_cast<const unsigned char*>(key.data()), key.size());
  std::string out;
  // Two bytes a digit: the bias of the remainder is below one in six thousand.
  for (std::size_t i = 0; i < kDigits; ++i)
    out += static_cast<char>('0' + (raw[2 * i] * 256U + raw[2 * i + 1]) % 10U);
  return out;
}

std::string printed(std::string_view code) { return grouped(code, ' '); }

std::optional<std::string> read(std::string_view typed) {
  std::string out;
  for (std::size_t at = 0; at < typed.size() && out.size() <= kDigits;) {
    auto const [digit, length] = digit_at(typed, at);
    if (digit) {
      out += *digit;
    } else if (typed[at] != ' ' && typed[at] != '-') {
      return std::nullopt;
    }
    at += length;
  }
  if (out.size() != kDigits) return std::nullopt;
  return out;
}

std::string hash(std::string_view code) { return people::secret::hash("enrolment", code); }

std::string of_certificate() {
  std::string out;
  for (std::size_t i = 0; i < kLetters; ++i)
    out += kAlphabet[randombytes_uniform(static_cast<std::uint32_t>(kAlphabet.size()))];
  return grouped(out, '-');
}

std::optional<std::string> read_certificate(std::string_view typed) {
  std::string out;
  for (char c : typed) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (kAlphabet.find(c) == std::string_view::npos || out.size() == kLetters) return std::nullopt;
    out += c;
  }
  if (out.size() != kLetters) return std::nullopt;
  return grouped(out, '-');
}

}  // namespace cote::activities::codes
