// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cote::web {

/// What a Range header asks of something of `size` bytes (RFC 9110 14.1.2 and 14.2).
struct RangeAsked {
  enum class Kind {
    whole,    // no header, or one that may be ignored: another unit, several ranges, not readable
    part,     // 206
    outside,  // 416: nothing of it exists
  };
  Kind kind = Kind::whole;
  std::uint64_t first = 0;
  std::uint64_t length = 0;
  bool operator==(const RangeAsked&) const = default;
};

/// One range only: "bytes=5-9", "bytes=5-" or "bytes=-5". An end past the last byte means the last byte.
RangeAsked range_in(std::string_view header, std::uint64_t size);

/// "bytes 5-9/100" for a part, "bytes */100" for what is outside.
std::string content_range(const RangeAsked& asked, std::uint64_t size);

}  // namespace cote::web
