// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/care.h"
#include "app/jobs.h"

namespace cote::app {

std::vector<Job> all_jobs(const Settings& settings) { return care_jobs(settings); }

}  // namespace cote::app
