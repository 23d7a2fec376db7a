// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "guide/hours/hours.h"

namespace cote::guide::hours {

/// {"normalized": "…", "intervals": [["2026-11-23T09:00","2026-11-23T12:00","open"], …]}: what
/// `coteacote hours` prints. Local time of Belgium; the state is open or unknown; neighbours that differ
/// in their comment only are one interval.
std::string hours_json(const Schedule& schedule, Minute from, Minute to);

}  // namespace cote::guide::hours
