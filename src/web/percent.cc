// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/percent.h"

#include <cstdint>

namespace cote::web {
namespace {

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The byte escaped at `at`, or -1.
int escaped(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size()) return -1;
  int const high = digit(text[at + 1]);
  int const low = digit(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/// Bytes of the well-formed UTF-8 sequence at `at` (Unicode table 3-7), or 0.
std::size_t sequence(std::string_view text, std::size_t at) {
  auto const byte = [&](std::size_t i) -> unsigned {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  auto const tail = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  unsigned const first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return tail(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    bool const overlong = first == 0xE0 && byte(1) < 0xA0;
    bool const surrogate = first == 0xED && byte(1) > 0x9F;
    return tail(1) && tail(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    bool const overlong = first == 0xF0 && byte(1) < 0x90;
    bool const beyond = first == 0xF4 && byte(1) > 0x8F;
    return tail(1) && tail(2) && tail(3) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

std::string mend(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    auto const size = text[at] == '\0' ? 0 : sequence(text, at);
    if (size == 0) {
      out += "\xEF\xBF\xBD";
      ++at;
    } else {
      out.append(text, at, size);
      at += size;
    }
  }
  return out;
}

}  // namespace

std::optional<std::string> decode_path(std::string_view encoded) {
  std::string out;
  out.reserve(encoded.size());
  for (std::size_t at = 0; at < encoded.size(); ++at) {
    auto c = static_cast<unsigned char>(encoded[at]);
    if (c == '%') {
      int const byte = escaped(encoded, at);
      if (byte < 0 || byte == '/') return std::nullopt;
      c = static_cast<unsigned char>(byte);
      at += 2;
    }
    if (c < 0x20 || c == 0x7F) return std::nullopt;
    out += static_cast<char>(c);
  }
  for (std::size_t at = 0; at < out.size();) {
    auto const size = sequence(out, at);
    if (size == 0) return std::nullopt;
    at += size;
  }
  return out;
}

std::string decode_field(std::string_view encoded) {
  std::string out;
  out.reserve(encoded.size());
  for (std::size_t at = 0; at < encoded.size(); ++at) {
    int const byte = encoded[at] == '%' ? escaped(encoded, at) : -1;
    if (byte >= 0) {
      out += static_cast<char>(byte);
      at += 2;
    } else {
      out += encoded[at] == '+' ? ' ' : encoded[at];
    }
  }
  return mend(out);
}

std::string as_utf8(std::string_view text) { return mend(text); }

}  // namespace cote::web
