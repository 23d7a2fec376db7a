// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/range.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace cote::web {
namespace {

/// Digits alone; a number too large for 64 bits is past the end of anything.
std::optional<std::uint64_t> number(std::string_view digits) {
  if (digits.empty() || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; }))
    return std::nullopt;
  std::uint64_t out = 0;
  auto const end = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return end.ec == std::errc() ? out : UINT64_MAX;
}

}  // namespace

RangeAsked range_in(std::string_view header, std::uint64_t size) {
  using enum RangeAsked::Kind;
  static constexpr std::string_view kUnit = "bytes=";
  bool const bytes = header.size() > kUnit.size() &&
                     std::ranges::equal(header.substr(0, kUnit.size()), kUnit,
                                        [](char a, char b) { return (a | 0x20) == (b | 0x20); });
  auto const range = bytes ? header.substr(kUnit.size()) : std::string_view();
  auto const dash = range.find('-');
  if (dash == std::string_view::npos) return {};
  auto const first = number(range.substr(0, dash));
  auto const last = number(range.substr(dash + 1));
  if (dash == 0) {
    if (!last) return {};
    auto const length = std::min(*last, size);
    return length == 0 ? RangeAsked{outside} : RangeAsked{part, size - length, length};
  }
  bool const open = dash + 1 == range.size();
  if (!first || (!open && (!last || *last < *first))) return {};
  if (*first >= size) return {outside};
  return {part, *first, std::min(open ? size - 1 : *last, size - 1) - *first + 1};
}

std::string content_range(const RangeAsked& asked, std::uint64_t size) {
  if (asked.kind == RangeAsked::Kind::outside) return fmt::format("bytes */{}", size);
  return fmt::format("bytes {}-{}/{}", asked.first, asked.first + asked.length - 1, size);
}

}  // namespace cote::web
