// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cote::web {

/// A number of the content, for telling versions apart; not for secrets. About 8 bytes a nanosecond.
std::uint64_t content_hash(std::string_view bytes, std::uint64_t seed = 0);

/// 16 hexadecimal digits.
std::string hex(std::uint64_t number);

/// A strong entity tag, quotes included.
std::string etag_of(std::string_view body, std::uint64_t revision);

/// The tag of the same content in another coding: "1f-gzip" for "1f" (RFC 9110 8.8.3.3).
std::string etag_in(std::string_view etag, std::string_view coding);

/// True when the If-None-Match header names `etag` or is "*" (weak comparison, RFC 9110 13.1.2).
bool etag_matches(std::string_view if_none_match, std::string_view etag);

}  // namespace cote::web
