// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "guide/snapshot.h"

namespace cote::guide {

/// A desk that opens a few times a week: easy to miss, so the home page tells.
struct Desk {
  const Service* service = nullptr;
  hours::Interval opens{};  // the next time, today's included while it lasts
};

/// The next opening of every active service that opens one to three times in the seven days from `now`,
/// soonest first, at most `most`. Confidential ones are left out. Linear in services with known hours.
std::vector<Desk> weekly_desks(const Snapshot& from, LocalMinute now, std::size_t most);

}  // namespace cote::guide
