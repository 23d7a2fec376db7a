// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "activities/dates/recurrence.h"
#include "kernel/holidays.h"
#include "kernel/result.h"

/// From a recurrence to the sessions of an edition: public holidays and closures are respected, never moved
/// around.
namespace cote::activities::dates {

/// More sessions than this in one edition is a slip of the keyboard.
constexpr std::size_t kMostSessions = 1'000;

/// Days on which the house does not work: from and to belong to it.
struct Closure {
  Date from{};
  Date to{};
  std::string words{};  // "vacances d'automne", as people are told

  bool operator==(const Closure&) const = default;
};

/// Why nothing is held on a day: a public holiday, or the words of a closure.
struct Withheld {
  std::optional<Holiday> holiday{};
  std::string words{};

  bool operator==(const Withheld&) const = default;
};

/// What a house observes.
struct Calendar {
  bool holidays = true;
  std::vector<Closure> closures{};

  /// The reason not to hold anything on this day, or none. Holidays come before closures, closures in their
  /// order.
  [[nodiscard]] std::optional<Withheld> withheld(std::chrono::local_days day) const;
};

/// What somebody asked for: when, and how many sessions are to be held whatever the holidays.
struct Pattern {
  Recurrence when{};
  // Counts held sessions of the rule and replaces its COUNT; UNTIL still holds. Added times come on top.
  std::optional<int> keep{};

  bool operator==(const Pattern&) const = default;
};

/// One time of a pattern. A session belongs to the day on which it begins, also when it ends after midnight.
struct Planned {
  LocalMinute starts{};
  std::optional<Withheld> withheld{};  // then it is not held

  bool operator==(const Planned&) const = default;
};

/// All times of a pattern in order, those withheld among them: a caller who does not show these leaves them
/// out. `missing` says how many sessions of `keep` found no place before UNTIL or the horizon. Problems,
/// field "rule": dates.endless (neither COUNT, UNTIL nor keep), dates.too_many (over kMostSessions),
/// dates.never (not a single time); field "keep": dates.keep (less than one).
struct Plan {
  std::vector<Planned> times{};
  int missing = 0;
};
Result<Plan> plan(const Pattern& pattern, const Calendar& calendar);

}  // namespace cote::activities::dates
