// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/dates/recurrence.h"

#include <algorithm>

namespace cote::activities::dates {
namespace {

std::vector<LocalMinute> sorted(std::vector<LocalMinute> times) {
  std::sort(times.begin(), times.end());
  return times;
}

}  // namespace

Occurrences::Occurrences(const Recurrence& recurrence)
    : clock_(clock_of(recurrence.starts)), added_(recurrence.added), removed_(sorted(recurrence.removed)) {
  if (recurrence.rule) {
    days_.emplace(*recurrence.rule, day_of(recurrence.starts));
    until_ = recurrence.rule->until;
    ahead_ = from_rule();
  } else {
    added_.push_back(recurrence.starts);
  }
  std::sort(added_.begin(), added_.end());
}

std::optional<LocalMinute> Occurrences::from_rule() {
  auto const day = days_->next();
  if (!day) return std::nullopt;
  auto const at = *day + clock_;
  // Comparing instants is dear; a day's distance decides all but the last few.
  if (until_ && at.time_since_epoch() + std::chrono::days(1) > until_->time_since_epoch() &&
      instant_of(at) > *until_)
    return std::nullopt;
  return at;
}

std::optional<LocalMinute> Occurrences::next() {
  for (;;) {
    bool const more = next_added_ < added_.size();
    if (!ahead_ && !more) return std::nullopt;
    auto const at = !more || (ahead_ && *ahead_ <= added_[next_added_]) ? *ahead_ : added_[next_added_];
    if (ahead_ == at) ahead_ = from_rule();
    while (next_added_ < added_.size() && added_[next_added_] == at) ++next_added_;
    if (!std::binary_search(removed_.begin(), removed_.end(), at)) return at;
  }
}

std::vector<LocalMinute> expand(const Recurrence& recurrence, std::size_t most) {
  std::vector<LocalMinute> out;
  Occurrences times(recurrence);
  while (out.size() < most) {
    auto const at = times.next();
    if (!at) break;
    out.push_back(*at);
  }
  return out;
}

std::vector<LocalMinute> between(const Recurrence& recurrence, LocalMinute from, LocalMinute to,
                                 std::size_t most) {
  std::vector<LocalMinute> out;
  Occurrences times(recurrence);
  for (auto at = times.next(); at && *at < to && out.size() < most; at = times.next())
    if (*at >= from) out.push_back(*at);
  return out;
}

}  // namespace cote::activities::dates
