// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/jobs.h"

namespace cote::app {

std::vector<Job> all_jobs(const Settings&) {
  // A line a job: {.name = "freshness.letters", .hour = 6, .work = [](const JobCall& call) { … }}.
  std::vector<Job> out;
  return out;
}

}  // namespace cote::app
