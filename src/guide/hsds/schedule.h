// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/time.h"

/// HSDS schedules (a flattened RFC 5545 rule per row; rows add up) and OSM opening_hours text.
namespace cote::guide::hsds {

/// A row as the file gives it; empty: not given.
struct ScheduleRow {
  std::string valid_from{}, valid_to{}, dtstart{}, until{}, count{}, timezone{};
  std::string freq{}, interval{}, byday{}, byweekno{}, bymonthday{}, byyearday{}, wkst{};
  std::string opens_at{}, closes_at{};
  std::string description{}, attending_type{}, notes{};

  bool operator==(const ScheduleRow&) const = default;
};

/// A row of HSDS 1.x holiday_schedules: between two days (both included) closed, or open at other times.
struct HolidayRow {
  std::string start_date{}, end_date{}, closed{}, opens_at{}, closes_at{};
};

/// Opening hours, or why there are none: the first row that cannot be said decides, for hours that miss a
/// row would call a place closed that is open.
struct Hours {
  std::string text{};
  std::string refused{};  // a sentence in English; empty when `text` is good
  std::string field{};    // of the row: "byday"
};

/// The text for these rows. A description "opening_hours: …" that parses is taken as it stands (it is
/// what export writes). Otherwise each row must be weekly or monthly by day, or end after at most 60
/// occurrences; times with an offset, and rules that contradict themselves, are refused. The text is kept
/// only when the hours engine gives the same minutes as the rows do, for at least two years.
Hours opening_hours(std::span<const ScheduleRow> rows, std::span<const HolidayRow> holidays = {});

/// Rows for a text: the week, or the weekdays of the month, when it is regular; public holidays, seasons
/// and dated exceptions have no place in a row. Every row says the whole text in its description, and when
/// the hours are not regular there is one row with the description alone. Times are Belgian wall-clock
/// times, without offset.
std::vector<ScheduleRow> schedule_rows(std::string_view text);

/// What a description begins with when it holds the whole text.
inline constexpr std::string_view kHoursPrefix = "opening_hours: ";

/// Minutes of a day, `to` beyond 1440 when it ends the day after.
struct Slot {
  int from = 0;
  int to = 0;
  bool operator==(const Slot&) const = default;
  auto operator<=>(const Slot&) const = default;
};

/// "Mo", "Tu"… from Monday = 0: the two letters of OSM.
extern const char* const kDays[7];

/// "2026 Jan 05".
std::string osm_date(Date day);
/// "09:00"; minutes from midnight, at most 24:00.
std::string clock_text(int minute);
/// "09:00-12:00,13:00-17:00".
std::string osm_slots(std::span<const Slot> slots);
/// "Mo-We,Fr" for the days whose bit is set (bit 0: Monday).
std::string osm_days(unsigned days);

}  // namespace cote::guide::hsds
