// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/job_clock.h"

namespace cote::app {

Time next_hour(unsigned hour, Time after) {
  using namespace std::chrono;
  auto const day = floor<days>(to_local(after));
  for (int more = 0;; ++more) {
    auto const at = to_utc(LocalMinute(day + days(more) + hours(hour)));
    if (at > after) return at;
  }
}

Time next_due(const Job& job, Time since, std::optional<Time> started) {
  if (job.hour) return next_hour(*job.hour, started.value_or(since));
  return started ? *started + job.every.value_or(std::chrono::hours(24)) : since;
}

}  // namespace cote::app
