// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "web/http.h"

namespace cote::web {

/// The value of a cookie of this request, or empty. The first one counts when a name comes twice.
std::string_view cookie(const Request& request, std::string_view name);

/// Adds a Set-Cookie: HttpOnly, SameSite=Lax, Path=/, and Secure when the visit's origin is https. An empty
/// value takes the cookie away; without `age` it lives as long as the browser's window. `value` must be
/// made of letters, digits, '-' and '_': anything else throws std::invalid_argument.
void set_cookie(Reply& reply, const Visit& visit, std::string_view name, std::string_view value,
                std::optional<std::chrono::seconds> age = {});

/// The name under which a cookie of ours travels: over https "__Host-" is put before it, which browsers
/// then bind to this host alone.
std::string cookie_name(const Visit& visit, std::string_view name);

}  // namespace cote::web
