// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/etag.h"

#include <algorithm>
#include <cstring>

namespace cote::web {
namespace {

std::uint64_t load(const char* from, std::size_t size) {
  std::uint64_t out = 0;
  std::memcpy(&out, from, size);
  return out;
}

// The finaliser of SplitMix64: every bit of the input reaches every bit of the output.
std::uint64_t stir(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

}  // namespace

std::uint64_t content_hash(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t a = seed ^ 0x9e3779b97f4a7c15U;
  std::uint64_t b = bytes.size();
  std::size_t at = 0;
  for (; at + 16 <= bytes.size(); at += 16) {
    a = (a ^ load(bytes.data() + at, 8)) * 0xff51afd7ed558ccdU;
    b = (b ^ load(bytes.data() + at + 8, 8)) * 0xc4ceb9fe1a85ec53U;
    a ^= a >> 32;
    b ^= b >> 32;
  }
  for (; at < bytes.size(); at += 8) {
    a = stir(a ^ load(bytes.data() + at, std::min<std::size_t>(8, bytes.size() - at)));
  }
  return stir(a ^ stir(b));
}

std::string hex(std::uint64_t number) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; number >>= 4) out[i] = kDigits[number & 15];
  return out;
}

std::string etag_of(std::string_view body, std::uint64_t revision) {
  return '"' + hex(content_hash(body, stir(revision))) + '"';
}

std::string etag_in(std::string_view etag, std::string_view coding) {
  return std::string(etag.substr(0, etag.size() - 1)) + '-' + std::string(coding) + '"';
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
  for (std::size_t at = 0; at < if_none_match.size();) {
    char const c = if_none_match[at];
    if (c == '*') return true;
    if (c != '"') {
      ++at;
      continue;
    }
    auto const end = if_none_match.find('"', at + 1);
    if (end == std::string_view::npos) return false;
    if (if_none_match.substr(at, end + 1 - at) == etag) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace cote::web
