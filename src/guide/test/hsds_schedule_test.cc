// SPDX-License-Identifier: AGPL-3.0-or-later
#include <random>

#include <gtest/gtest.h>

#include "guide/hours/hours.h"
#include "guide/hsds/schedule.h"

namespace cote::guide::hsds {
namespace {

ScheduleRow weekly(std::string byday, std::string opens, std::string closes) {
  return {.freq = "WEEKLY",
          .byday = std::move(byday),
          .opens_at = std::move(opens),
          .closes_at = std::move(closes)};
}
ScheduleRow with(ScheduleRow row, std::string ScheduleRow::*field, std::string value) {
  row.*field = std::move(value);
  return row;
}

/// Equal as schedules: the engine writes both the same way.
std::string normal(const char* text) { return hours::parse(text).schedule.value().text(); }

TEST(HsdsSchedule, SaysRowsAsOpeningHours) {
  auto const morning = weekly("MO,TU,WE,TH,FR", "09:00", "12:00");
  auto const afternoon = weekly("MO,WE", "13:00:00", "17:00:00");
  struct {
    const char* what;
    std::vector<ScheduleRow> rows;
    const char* text;
  } const cases[] = {
      {"a week", {morning}, "Mo-Fr 09:00-12:00"},
      {"rows add up", {morning, afternoon}, "Mo,We 09:00-12:00,13:00-17:00; Tu,Th,Fr 09:00-12:00"},
      {"overlapping rows are one",
       {weekly("SA", "09:00", "12:00"), weekly("SA", "11:00", "13:00")},
       "Sa 09:00-13:00"},
      {"over midnight", {weekly("FR", "22:00", "02:00")}, "Fr 22:00-02:00"},
      {"all day", {weekly("SU", "00:00", "24:00")}, "Su 00:00-24:00"},
      {"no frequency but days", {with(morning, &ScheduleRow::freq, "")}, "Mo-Fr 09:00-12:00"},
      {"every week is interval 1", {with(morning, &ScheduleRow::interval, "1")}, "Mo-Fr 09:00-12:00"},
      {"second Tuesday",
       {{.freq = "MONTHLY", .byday = "2TU", .opens_at = "14:00", .closes_at = "16:00"}},
       "Tu[2] 14:00-16:00"},
      {"last Friday",
       {{.freq = "MONTHLY", .byday = "-1FR", .opens_at = "14:00", .closes_at = "16:00"}},
       "Fr[-1] 14:00-16:00"},
      {"between two days",
       {{.valid_from = "2026-07-01",
         .valid_to = "2026-08-31",
         .freq = "WEEKLY",
         .byday = "MO",
         .opens_at = "10:00",
         .closes_at = "12:00"}},
       "2026 Jul 01-2026 Aug 31 Mo 10:00-12:00"},
      {"one day",
       {{.dtstart = "2026-12-24", .opens_at = "10:00", .closes_at = "12:00"}},
       "2026 Dec 24 10:00-12:00"},
      {"every second week, three times",
       {{.dtstart = "2026-01-05",
         .count = "3",
         .freq = "WEEKLY",
         .interval = "2",
         .byday = "MO",
         .opens_at = "10:00",
         .closes_at = "12:00"}},
       "2026 Jan 05 10:00-12:00; 2026 Jan 19 10:00-12:00; 2026 Feb 02 10:00-12:00"},
      {"the fifteenth, for two months",
       {{.dtstart = "2026-01-01",
         .until = "2026-02-28",
         .freq = "MONTHLY",
         .bymonthday = "15",
         .opens_at = "10:00",
         .closes_at = "12:00"}},
       "2026 Jan 15 10:00-12:00; 2026 Feb 15 10:00-12:00"},
      {"what an export says of itself",
       {with(morning, &ScheduleRow::description, "opening_hours: Mo-Fr 09:00-12:00; PH off")},
       "Mo-Fr 09:00-12:00; PH off"},
  };
  for (auto const& c : cases) {
    auto const hours = opening_hours(c.rows);
    EXPECT_EQ(hours.refused, "") << c.what << ": " << hours.field;
    EXPECT_EQ(hours.text, normal(c.text)) << c.what;
  }
}

TEST(HsdsSchedule, RefusesWhatItCannotSay) {
  auto const row = weekly("MO", "09:00", "12:00");
  struct {
    const char* field;
    ScheduleRow row;
  } const cases[] = {
      {"byday", weekly("XX", "09:00", "12:00")},
      {"byday", weekly("2MO", "09:00", "12:00")},
      {"byday", weekly("", "09:00", "12:00")},
      {"opens_at", weekly("MO", "", "12:00")},
      {"opens_at", weekly("MO", "09:00Z", "12:00Z")},
      {"opens_at", weekly("MO", "09:00-05:00", "12:00-05:00")},
      {"opens_at", weekly("MO", "9h", "12:00")},
      {"opens_at", weekly("MO", "24:00", "12:00")},
      {"closes_at", weekly("MO", "09:00", "")},
      {"closes_at", weekly("MO", "09:00", "25:00")},
      {"closes_at", weekly("MO", "09:00", "12:60")},
      {"closes_at", weekly("MO", "09:00", "09:00")},
      {"closes_at", weekly("MO", "09:00:00", "12:00:30")},
      {"timezone", with(row, &ScheduleRow::timezone, "3")},
      {"byweekno", with(row, &ScheduleRow::byweekno, "41")},
      {"byyearday", with(row, &ScheduleRow::byyearday, "2")},
      {"bymonthday", with(row, &ScheduleRow::bymonthday, "2,3")},
      {"freq", with(row, &ScheduleRow::freq, "DAILY")},
      {"dtstart", with(row, &ScheduleRow::interval, "2")},
      {"interval", with(row, &ScheduleRow::interval, "0")},
      {"wkst", with(row, &ScheduleRow::wkst, "monday")},
      {"count", with(row, &ScheduleRow::count, "3")},
      {"valid_from", with(row, &ScheduleRow::valid_from, "2026-02-30")},
      {"valid_to",
       with(with(row, &ScheduleRow::valid_from, "2026-02-01"), &ScheduleRow::valid_to, "2026-01-01")},
      {"freq", {.freq = "MONTHLY", .bymonthday = "1", .opens_at = "09:00", .closes_at = "12:00"}},
      {"freq", {.opens_at = "09:00", .closes_at = "12:00"}},
  };
  for (auto const& c : cases) {
    auto const hours = opening_hours(std::vector{c.row});
    EXPECT_EQ(hours.text, "") << c.field;
    EXPECT_EQ(hours.field, c.field) << hours.refused;
    EXPECT_NE(hours.refused, "") << c.field;
  }
}

TEST(HsdsSchedule, OneRowThatCannotBeSaidLeavesNoHours) {
  // Half of the hours would call a place closed that is open.
  std::vector const rows{weekly("MO", "09:00", "12:00"), weekly("TU", "09:00Z", "12:00Z")};
  EXPECT_EQ(opening_hours(rows).text, "");
}

TEST(HsdsSchedule, KeepsDaysClosedInHsds1) {
  std::vector const rows{weekly("MO,TU,WE", "09:00", "17:00")};
  std::vector<HolidayRow> const holidays{{"2026-12-24", "2026-12-26", "true", "", ""},
                                         {"2026-12-29", "2026-12-29", "false", "10:00", "12:00"}};
  auto const text = opening_hours(rows, holidays).text;
  auto const schedule = hours::parse(text).schedule.value();
  auto const at = [&](const char* when) { return schedule.at(parse_local(when).value()); };
  EXPECT_EQ(at("2026-12-22T10:00"), hours::State::open);
  EXPECT_EQ(at("2026-12-29T16:00"), hours::State::closed);
  EXPECT_EQ(at("2026-12-29T10:30"), hours::State::open);
  std::vector<HolidayRow> const yearly{{"January 01, 0001", "", "true", "", ""}};
  EXPECT_EQ(opening_hours(rows, yearly).field, "start_date");
}

TEST(HsdsSchedule, RowsSayTheWeekAndDescriptionsTheRest) {
  auto const rows = schedule_rows("Mo-Fr 09:00-12:00,13:00-17:00; We 09:00-12:00; PH off");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].byday, "MO,TU,WE,TH,FR");
  EXPECT_EQ(rows[0].opens_at, "09:00");
  EXPECT_EQ(rows[1].byday, "MO,TU,TH,FR");
  EXPECT_EQ(rows[1].closes_at, "17:00");
  for (auto const& row : rows) {
    EXPECT_EQ(row.freq, "WEEKLY");
    EXPECT_TRUE(row.description.starts_with(kHoursPrefix));
    EXPECT_NE(row.description.find("PH off"), std::string::npos);
  }
  auto const monthly = schedule_rows("Tu[2] 14:00-16:00");
  ASSERT_EQ(monthly.size(), 1u);
  EXPECT_EQ(monthly[0].freq, "MONTHLY");
  EXPECT_EQ(monthly[0].byday, "2TU");
  auto const dated = schedule_rows("Mo 09:00-12:00; 2026 Jul 01-2026 Jul 15 off");
  ASSERT_EQ(dated.size(), 1u);
  EXPECT_EQ(dated[0].byday, "") << "a row would be wrong in July";
  EXPECT_TRUE(schedule_rows("").empty());
  EXPECT_TRUE(schedule_rows("nonsense").empty());
}

