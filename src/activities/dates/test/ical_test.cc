// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/dates/ical.h"

#include <memory>

#include <gtest/gtest.h>
#include <libical/ical.h>

#include "activities/dates/clock.h"

namespace {

using namespace cote;
using namespace cote::activities::dates;
using ical::Event;
using ical::File;
using ical::Method;

LocalMinute at(std::string_view text) { return parse_local(text).value(); }

Event course() {
  Event out;
  out.uid = "f3c1-12@example.org";
  out.sequence = 3;
  out.stamp = parse_time("2026-11-24T08:00:00Z").value();
  out.when.starts = at("2026-11-24T09:00");
  out.length = Minutes(180);
  out.summary = "Français, A1.1; groupe du matin";
  out.description =
      "Première ligne\nدرس اللغة الفرنسية, \\ ትምህርቲ ቋንቋ ፈረንሳ — apportez un cahier et un crayon, s'il vous "
      "plaît.";
  out.place = "Salle 2";
  out.url = "https://example.org/fr/cours/12";
  return out;
}

ical::Read read_back(const File& file) {
  auto out = ical::read(ical::write(file));
  EXPECT_FALSE(out.refused) << out.refused->message;
  for (auto const& each : out.rejects) ADD_FAILURE() << each.key << " " << each.message;
  return out;
}

std::string between_lines(std::string_view lines) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//"
         "FR\r\nBEGIN:VEVENT\r\nDTSTAMP:20261124T080000Z\r\n" +
         std::string(lines) + "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

TEST(Ical, IsReadBackByLibicalAsItWasMeant) {
  auto event = course();
  event.when.rule = read_rule("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261218T230000Z").rule;
  event.when.removed = {at("2026-12-01T09:00"), at("2026-12-03T09:00")};
  event.when.added = {at("2026-12-04T09:00")};
  auto moved = course();
  moved.of = at("2026-12-08T09:00");
  moved.when.starts = at("2026-12-09T14:00");
  auto const back = read_back({Method::none, "Cours", {event, moved}});
  ASSERT_EQ(back.events.size(), 2U);
  EXPECT_EQ(back.events[0], event);
  EXPECT_EQ(back.events[1], moved);
}

TEST(Ical, LibicalComputesTheSameInstantsFromOurZone) {
  auto event = course();
  event.when.starts = at("2026-10-20T22:00");
  event.length = Minutes(480);
  std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)> const root(
      icalparser_parse_string(ical::write({Method::none, "", {event}}).c_str()), icalcomponent_free);
  ASSERT_NE(root, nullptr);
  EXPECT_EQ(icalcomponent_count_errors(root.get()), 0);
  auto* const zone = icalcomponent_get_timezone(root.get(), "Europe/Brussels");
  ASSERT_NE(zone, nullptr);
  for (auto local = at("2026-03-20T09:30"); local < at("2027-11-05T00:00"); local += std::chrono::hours(1)) {
    auto time = icaltime_from_string(basic(local).c_str());
    icaltimezone_convert_time(&time, zone, icaltimezone_get_utc_timezone());
    auto const theirs = Time(std::chrono::seconds(icaltime_as_timet(time)));
    // Of the hour that comes twice libical takes the second, RFC 5545 and we the first; the missing one it
    // reads by the clock after the change, RFC 5545 and we by the one before.
    int const twice = to_local(instant_of(local) + std::chrono::hours(1)) == local ? 1 : 0;
    int const missing = to_local(instant_of(local)) != local ? 1 : 0;
    EXPECT_EQ(iso(theirs), iso(instant_of(local) + std::chrono::hours(twice - missing))) << iso(local);
  }
}

TEST(Ical, TheEndIsWhereTheRealMinutesAreOver) {
  auto event = course();
  event.when.starts = at("2026-03-29T02:30");
  event.length = Minutes(60);
  auto const text = ical::write({Method::none, "", {event}});
  EXPECT_NE(text.find("DTEND;TZID=Europe/Brussels:20260329T043000\r\n"), std::string::npos) << text;
}

