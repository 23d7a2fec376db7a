// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "app/jobs.h"

namespace cote::app {

class House;

/// The ledger, the access table and personal data: their pages…
void add_trust(House& house);
/// …and what they do by the clock: erase what is past its term, and back up when a folder is named.
std::vector<Job> trust_jobs(const Settings& settings);

}  // namespace cote::app
