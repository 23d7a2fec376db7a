// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/dates/recurrence.h"

#include <random>

#include <gtest/gtest.h>
#include <libical/ical.h>

namespace {

using namespace cote;
using namespace cote::activities::dates;

Recurrence recurrence(std::string_view start, std::string_view rule) {
  auto const read = read_rule(rule);
  EXPECT_TRUE(read.rule) << rule << ": " << read.refused.message;
  return {parse_local(start).value(), read.rule, {}, {}};
}

std::string times(const Recurrence& of, std::size_t most = 20) {
  std::string out;
  for (auto const at : expand(of, most)) out += iso(at) + " ";
  return out;
}

TEST(RuleText, HasANormalForm) {
  struct {
    const char* text;
    const char* normal;
  } const cases[] = {
      {"freq=weekly;byday=th,tu,tu", "FREQ=WEEKLY;BYDAY=TU,TH"},
      {"COUNT=3;FREQ=DAILY;INTERVAL=1", "FREQ=DAILY;COUNT=3"},
      {"FREQ=MONTHLY;BYDAY=+2TU,-1FR", "FREQ=MONTHLY;BYDAY=2TU,-1FR"},
      {"FREQ=MONTHLY;BYMONTHDAY=-1,15;BYSETPOS=-1", "FREQ=MONTHLY;BYMONTHDAY=-1,15;BYSETPOS=-1"},
      {"FREQ=WEEKLY;UNTIL=20261218T170000", "FREQ=WEEKLY;UNTIL=20261218T160000Z"},
      {"FREQ=WEEKLY;UNTIL=20260618T170000", "FREQ=WEEKLY;UNTIL=20260618T150000Z"},
      {"FREQ=WEEKLY;INTERVAL=2;WKST=SU", "FREQ=WEEKLY;INTERVAL=2;WKST=SU"},
  };
  for (auto const& c : cases) {
    auto const read = read_rule(c.text);
    ASSERT_TRUE(read.rule) << c.text << ": " << read.refused.message;
    EXPECT_EQ(write(*read.rule), c.normal);
    EXPECT_EQ(*read_rule(write(*read.rule)).rule, *read.rule);
  }
}

TEST(RuleText, SaysWhatItRefusesAndWhere) {
  struct {
    const char* text;
    const char* key;
    std::size_t at;
  } const cases[] = {
      {"FREQ=WEEKLY;BYHOUR=9", "dates.rule.unsupported", 12},
      {"FREQ=YEARLY;BYWEEKNO=20", "dates.rule.unsupported", 12},
      {"FREQ=HOURLY", "dates.rule.unsupported", 5},
      {"FREQ=WEEKLY;COUNT=0", "dates.rule.range", 18},
      {"FREQ=WEEKLY;BYDAY=MO,XX", "dates.rule.form", 21},
      {"FREQ=WEEKLY;UNTIL=20261218", "dates.rule.until_kind", 18},
      {"FREQ=WEEKLY;COUNT=2;UNTIL=20261218T000000Z", "dates.rule.two_ends", 26},
      {"FREQ=WEEKLY;BYDAY=1MO", "dates.rule.combination", 0},
      {"FREQ=WEEKLY;INTERVAL=2;INTERVAL=3", "dates.rule.twice", 23},
      {"", "dates.rule.form", 0},
  };
  for (auto const& c : cases) {
    auto const read = read_rule(c.text);
    EXPECT_FALSE(read.rule) << c.text;
    EXPECT_EQ(read.refused.key, c.key) << c.text;
    EXPECT_EQ(read.refused.at, c.at) << c.text;
    EXPECT_FALSE(read.refused.message.empty());
  }
  EXPECT_EQ(read_rule(std::string(501, 'A')).refused.key, "dates.rule.long");
}

TEST(RuleText, AWholeDayEndsOnADate) {
  auto const read = read_rule("FREQ=DAILY;UNTIL=20261218", Starts::whole_day);
  ASSERT_TRUE(read.rule);
  EXPECT_EQ(write(*read.rule, Starts::whole_day), "FREQ=DAILY;UNTIL=20261218");
  EXPECT_EQ(read_rule("FREQ=DAILY;UNTIL=20261218T000000Z", Starts::whole_day).refused.key,
            "dates.rule.until_kind");
}

TEST(Recurrence, NineStaysNineWhenTheClocksChange) {
  auto const found = expand(recurrence("2026-10-19T09:00", "FREQ=WEEKLY;COUNT=2"), 5);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(iso(instant_of(found[0])), "2026-10-19T07:00:00Z");
  EXPECT_EQ(iso(instant_of(found[1])), "2026-10-26T08:00:00Z");
}

TEST(Recurrence, RealMinutesOfTheNightsThatAreNot24Hours) {
  auto const last = [](const char* start, int minutes) {
    return span_of(parse_local(start).value(), Minutes(minutes)).minutes().count();
  };
  EXPECT_EQ(last("2026-10-24T22:00", 480), 540);
  EXPECT_EQ(last("2026-03-28T22:00", 480), 420);
  EXPECT_EQ(last("2026-03-29T02:30", 60), 60);
  EXPECT_EQ(last("2026-03-29T02:10", 20), 20);
  EXPECT_EQ(last("2026-03-29T01:00", 90), 90);
  EXPECT_EQ(last("2026-10-25T02:15", 30), 30);
  EXPECT_EQ(last("2026-11-24T09:00", 180), 180);
  EXPECT_EQ(iso(instant_of(parse_local("2026-03-29T02:30").value())), "2026-03-29T01:30:00Z");
}

TEST(Recurrence, AddsAndRemoves) {
  auto when = recurrence("2026-11-24T09:00", "FREQ=WEEKLY;COUNT=3");
  when.removed = {parse_local("2026-12-01T09:00").value()};
  when.added = {parse_local("2026-12-03T14:00").value(), parse_local("2026-11-24T09:00").value()};
  EXPECT_EQ(times(when), "2026-11-24T09:00 2026-12-03T14:00 2026-12-08T09:00 ");
  EXPECT_EQ(times({parse_local("2026-11-24T09:00").value(), {}, {}, {}}), "2026-11-24T09:00 ");
}

TEST(Recurrence, EndsEvenWhereTheRuleDoesNot) {
  EXPECT_EQ(times(recurrence("2026-01-01T09:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")), "");
  EXPECT_EQ(expand(recurrence("2026-01-01T09:00", "FREQ=DAILY"), 1'000'000).size(), 36'526U);
}

TEST(Recurrence, PositionsInAWeekCountFromTheFirstDayOfTheWeek) {
  // Tuesday 24 November is the second of Monday, Tuesday and Wednesday, also where it is the start.
  EXPECT_EQ(times(recurrence("2026-11-24T09:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE;BYSETPOS=2;COUNT=2")),
            "2026-11-24T09:00 2026-12-01T09:00 ");
  EXPECT_EQ(times(recurrence("2026-11-24T09:00", "FREQ=WEEKLY;BYDAY=SU,MO;BYSETPOS=1;COUNT=2;WKST=SU")),
            "2026-11-29T09:00 2026-12-06T09:00 ");
  EXPECT_EQ(times(recurrence("2026-11-24T09:00", "FREQ=WEEKLY;BYDAY=SU,MO;BYSETPOS=-3;COUNT=2")), "");
}

// libical as a judge, also of what npm's rrule reads otherwise: numbered days beside plain ones, positions
// that do not exist or meet.
std::vector<std::string> by_libical(const Recurrence& of, const std::string& rule, std::size_t most) {
  std::vector<std::string> out;
  auto* const iterator = icalrecur_iterator_new(icalrecurrencetype_from_string(rule.c_str()),
                                                icaltime_from_string(basic(of.starts).c_str()));
  if (iterator == nullptr) return {};
  auto const last = basic(Date(day_of(of.starts) + std::chrono::days(365 * 12)));
  while (out.size() < most) {
    auto const next = icalrecur_iterator_next(iterator);
    if (icaltime_is_null_time(next)) break;
    std::string const text = icaltime_as_ical_string(next);
    if (text.substr(0, 8) > last) break;
    out.push_back(text);
  }
  icalrecur_iterator_free(iterator);
  return out;
}

TEST(Recurrence, AgreesWithLibicalOnDaysOfBothKindsAndOddPositions) {
  std::mt19937 engine(4);
  auto const number = [&](int low, int high) { return std::uniform_int_distribution(low, high)(engine); };
  constexpr const char* kDays[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
  for (int round = 0; round < 150; ++round) {
    std::string rule = "FREQ=MONTHLY";
    rule += ";INTERVAL=" + std::to_string(number(1, 4)) + ";BYDAY=" + kDays[number(0, 6)];
    for (int more = number(0, 2); more > 0; --more) {
      rule += ",";
      if (number(0, 1) == 0) rule += std::to_string(number(0, 1) == 0 ? number(1, 5) : number(-5, -1));
      rule += kDays[number(0, 6)];
    }
    if (number(0, 1) == 0)
      rule += ";BYSETPOS=" + std::to_string(number(1, 4)) + "," + std::to_string(number(-4, -1));
    auto const of = recurrence("20" + std::to_string(number(10, 40)) + "-01-01T09:00", rule);
    auto const theirs = by_libical(of, write(*of.rule), 40);
    std::vector<std::string> ours;
    for (auto const at : expand(of, 40))
      if (at < of.starts + std::chrono::days(365 * 12 + 1)) ours.push_back(basic(at));
    EXPECT_EQ(ours, theirs) << iso(of.starts) << " " << rule;
  }
}

}  // namespace