TEST(Ical, FoldsBetweenCharactersAndEndsLinesAsItMust) {
  auto event = course();
  for (int length = 0; length < 90; ++length) {
    event.summary = std::string(static_cast<std::size_t>(length), 'x');
    for (int more = 0; more < 40; ++more) event.summary += "ትé😀";
    auto const text = ical::write({Method::none, "", {event}});
    for (std::size_t from = 0; from < text.size();) {
      auto const end = text.find("\r\n", from);
      ASSERT_NE(end, std::string::npos);
      ASSERT_LE(end - from, 75U);
      auto const begin = text[from] == ' ' ? from + 1 : from;
      ASSERT_NE(static_cast<unsigned char>(text[begin]) & 0xc0, 0x80) << "cut within a character";
      from = end + 2;
    }
    ASSERT_EQ(read_back({Method::none, "", {event}}).events.front().summary, event.summary);
  }
}

TEST(Ical, NothingSomebodyTypedBecomesALineOfItsOwn) {
  auto event = course();
  event.summary = "x\r\nSTATUS:CANCELLED\r\nEND:VEVENT";
  event.url = "https://example.org/\r\nSTATUS:CANCELLED";
  event.organiser = {{"cai@example.org\r\nSTATUS:CANCELLED", "A\"B\r\n;X=1"}};
  auto const text = ical::write({Method::publish, "n\r\nMETHOD:CANCEL", {event}});
  EXPECT_EQ(text.find("\nSTATUS:CANCELLED"), std::string::npos);
  EXPECT_EQ(text.find("\nMETHOD:CANCEL"), std::string::npos);
  EXPECT_EQ(text.find("\nEND:VEVENT\r\nEND:VCALENDAR"), text.rfind("\nEND:VEVENT"));
  EXPECT_EQ(read_back({Method::none, "", {event}}).events.front().summary, "x\nSTATUS:CANCELLED\nEND:VEVENT");
}

TEST(Ical, SaysWhatAReceiverIsToDo) {
  auto event = course();
  event.organiser = {{"cai@example.org", "Le CAI"}};
  EXPECT_NE(ical::write({Method::publish, "", {event}}).find("METHOD:PUBLISH\r\n"), std::string::npos);
  EXPECT_THROW(ical::write({Method::request, "", {event}}), std::logic_error);
  event.attendees = {{"selam@example.org", "Selam"}};
  EXPECT_THROW(ical::write({Method::publish, "", {event}}), std::logic_error);
  EXPECT_NE(ical::write({Method::request, "", {event}}).find("METHOD:REQUEST\r\n"), std::string::npos);
  EXPECT_THROW(ical::write({Method::cancel, "", {event}}), std::logic_error);
  event.status = ical::Status::cancelled;
  auto const text = ical::write({Method::cancel, "", {event}});
  EXPECT_NE(text.find("METHOD:CANCEL\r\n"), std::string::npos);
  EXPECT_NE(text.find("SEQUENCE:3\r\n"), std::string::npos);
  EXPECT_EQ(read_back({Method::cancel, "", {event}}).events.front().status, ical::Status::cancelled);
  auto other = event;
  other.uid = "another@example.org";
  EXPECT_THROW(ical::write({Method::cancel, "", {event, other}}), std::logic_error);
  other.uid.clear();
  EXPECT_THROW(ical::write({Method::none, "", {other}}), std::logic_error);
}

TEST(Ical, ReadsWhatPartnersSend) {
  struct {
    const char* lines;
    const char* starts;
    int minutes;
  } const cases[] = {
      {"DTSTART;TZID=Romance Standard Time:20261124T090000\r\nDTEND;TZID=Romance Standard "
       "Time:20261124T120000\r\n",
       "2026-11-24T09:00", 180},
      {"DTSTART:20260624T070000Z\r\nDTEND:20260624T100000Z\r\n", "2026-06-24T09:00", 180},
      {"DTSTART:20261124T090000\r\nDURATION:PT1H30M\r\n", "2026-11-24T09:00", 90},
      {"DTSTART;VALUE=DATE:20261124\r\nDTEND;VALUE=DATE:20261126\r\n", "2026-11-24T00:00", 2880},
      {"DTSTART;VALUE=DATE:20261124\r\n", "2026-11-24T00:00", 1440},
      {"DTSTART;TZID=/x.org/1/Europe/Paris:20261024T220000\r\nDURATION:PT8H\r\nLOCATION:\r\n",
       "2026-10-24T22:00", 420},
  };
  for (auto const& c : cases) {
    auto const back = ical::read(between_lines("UID:1\r\n" + std::string(c.lines)));
    ASSERT_EQ(back.events.size(), 1U) << c.lines << (back.rejects.empty() ? "" : back.rejects[0].message);
    EXPECT_EQ(iso(back.events[0].when.starts), c.starts);
    EXPECT_EQ(back.events[0].length.count(), c.minutes) << c.lines;
  }
}

