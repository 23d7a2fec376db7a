// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace cote {

/// The ten Belgian public holidays (law of 4 January 1974, royal decree of 18 April 1974), in the order of
/// most years. Days that only some take, such as 27 September, are closures of a house and not listed here.
enum class Holiday : std::uint8_t {
  new_year,
  easter_monday,
  labour_day,
  ascension,
  whit_monday,
  national_day,
  assumption,
  all_saints,
  armistice,
  christmas,
};

/// Easter Sunday, Gregorian, by the anonymous algorithm that Meeus prints ("Astronomical Algorithms", ch. 8).
std::chrono::local_days easter(int year);

/// The holiday on this day, or none. When two meet (Ascension on 1 May 2008) the one with a fixed date.
std::optional<Holiday> holiday_on(std::chrono::local_days day);

/// The ten days of a year, sorted. Two may fall on one date, which then stands twice.
std::vector<std::chrono::year_month_day> public_holidays(std::chrono::year year);

/// "easter_monday": what follows "holiday." in a text key.
std::string_view name_of(Holiday holiday);

}  // namespace cote
