// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/hours/calendar.h"

namespace cote::guide::hours {

namespace ch = std::chrono;

ch::local_days nth_weekday(int year, unsigned month, unsigned weekday, int nth) {
  const auto first = ch::local_days(ch::year(year) / static_cast<int>(month) / 1);
  const auto start =
      nth > 0 ? first : ch::local_days((ch::year(year) / static_cast<int>(month) + ch::months(1)) / 1);
  const unsigned at = ch::weekday(start).iso_encoding() - 1;
  const auto ahead = ch::days((weekday + 7 - at) % 7);
  return start + ahead + ch::days(7 * (nth > 0 ? nth - 1 : nth));
}

namespace {

unsigned iso_week(ch::local_days day, unsigned weekday) {
  const auto thursday = day + ch::days(3) - ch::days(weekday);
  const auto new_year = ch::local_days(ch::year_month_day(thursday).year() / 1 / 1);
  return static_cast<unsigned>((thursday - new_year).count() / 7 + 1);
}

}  // namespace

DayFacts facts_of(ch::local_days day) {
  const ch::year_month_day date(day);
  DayFacts facts;
  facts.day = day;
  facts.year = static_cast<int>(date.year());
  facts.month = static_cast<unsigned>(date.month());
  facts.date = static_cast<unsigned>(date.day());
  facts.weekday = ch::weekday(day).iso_encoding() - 1;
  const auto last =
      static_cast<unsigned>(ch::year_month_day_last(date.year() / date.month() / ch::last).day());
  facts.nth = static_cast<int>((facts.date - 1) / 7) + 1;
  facts.nth_from_end = -(static_cast<int>((last - facts.date) / 7) + 1);
  facts.week = iso_week(day, facts.weekday);
  for (int shift = -1; shift <= 1; ++shift)
    facts.holiday[static_cast<std::size_t>(shift + 1)] = holiday_on(day - ch::days(shift)).has_value();
  return facts;
}

bool is_short_day(const DayFacts& day) { return day.month == 3 && day.weekday == 6 && day.date >= 25; }
bool is_long_day(const DayFacts& day) { return day.month == 10 && day.weekday == 6 && day.date >= 25; }

}  // namespace cote::guide::hours
