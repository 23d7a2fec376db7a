// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

#include "web/http.h"

namespace cote::web {

/// "Not Found" for 404; "Unknown" for a status nobody here sends.
std::string_view reason(int status);

Reply found(std::string_view path);  // 302

/// The value of a header of the reply as it was written, or empty.
std::string_view header_of(const Reply& reply, std::string_view name);

/// Adds `name` to Vary, once.
void vary_on(Reply& reply, std::string_view name);

}  // namespace cote::web
