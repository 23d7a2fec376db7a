// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "app/jobs.h"

namespace cote::app {

class House;

/// Freshness and translation: their pages…
void add_care(House& house);
/// …and what they do by the clock: letters to services, links of the web, drafts by a machine.
std::vector<Job> care_jobs(const Settings& settings);

}  // namespace cote::app
