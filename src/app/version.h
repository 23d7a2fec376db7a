// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace cote::app {

/// "0.1.0", as CMakeLists.txt says.
std::string_view version();

}  // namespace cote::app
