// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/hours/calendar.h"

#include <algorithm>
#include <vector>

#include "guide/hours/hours.h"

namespace cote::guide::hours {

namespace ch = std::chrono;

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

ch::local_days nth_weekday(int year, unsigned month, unsigned weekday, int nth) {
  const auto first = ch::local_days(ch::year(year) / static_cast<int>(month) / 1);
  const auto start =
      nth > 0 ? first : ch::local_days((ch::year(year) / static_cast<int>(month) + ch::months(1)) / 1);
  const unsigned at = ch::weekday(start).iso_encoding() - 1;
  const auto ahead = ch::days((weekday + 7 - at) % 7);
  return start + ahead + ch::days(7 * (nth > 0 ? nth - 1 : nth));
}

std::vector<ch::year_month_day> public_holidays(ch::year year) {
  const auto sunday = easter(static_cast<int>(year));
  std::vector<ch::year_month_day> days{year / 1 / 1,
                                       year / 5 / 1,
                                       year / 7 / 21,
                                       year / 8 / 15,
                                       year / 11 / 1,
                                       year / 11 / 11,
                                       year / 12 / 25,
                                       ch::year_month_day(sunday + ch::days(1)),
                                       ch::year_month_day(sunday + ch::days(39)),
                                       ch::year_month_day(sunday + ch::days(50))};
  std::sort(days.begin(), days.end());
  return days;
}

namespace {

bool is_holiday(ch::local_days day) {
  const ch::year_month_day date(day);
  const unsigned key = static_cast<unsigned>(date.month()) * 100 + static_cast<unsigned>(date.day());
  constexpr std::array<unsigned, 7> kFixed{101, 501, 721, 815, 1101, 1111, 1225};
  if (std::find(kFixed.begin(), kFixed.end(), key) != kFixed.end()) return true;
  const auto after = (day - easter(static_cast<int>(date.year()))).count();
  return after == 1 || after == 39 || after == 50;
}

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
    facts.holiday[static_cast<std::size_t>(shift + 1)] = is_holiday(day - ch::days(shift));
  return facts;
}

bool is_short_day(const DayFacts& day) { return day.month == 3 && day.weekday == 6 && day.date >= 25; }
bool is_long_day(const DayFacts& day) { return day.month == 10 && day.weekday == 6 && day.date >= 25; }

}  // namespace cote::guide::hours