TEST(Ical, RejectsAnEventRatherThanReadItWrongly) {
  struct {
    const char* lines;
    const char* key;
  } const cases[] = {
      {"UID:1\r\nDTSTART;TZID=America/New_York:20261124T090000\r\nDURATION:PT1H\r\n", "dates.ical.zone"},
      {"UID:1\r\nDTSTART:20261124T080000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\n", "dates.ical.zone"},
      {"UID:1\r\nDTSTART:20261124T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=YEARLY;BYWEEKNO=3\r\n",
       "dates.ical.rule"},
      {"UID:1\r\nDTSTART:20261124T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;UNTIL=20261224\r\n",
       "dates.ical.rule"},
      {"UID:1\r\nDTSTART:20261124T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;BYEASTER=2\r\n",
       "dates.ical.broken"},
      {"UID:1\r\nDTSTART:20261124T090000\r\nDURATION:PT1H\r\nRRULE:nonsense\r\n", "dates.ical.broken"},
      {"UID:1\r\nDTSTART:20261124T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\nRRULE:FREQ=WEEKLY\r\n",
       "dates.ical.twice"},
      {"UID:1\r\nDTSTART:20261124T090000\r\nDURATION:PT1H\r\nEXRULE:FREQ=DAILY\r\n", "dates.ical.rule"},
      {"UID:1\r\nDTSTART:20261124T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY;INTERVAL=70000\r\n",
       "dates.ical.rule"},
      {"UID:1\r\nDTSTART:20261124T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=MONTHLY;SKIP=FORWARD\r\n",
       "dates.ical.rule"},
      {"UID:1\r\nDTSTART:20261124T090000\r\nDURATION:PT4294967297H\r\n", "dates.ical.end"},
      {"UID:1\r\nDTSTART:20261124T090030\r\nDURATION:PT1H\r\n", "dates.ical.time"},
      {"UID:1\r\nDTSTART:20261124T090000\r\nDTEND:20261124T080000\r\n", "dates.ical.end"},
      {"UID:1\r\nDTSTART:20261124T090000\r\n", "dates.ical.end"},
      {"UID:1\r\nDTSTART:20261124T090000\r\nDTEND;VALUE=DATE:20261125\r\n", "dates.ical.end"},
      {"UID:1\r\nSUMMARY:x\r\n", "dates.ical.time"},
      {"DTSTART:20261124T090000\r\nDURATION:PT1H\r\n", "dates.ical.uid"},
  };
  for (auto const& c : cases) {
    auto const back = ical::read(between_lines(c.lines));
    EXPECT_TRUE(back.events.empty()) << c.lines;
    ASSERT_EQ(back.rejects.size(), 1U) << c.lines;
    EXPECT_EQ(back.rejects[0].key, c.key) << c.lines << back.rejects[0].message;
  }
}

TEST(Ical, StopsAtItsLimits) {
  auto const one = between_lines("UID:1\r\nDTSTART:20261124T090000\r\nDURATION:PT1H\r\n");
  EXPECT_EQ(ical::read(one, {.bytes = 20}).refused.value().key, "dates.ical.large");
  EXPECT_EQ(ical::read(one, {.events = 0}).refused.value().key, "dates.ical.events");
  EXPECT_EQ(ical::read(one, {.line = 10}).refused.value().key, "dates.ical.line");
  EXPECT_EQ(ical::read("hello").refused.value().key, "dates.ical.form");
  EXPECT_EQ(ical::read("").refused.value().key, "dates.ical.form");
  EXPECT_EQ(ical::read("BEGIN:VCALENDAR\r\n\xff").refused.value().key, "dates.ical.encoding");
  EXPECT_EQ(ical::read(std::string("BEGIN:VCALENDAR\r\n\0", 18)).refused.value().key, "dates.ical.encoding");
  std::string deep = "BEGIN:VCALENDAR\r\n";
  for (int at = 0; at < 10; ++at) deep += "BEGIN:VEVENT\r\n";
  EXPECT_EQ(ical::read(deep).refused.value().key, "dates.ical.deep");
  EXPECT_EQ(ical::read(one + one).events.size(), 2U);
}

}  // namespace
