// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

#include "guide/hours/hours.h"
#include "kernel/json.h"

namespace cote::guide::exporting {

/// schema.org OpeningHoursSpecification of a schedule: the regular week, then every day of the sixty from
/// `from` on that is not as its weekday usually is (public holidays, dated exceptions), closed ones as
/// 00:00 to 00:00. Without a regular week, each day by itself. Only what is surely open is said.
json::array opening_specification(const hours::Schedule& schedule, std::chrono::local_days from);

}  // namespace cote::guide::exporting
