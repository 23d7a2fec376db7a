// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "guide/list.h"
#include "guide/reading.h"
#include "kernel/html.h"

namespace cote::guide::views {

/// Ways to the page before and after, of the list or the map (`path`). Empty when there is one page.
Html paging(const Reading& r, const Asked& asked, std::uint32_t pages, std::string_view path);

}  // namespace cote::guide::views
