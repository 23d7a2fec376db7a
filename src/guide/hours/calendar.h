// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>

#include "kernel/holidays.h"

/// What opening hours ask of a day. Pure arithmetic, no time-zone data.
namespace cote::guide::hours {

using cote::easter;

/// The `nth` weekday of a month: 1 is the first, -1 the last. Counting past the end of the month goes
/// into the neighbouring one. Weekdays are 0 = Monday … 6 = Sunday.
std::chrono::local_days nth_weekday(int year, unsigned month, unsigned weekday, int nth);

/// All that a rule may ask of one day, worked out once and shared by every rule.
struct DayFacts {
  std::chrono::local_days day{};
  int year = 0;
  unsigned month = 1;             // 1…12
  unsigned date = 1;              // 1…31
  unsigned weekday = 0;           // 0 = Monday
  int nth = 1;                    // this is the nth such weekday of its month…
  int nth_from_end = -1;          // …and this one counted from its end
  unsigned week = 1;              // ISO 8601
  std::array<bool, 3> holiday{};  // it is the day before, the very day, the day after a public holiday
};
DayFacts facts_of(std::chrono::local_days day);

/// The night in March on which the clock jumps from 02:00 to 03:00, and the one in October on which the
/// hour from 02:00 comes twice: last Sundays (directive 2000/84/EC).
bool is_short_day(const DayFacts& day);
bool is_long_day(const DayFacts& day);

}  // namespace cote::guide::hours
