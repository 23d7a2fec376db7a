// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "guide/hsds/schedule.h"

namespace cote::guide::hsds {

/// A schedule row understood: on which days, and when.
struct Recurrence {
  enum class Freq { once, weekly, monthly } freq = Freq::weekly;
  int interval = 1;
  int week_start = 0;                           // Monday = 0
  std::vector<std::pair<int, int>> weekdays{};  // (nth in the month or 0 for every, day from Monday = 0)
  std::vector<int> month_days{};                // 1…31, or -1…-31 from the end
  std::optional<Date> start{};                  // dtstart
  std::optional<Date> from{};                   // first day it can fall on, by valid_from and dtstart
  std::optional<Date> to{};                     // last day, by valid_to, until and count
  Slot slot{};

  /// Whether it falls on this day.
  [[nodiscard]] bool on(std::chrono::sys_days day) const;
};

struct Understood {
  std::optional<Recurrence> rule{};
  std::string field{};
  std::string why{};
};
/// Reads a row; whatever is missing, malformed or contradictory is a reason, never a guess.
Understood understand(const ScheduleRow& row);

/// "HH:MM" or "HH:MM:SS" with no seconds, as minutes. None otherwise: an offset or 'Z' too.
std::optional<int> clock_minutes(std::string_view text);

}  // namespace cote::guide::hsds
