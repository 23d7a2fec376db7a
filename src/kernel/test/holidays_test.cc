// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/holidays.h"

#include <gtest/gtest.h>

#include "kernel/time.h"

namespace {

using namespace cote;
namespace ch = std::chrono;

TEST(Holidays, NamesTheTenDaysOf2026) {
  std::string found;
  for (auto day = ch::local_days(ch::year(2026) / 1 / 1); day < ch::local_days(ch::year(2027) / 1 / 1);
       day += ch::days(1)) {
    if (auto const each = holiday_on(day))
      found += iso(Date(day)).substr(5) + " " + std::string(name_of(*each)) + "\n";
  }
  EXPECT_EQ(found,
            "01-01 new_year\n04-06 easter_monday\n05-01 labour_day\n05-14 ascension\n05-25 whit_monday\n"
            "07-21 national_day\n08-15 assumption\n11-01 all_saints\n11-11 armistice\n12-25 christmas\n");
}

TEST(Holidays, TheListAndTheDayAgreeForThreeCenturies) {
  for (int year = 1900; year < 2200; ++year) {
    auto const days = public_holidays(ch::year(year));
    EXPECT_EQ(days.size(), 10U);
    for (auto day = ch::local_days(ch::year(year) / 1 / 1); ch::year_month_day(day).year() == ch::year(year);
         day += ch::days(1)) {
      auto const listed = std::find(days.begin(), days.end(), ch::year_month_day(day)) != days.end();
      EXPECT_EQ(holiday_on(day).has_value(), listed) << iso(Date(day));
    }
  }
}

TEST(Holidays, TwoThatMeetAreOneDayWithTheFixedName) {
  EXPECT_EQ(holiday_on(ch::local_days(ch::year(2008) / 5 / 1)), Holiday::labour_day);
  EXPECT_EQ(iso(Date(public_holidays(ch::year(2008))[2])), "2008-05-01");
  EXPECT_EQ(iso(Date(public_holidays(ch::year(2008))[3])), "2008-05-01");
}

}  // namespace
