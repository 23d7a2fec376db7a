// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/dates/sessions.h"

#include <gtest/gtest.h>

namespace {

using namespace cote;
using namespace cote::activities::dates;

Pattern pattern(std::string_view start, std::string_view rule, std::optional<int> keep = {}) {
  return {{parse_local(start).value(), read_rule(rule).rule.value(), {}, {}}, keep};
}

std::string told(const Result<Plan>& of) {
  if (!of) return of.problems().front().field + " " + of.problems().front().key;
  std::string out;
  for (auto const& each : of->times) {
    out += iso(each.starts).substr(5, 5);
    if (each.withheld)
      out += each.withheld->holiday ? "(" + std::string(name_of(*each.withheld->holiday)) + ")"
                                    : "(" + each.withheld->words + ")";
    out += " ";
  }
  return out + (of->missing > 0 ? "missing " + std::to_string(of->missing) : "");
}

TEST(Sessions, AHolidayIsWithheldAndNothingMoves) {
  EXPECT_EQ(told(plan(pattern("2026-05-13T09:00", "FREQ=DAILY;COUNT=3"), {})),
            "05-13 05-14(ascension) 05-15 ");
  EXPECT_EQ(told(plan(pattern("2026-05-13T09:00", "FREQ=DAILY;COUNT=3"), {false, {}})), "05-13 05-14 05-15 ");
}

TEST(Sessions, AClosureSaysItsWordsFromItsFirstToItsLastDay) {
  Calendar const house{true, {{*parse_date("2026-10-19"), *parse_date("2026-10-30"), "congé d'automne"}}};
  EXPECT_EQ(told(plan(pattern("2026-10-16T09:00", "FREQ=WEEKLY;BYDAY=MO,FR;COUNT=6"), house)),
            "10-16 10-19(congé d'automne) 10-23(congé d'automne) 10-26(congé d'automne) 10-30(congé "
            "d'automne) 11-02 ");
}

TEST(Sessions, KeepsTheNumberThatWasPromised) {
  EXPECT_EQ(told(plan(pattern("2026-11-09T09:00", "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3", 3), {})),
            "11-09 11-11(armistice) 11-16 11-18 ");
  EXPECT_EQ(told(plan(pattern("2026-11-09T09:00", "FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261116T230000Z", 3), {})),
            "11-09 11-11(armistice) 11-16 missing 1");
}

TEST(Sessions, NamesWhatCannotBePlanned) {
  EXPECT_EQ(told(plan(pattern("2026-11-09T09:00", "FREQ=WEEKLY"), {})), "rule dates.endless");
  EXPECT_EQ(told(plan(pattern("2026-11-09T09:00", "FREQ=WEEKLY", 0), {})), "keep dates.keep");
  EXPECT_EQ(told(plan(pattern("2026-11-09T09:00", "FREQ=DAILY;COUNT=1001"), {})), "rule dates.too_many");
  EXPECT_EQ(told(plan(pattern("2026-11-09T09:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2"), {})),
            "rule dates.never");
  Calendar const shut{true, {{*parse_date("2020-01-01"), *parse_date("2199-01-01"), "fermé"}}};
  EXPECT_EQ(told(plan(pattern("2026-11-09T09:00", "FREQ=DAILY", 5), shut)), "rule dates.too_many");
}

}  // namespace
