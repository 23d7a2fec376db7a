// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "guide/list.h"
#include "guide/reading.h"
#include "kernel/html.h"

namespace cote::guide::views {

/// The ways to narrow a list, each a link with the number of services behind it, none of them empty.
Html facets(const Reading& r, const Asked& asked, const Found& found);

/// The filters in force, each a link that takes it off. Empty when there is none.
Html chosen(const Reading& r, const Asked& asked);

/// What could be taken off an answer that is empty, with how many services it would then give.
struct Less {
  Asked asked{};
  std::string words{};
  std::uint32_t count = 0;
};
/// One search a filter; those that still give nothing are left out. At most three.
std::vector<Less> loosened(const Reading& r, const Asked& asked);

}  // namespace cote::guide::views