/// Random regular weeks, out as rows without their descriptions and in again.
TEST(HsdsSchedule, RowsComeBackAsTheSameHours) {
  std::mt19937 random(7);
  auto const pick = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
  for (int i = 0; i < 200; ++i) {
    std::string text;
    for (int day = 0; day < 7; ++day) {
      if (pick(3) == 0) continue;
      auto const from = 6 * 60 + pick(30) * 15;
      std::vector<Slot> slots{{from, from + 15 + pick(8) * 15}};
      if (pick(2) == 0) slots.push_back({slots[0].to + 30, slots[0].to + 45 + pick(20) * 15});
      if (!text.empty()) text += "; ";
      text += std::string(kDays[day]) +
              (pick(4) == 0 ? "[" + std::to_string(pick(2) == 0 ? -1 : 1 + pick(4)) + "] " : " ") +
              osm_slots(slots);
    }
    if (text.empty()) continue;
    auto const parsed = hours::parse(text).schedule;
    ASSERT_TRUE(parsed) << text;
    auto rows = schedule_rows(text);
    for (auto& row : rows) row.description.clear();
    auto const back = opening_hours(rows);
    ASSERT_EQ(back.refused, "") << text;
    auto const from = parse_local("2026-01-01T00:00").value();
    auto const to = parse_local("2027-12-31T00:00").value();
    EXPECT_EQ(hours::parse(back.text).schedule.value().between(from, to), parsed->between(from, to))
        << text << " / " << back.text;
  }
}

}  // namespace
}  // namespace cote::guide::hsds
