// SPDX-License-Identifier: AGPL-3.0-or-later
#include <string>

#include <gtest/gtest.h>

#include "guide/hours/hours.h"
#include "kernel/time.h"

namespace cote::guide::hours {
namespace {

namespace ch = std::chrono;

Schedule hours(const char* text) { return parse(text).schedule.value(); }
Minute at(const char* text) { return parse_local(text).value(); }

TEST(HoursStatus, SaysWhenItOpensAndCloses) {
  struct {
    const char* text;
    const char* now;
    State state;
    const char* until;  // empty: no change within a week
    bool soon;
  } const cases[] = {
      {"Mo-Fr 09:00-12:00", "2026-11-23T08:59", State::closed, "2026-11-23T09:00", false},
      {"Mo-Fr 09:00-12:00", "2026-11-23T09:00", State::open, "2026-11-23T12:00", false},
      {"Mo-Fr 09:00-12:00", "2026-11-23T11:30", State::open, "2026-11-23T12:00", true},
      {"Mo-Fr 09:00-12:00", "2026-11-23T11:29", State::open, "2026-11-23T12:00", false},
      {"Mo-Fr 09:00-12:00", "2026-11-27T12:00", State::closed, "2026-11-30T09:00", false},
      {"Mo 09:00-12:00,12:00-13:00", "2026-11-23T11:45", State::open, "2026-11-23T13:00", false},
      {"Fr 18:00-02:00", "2026-11-28T01:45", State::open, "2026-11-28T02:00", true},
      {"24/7", "2026-11-23T11:30", State::open, "", false},
      {"2027 Mar 01 10:00-12:00", "2026-11-23T11:30", State::closed, "", false},
      // Open, and then by appointment: nobody is sent away at noon.
      {"Mo 09:00-12:00, Mo 12:00-17:00 \"sur rendez-vous\"", "2026-11-23T11:45", State::open,
       "2026-11-23T12:00", false},
  };
  for (auto const& c : cases) {
    const Status got = status(hours(c.text), at(c.now));
    EXPECT_EQ(got.state, c.state) << c.text << " at " << c.now;
    EXPECT_EQ(got.until ? iso(*got.until) : "", c.until) << c.text << " at " << c.now;
    EXPECT_EQ(got.closes_soon, c.soon) << c.text << " at " << c.now;
  }
}

TEST(HoursStatus, ReadsTheSignOnTheDoor) {
  struct {
    const char* text;
    Note note;
  } const cases[] = {
      {"Mo-Fr \"by appointment\"", Note::by_appointment},
      {"Mo-Fr \"Sur rendez-vous uniquement\"", Note::by_appointment},
      {"Mo-Fr 09:00-12:00 open \"op afspraak\"", Note::by_appointment},
      {"unknown \"téléphoner\"", Note::by_phone},
      {"Mo-Fr \"بالهاتف\"", Note::by_phone},
      {"Mo-Fr 09:00-12:00 open \"Sans rendez-vous\"", Note::none},
      {"Mo-Fr 09:00-12:00 open \"appointment not needed\"", Note::none},
      {"Mo-Fr 09:00-12:00", Note::none},
      {"off \"by appointment\"", Note::none},
  };
  for (auto const& c : cases) EXPECT_EQ(hours(c.text).note_at(at("2026-11-23T10:00")), c.note) << c.text;
}

std::string line(const Day& day) {
  std::string out = iso(ch::year_month_day(ch::sys_days(day.date.time_since_epoch()))).substr(8);
  if (day.holiday) out += "*";
  for (auto const& slot : day.slots) out += " " + iso(slot.from).substr(8) + ">" + iso(slot.to).substr(8);
  return out;
}

TEST(HoursStatus, ShowsAWeekAsADoorSignDoes) {
  const auto monday = ch::local_days(ch::year(2026) / 11 / 9);
  const auto bar = week(hours("Mo-Th 10:00-18:00; Fr,Sa,Su 20:00-03:00; PH off"), monday);
  const char* const want[] = {"09 09T10:00>09T18:00", "10 10T10:00>10T18:00", "11*",
                              "12 12T10:00>12T18:00", "13 13T20:00>14T03:00", "14 14T20:00>15T03:00",
                              "15 15T20:00>16T03:00"};
  ASSERT_EQ(bar.size(), 7U);
  for (std::size_t at = 0; at < 7; ++at) EXPECT_EQ(line(bar[at]), want[at]);
  for (auto const& day : week(hours("24/7"), monday)) {
    ASSERT_EQ(day.slots.size(), 1U);
    EXPECT_EQ(day.slots[0].from, Minute(day.date));
    EXPECT_EQ(day.slots[0].to, Minute(day.date + ch::days(1)));
  }
}

TEST(HoursBoard, AgreesWithEachScheduleAndKeepsEqualTextsOnce) {
  Board board;
  const char* const texts[] = {"Mo-Fr 09:00-12:00",
                               "Fr 18:00-02:00",
                               "mo-fr 9-12",
                               "PH off; Su 10:00-12:00",
                               "week 48 \"by appointment\"",
                               "02:30-04:00",
                               "Sa 20:00-05:00; Mo off"};
  std::vector<Schedule> schedules{Schedule()};
  for (auto const* text : texts) schedules.push_back(hours(text));
  std::vector<std::uint32_t> rows;
  for (auto const& schedule : schedules) rows.push_back(board.add(schedule));
  EXPECT_EQ(rows[1], rows[3]);
  EXPECT_EQ(board.size(), schedules.size() - 1);
  for (auto const* start : {"2026-03-28T00:00", "2026-10-24T00:00", "2026-11-27T00:00"})
    for (int quarter = 0; quarter < 4 * 96; ++quarter) {
      const Minute now = at(start) + ch::minutes(15 * quarter);
      const auto states = board.at(now);
      for (std::size_t each = 0; each < schedules.size(); ++each)
        ASSERT_EQ(states[rows[each]], schedules[each].at(now)) << schedules[each].text() << " " << iso(now);
    }
}

}  // namespace
}  // namespace cote::guide::hours
