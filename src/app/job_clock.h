// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>

#include "app/jobs.h"

namespace cote::app {

/// When a job is next due, given when it was first seen and when it last began. A job with a period is due
/// at once when it never ran; one with an hour waits for that hour, because a letter at midnight helps
/// nobody. Pure.
Time next_due(const Job& job, Time since, std::optional<Time> started);

/// The first time after `after` that Belgian clocks show this hour.
Time next_hour(unsigned hour, Time after);

}  // namespace cote::app
