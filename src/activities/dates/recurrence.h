// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "activities/dates/clock.h"
#include "activities/dates/rule.h"

namespace cote::activities::dates {

/// How far after its first day a rule is followed: a rule without an end, or one that never comes true
/// (30 February), ends here.
constexpr std::chrono::days kHorizon(36'525);

/// Belgian wall-clock times: 09:00 stays 09:00 when the clocks change.
struct Recurrence {
  LocalMinute starts{};  // where the rule begins to count; the only time when there is no rule
  std::optional<Rule> rule{};
  std::vector<LocalMinute> added{};    // RDATE
  std::vector<LocalMinute> removed{};  // EXDATE; a removed one still counts for COUNT

  bool operator==(const Recurrence&) const = default;
};

/// The days of a rule, one after the other. `first` is where it begins and where what the rule leaves open
/// (the weekday of a weekly rule…) is taken from; it is itself a result only if the rule says so, as with all
/// peers: RFC 5545 leaves that undefined. A step costs some nanoseconds; at worst, for the rule that never
/// comes true, kHorizon is walked once. COUNT is kept; UNTIL is not, because it is an instant.
class RuleDays {
 public:
  RuleDays(const Rule& rule, std::chrono::local_days first);
  std::optional<std::chrono::local_days> next();

 private:
  void fill();
  void fill_day();
  void fill_week();
  void fill_month();
  void fill_year();
  [[nodiscard]] std::uint32_t days_of_month(std::chrono::year_month month) const;
  [[nodiscard]] std::uint32_t named_days(std::chrono::local_days first, unsigned length) const;
  void number_in_year(std::chrono::year year, std::array<std::uint32_t, 12>& into) const;
  void keep(std::chrono::local_days day) {
    found_[size_++] = static_cast<std::int32_t>(day.time_since_epoch().count());
  }
  void keep_month(std::chrono::local_days first, std::uint32_t days);
  void keep_positions();

  Frequency frequency_;
  std::int64_t interval_;
  std::int64_t left_;  // of COUNT
  std::vector<ByDay> numbered_{};
  std::vector<int> positions_;
  std::uint32_t months_ = 0;      // bit 0 = January
  std::uint32_t from_front_ = 0;  // BYMONTHDAY: bit 0 = the first…
  std::uint32_t from_back_ = 0;   // …or the last
  std::uint32_t weekdays_ = 0;    // bit 0 = Monday: every one
  bool by_month_ = false;
  bool by_day_ = false;
  bool in_year_ = false;  // numbered days count within the year
  std::chrono::local_days first_;
  std::chrono::local_days period_;  // where the next period begins
  std::array<std::int32_t, 366> found_;
  std::size_t size_ = 0;
  std::size_t at_ = 0;
};

/// All times of a recurrence in order, each once: the rule's and the added, without the removed.
class Occurrences {
 public:
  explicit Occurrences(const Recurrence& recurrence);
  std::optional<LocalMinute> next();

 private:
  std::optional<LocalMinute> from_rule();

  std::optional<RuleDays> days_{};
  Minutes clock_;
  std::optional<Time> until_{};
  std::optional<LocalMinute> ahead_{};  // of the rule, not given yet
  std::vector<LocalMinute> added_;
  std::vector<LocalMinute> removed_;
  std::size_t next_added_ = 0;
};

/// The first `most` times.
std::vector<LocalMinute> expand(const Recurrence& recurrence, std::size_t most);
/// Those in [from, to), at most `most`. Walks from the start of the recurrence.
std::vector<LocalMinute> between(const Recurrence& recurrence, LocalMinute from, LocalMinute to,
                                 std::size_t most);

}  // namespace cote::activities::dates
