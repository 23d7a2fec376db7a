// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/jobs.h"

#include <string>

#include "guide/public_part.h"

namespace cote::app {

std::vector<Job> all_jobs(const Settings&) {
  // A line a job: {.name = "freshness.letters", .hour = 6, .work = [](const JobCall& call) { … }}.
  std::vector<Job> out;
  out.push_back({.name = "public.erase", .hour = 3, .work = [](const JobCall& call) {
                   return std::to_string(guide::erase_public_part(call.db, call.now)) + " rows erased";
                 }});
  return out;
}

}  // namespace cote::app
