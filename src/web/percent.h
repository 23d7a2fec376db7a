// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Reading what addresses and forms carry; writing is cote::url_encode (kernel/html.h).
namespace cote::web {

/// The path of a request's target, decoded. None when an escape is broken, or when it holds a control
/// character, an escaped '/' or bytes that are not UTF-8: nobody links to such an address in good faith.
std::optional<std::string> decode_path(std::string_view encoded);

/// A name or value of a form: '+' is a blank, a broken escape stays as it was typed, bytes that are not
/// UTF-8 become U+FFFD, and so does NUL.
std::string decode_field(std::string_view encoded);

/// `text` with bytes that are not UTF-8, and NUL, replaced by U+FFFD.
std::string as_utf8(std::string_view text);

}  // namespace cote::web
