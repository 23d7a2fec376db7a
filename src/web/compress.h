// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace cote::web {

enum class Coding { identity, gzip, brotli };

/// "gzip", "br", or empty for identity.
std::string_view name_of(Coding coding);

/// The best coding an Accept-Encoding header allows (RFC 9110 12.5.3): by weight, brotli before gzip when
/// equal. Identity when nothing else is asked for.
Coding choose_coding(std::string_view accept_encoding);

/// True for types that shrink: text, JSON, scripts, SVG. Fonts and pictures are compressed already.
bool is_compressible(std::string_view content_type);

/// How much work a page is worth: one that is kept is compressed once for many readers.
enum class Effort { quick, thorough };
std::string compress(Coding coding, std::string_view plain, Effort effort);

/// A body that comes in pieces, the empty one last (Reply::stream).
using Pieces = std::function<std::string()>;
/// The same, compressed quickly as it comes: one piece for each of `plain`, readable as soon as it arrives,
/// so nothing waits and nothing is held back. A quarter of a megabyte while it lasts. What `plain` throws
/// goes on to the caller.
Pieces compress_pieces(Coding coding, Pieces plain);

}  // namespace cote::web
