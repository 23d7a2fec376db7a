// SPDX-License-Identifier: AGPL-3.0-or-later
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "guide/hours/hours.h"
#include "guide/hours/json.h"
#include "kernel/time.h"

namespace cote::guide::hours {
namespace {

namespace ch = std::chrono;

Schedule hours(const char* text) {
  const auto parsed = parse(text);
  if (!parsed.schedule) throw std::invalid_argument(std::string(text) + ": " + parsed.refused.message);
  return *parsed.schedule;
}

Minute at(const char* text) { return parse_local(text).value(); }

std::string shown(const Schedule& schedule, const char* from, const char* to) {
  std::string out;
  for (auto const& slot : schedule.between(at(from), at(to)))
    out += (out.empty() ? "" : " ") + iso(slot.from).substr(5) + ">" + iso(slot.to).substr(5) +
           (slot.state == State::unknown ? "?" : "");
  return out;
}

TEST(HoursEvaluate, GivesTheIntervalsOfAWindow) {
  struct {
    const char* text;
    const char* from;
    const char* to;
    const char* shown;
  } const cases[] = {
      // Armistice is a Wednesday in 2026.
      {"Mo-Fr 09:00-12:00; PH off", "2026-11-10T00:00", "2026-11-13T00:00",
       "11-10T09:00>11-10T12:00 11-12T09:00>11-12T12:00"},
      {"Tu[1] 14:00-16:00", "2026-11-01T00:00", "2026-12-03T00:00",
       "11-03T14:00>11-03T16:00 12-01T14:00>12-01T16:00"},
      {"Mo-Fr 08:00-12:00; We[-1] off", "2026-11-24T00:00", "2026-11-27T00:00",
       "11-24T08:00>11-24T12:00 11-26T08:00>11-26T12:00"},
      {"Fr 18:00-02:00", "2026-11-27T00:00", "2026-11-29T00:00", "11-27T18:00>11-28T02:00"},
      // A later rule replaces the earlier ones on its days, but for the night it does not reach.
      {"Mo-Su 10:00-20:00; We 12:00-14:00", "2026-11-24T12:00", "2026-11-25T18:00",
       "11-24T12:00>11-24T20:00 11-25T12:00>11-25T14:00"},
      {"Mo-Su 10:00-20:00, We 22:00-23:00", "2026-11-25T00:00", "2026-11-26T00:00",
       "11-25T10:00>11-25T20:00 11-25T22:00>11-25T23:00"},
      {"24/7; 2026 Dec 24-2027 Jan 03 off", "2026-12-23T12:00", "2027-01-05T00:00",
       "12-23T12:00>12-24T00:00 01-04T00:00>01-05T00:00"},
      {"Mo-Fr \"sur rendez-vous\"", "2026-11-27T09:00", "2026-11-30T10:00",
       "11-27T09:00>11-28T00:00? 11-30T00:00>11-30T10:00?"},
      {"Mo-Fr 09:00-12:00 || \"by phone\"", "2026-11-23T08:00", "2026-11-23T13:00",
       "11-23T08:00>11-23T09:00? 11-23T09:00>11-23T12:00 11-23T12:00>11-23T13:00?"},
      {"Mo 17:00+", "2026-11-23T00:00", "2026-11-25T00:00", "11-23T17:00>11-24T03:00?"},
      // The clock goes from 02:00 to 03:00 on 29 March and back on 25 October.
      {"02:30-04:00", "2026-03-28T00:00", "2026-03-31T00:00",
       "03-28T02:30>03-28T04:00 03-29T03:30>03-29T04:00 03-30T02:30>03-30T04:00"},
      {"02:15-02:45", "2026-03-28T12:00", "2026-03-30T12:00", "03-30T02:15>03-30T02:45"},
      {"02:15-02:45", "2026-10-24T12:00", "2026-10-25T12:00", "10-25T02:15>10-25T02:45"},
      {"Su 22:00-02:00", "2026-10-25T12:00", "2026-10-27T00:00", "10-25T22:00>10-26T02:00"},
  };
  for (auto const& c : cases) EXPECT_EQ(shown(hours(c.text), c.from, c.to), c.shown) << c.text;
}

TEST(HoursEvaluate, KnowsTheTenHolidaysOfTheLaw) {
  std::string days;
  for (auto const& day : public_holidays(ch::year(2026))) days += iso(day).substr(5) + " ";
  EXPECT_EQ(days, "01-01 04-06 05-01 05-14 05-25 07-21 08-15 11-01 11-11 12-25 ");
  // Easter at its earliest and latest, and when Ascension is also 1 May.
  EXPECT_EQ(iso(public_holidays(ch::year(2285))[1]), "2285-03-23");
  EXPECT_EQ(iso(public_holidays(ch::year(2038))[1]), "2038-04-26");
  EXPECT_EQ(iso(public_holidays(ch::year(2008))[2]), "2008-05-01");
  EXPECT_EQ(public_holidays(ch::year(2008)).size(), 10U);
}

TEST(HoursEvaluate, AnUnknownScheduleIsUnknownAlways) {
  const Schedule nothing;
  EXPECT_TRUE(nothing.unknown());
  EXPECT_EQ(nothing.text(), "");
  EXPECT_EQ(nothing.at(at("2026-11-23T10:00")), State::unknown);
  EXPECT_EQ(nothing.next_change(at("2026-11-23T10:00")), std::nullopt);
  EXPECT_EQ(shown(nothing, "2026-11-23T10:00", "2026-11-24T10:00"), "11-23T10:00>11-24T10:00?");
  EXPECT_FALSE(hours("off").unknown());
}

TEST(HoursEvaluate, PrintsTheJsonOfTheCommand) {
  EXPECT_EQ(hours_json(hours("Mo 09:00-12:00 open \"say \\o/\", Mo 12:00-13:00"), at("2026-11-23T00:00"),
                       at("2026-11-24T00:00")),
            "{\"normalized\": \"Mo 09:00-12:00 open \\\"say \\\\o/\\\", Mo 12:00-13:00\", \"intervals\": "
            "[[\"2026-11-23T09:00\",\"2026-11-23T13:00\",\"open\"]]}");
  EXPECT_EQ(hours_json(hours("off"), at("2026-11-23T00:00"), at("2026-11-24T00:00")),
            "{\"normalized\": \"off\", \"intervals\": []}");
}

}  // namespace
}  // namespace cote::guide::hours
