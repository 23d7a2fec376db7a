// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/holidays.h"

#include <algorithm>
#include <array>

namespace cote {
namespace {

namespace ch = std::chrono;

struct Fixed {
  Holiday holiday;
  unsigned month;
  unsigned day;
};
constexpr std::array<Fixed, 7> kFixed{{{Holiday::new_year, 1, 1},
                                       {Holiday::labour_day, 5, 1},
                                       {Holiday::national_day, 7, 21},
                                       {Holiday::assumption, 8, 15},
                                       {Holiday::all_saints, 11, 1},
                                       {Holiday::armistice, 11, 11},
                                       {Holiday::christmas, 12, 25}}};

struct Movable {
  Holiday holiday;
  int after;  // days after Easter Sunday
};
constexpr std::array<Movable, 3> kMovable{
    {{Holiday::easter_monday, 1}, {Holiday::ascension, 39}, {Holiday::whit_monday, 50}}};

constexpr std::array<std::string_view, 10> kNames{"new_year",    "easter_monday", "labour_day", "ascension",
                                                  "whit_monday", "national_day",  "assumption", "all_saints",
                                                  "armistice",   "christmas"};

}  // namespace

ch::local_days easter(int year) {
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return ch::local_days(ch::year(year) / (n / 31) / (n % 31 + 1));
}

std::optional<Holiday> holiday_on(ch::local_days day) {
  const ch::year_month_day date(day);
  for (auto const& each : kFixed)
    if (date.month() == ch::month(each.month) && date.day() == ch::day(each.day)) return each.holiday;
  // Easter Monday is never before 23 March, Whit Monday never after 14 June.
  if (date.month() < ch::March || date.month() > ch::June) return std::nullopt;
  const auto after = (day - easter(static_cast<int>(date.year()))).count();
  for (auto const& each : kMovable)
    if (after == each.after) return each.holiday;
  return std::nullopt;
}

std::vector<ch::year_month_day> public_holidays(ch::year year) {
  std::vector<ch::year_month_day> days;
  for (auto const& each : kFixed) days.push_back(year / ch::month(each.month) / ch::day(each.day));
  const auto sunday = easter(static_cast<int>(year));
  for (auto const& each : kMovable) days.emplace_back(sunday + ch::days(each.after));
  std::sort(days.begin(), days.end());
  return days;
}

std::string_view name_of(Holiday holiday) { return kNames.at(static_cast<std::size_t>(holiday)); }

}  // namespace cote
