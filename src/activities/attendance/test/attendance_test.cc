// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "activities/attendance/door.h"
#include "activities/attendance/rules.h"
#include "activities/door.h"
#include "activities/enrolment/store.h"
#include "activities/store.h"
#include "activities/test/world.h"
#include "people/ledger.h"
#include "support/counting_db.h"
#include "support/database.h"

namespace cote::activities {
namespace {

using test::at;
using test::form_of;
using test::kNow;
using test::worker;

class Attending : public cote::test::OnBoth {
 protected:
  EnrolmentDoor enrolment() { return {db()}; }
  AttendanceDoor door() { return {db()}; }
  people::Actor const reader = people::Actor::reader();
  Time const during = at("2026-09-08T10:30:00Z");  // the first session ends

  std::vector<ParticipantId> enrol(const EditionId& id, int number, int size = 1, Time now = kNow) {
    auto const done = enrolment().enrol(reader, id, form_of(number, size), now);
    EXPECT_TRUE(done);
    std::vector<ParticipantId> out;
    auto const entry = enrolment().read(reader, Key::with(done->code), "", now);
    for (auto const& m : entry->unit.members) out.push_back(m.id);
    return out;
  }
};

TEST_P(Attending, ARosterIsMarkedAndCorrectedWithATrail) {
  auto const course = test::make_course(db(), {.threshold_percent = 80});
  auto const a = enrol(course.edition, 1)[0];
  auto const b = enrol(course.edition, 2)[0];
  std::vector<Mark> const marks{{.participant = a, .state = Presence::present},
                                {.participant = b, .state = Presence::late, .length = Minutes(150)}};
  EXPECT_EQ(*door().mark(worker(), course.sessions[0], marks, during), 2);
  EXPECT_EQ(*door().mark(worker(), course.sessions[0], marks, during), 0) << "another tablet sends the same";
  EXPECT_EQ(
      *door().mark(worker(), course.sessions[0], {{.participant = b, .state = Presence::absent}}, during), 1);
  auto const roster = door().roster(worker(), course.sessions[0], "teaching", during);
  ASSERT_TRUE(roster);
  ASSERT_EQ(roster->lines.size(), 2U);
  EXPECT_EQ(roster->lines[0].mark->length, Minutes(180));
  EXPECT_EQ(roster->lines[1].mark->state, Presence::absent);
  EXPECT_EQ(roster->lines[1].threshold, Threshold::out_of_reach) << "three of four are 75 of 100";
  EXPECT_EQ(roster->lines[0].threshold, Threshold::possible);
  auto const before = db().read([](db::Session& s) {
    return s.all<std::string, std::int64_t>("select state, minutes from activity_attendance_before");
  });
  EXPECT_EQ(before, (std::vector<std::tuple<std::string, std::int64_t>>{{"late", 150}}));
  auto const noted = db().read(
      [](db::Session& s) { return people::ledger::rows(s, {.action = "activities.attended"}, 0, 9); });
  ASSERT_EQ(noted.size(), 2U);
  EXPECT_NE(noted[0].detail.find(R"("absent",0)"), std::string::npos) << noted[0].detail;
  EXPECT_EQ(noted[0].detail.find("Nom"), std::string::npos);
}

TEST_P(Attending, WrongMarksAreAllToldAndNoneIsWritten) {
  auto const course = test::make_course(db());
  auto const a = enrol(course.edition, 1)[0];
  auto const early = door().mark(worker(), course.sessions[1], {{.participant = a}}, during);
  ASSERT_TRUE(early.invalid());
  EXPECT_EQ(early.problems()[0].key, "activities.attendance.not_yet");
  auto const wrong = door().mark(worker(), course.sessions[0],
                                 {{.participant = a},
                                  {.participant = {"stranger"}},
                                  {.participant = a, .state = Presence::late, .length = Minutes(500)}},
                                 during);
  ASSERT_TRUE(wrong.invalid());
  ASSERT_EQ(wrong.problems().size(), 2U);
  EXPECT_EQ(wrong.problems()[0].field, "marks/1/participant");
  EXPECT_EQ(wrong.problems()[1].field, "marks/2/minutes");
  EXPECT_TRUE(db().read([&](db::Session& s) { return store::marks_of(s, course.sessions[0]); }).empty());
  EXPECT_TRUE(door().mark(reader, course.sessions[0], {{.participant = a}}, during).refused());
  EXPECT_TRUE(door().roster(reader, course.sessions[0], "x", during).refused());
}

TEST_P(Attending, AFamilyExcusesItselfBeforehand) {
  auto const course = test::make_course(db());
  auto const done = enrolment().enrol(reader, course.edition, form_of(1, 3), kNow);
  ASSERT_TRUE(done);
  EXPECT_EQ(*door().excuse(reader, Key::with(done->code), course.sessions[0], kNow), 3);
  EXPECT_EQ(*door().excuse(reader, Key::with(done->code), course.sessions[0], kNow), 0);
  auto const late = door().excuse(reader, Key::with(done->code), course.sessions[0], during);
  ASSERT_TRUE(late.invalid());
  EXPECT_EQ(late.problems()[0].key, "activities.attendance.too_late");
  auto const other = test::make_course(db(), {.slug = "other"});
  EXPECT_TRUE(door().excuse(reader, Key::with(done->code), other.sessions[0], kNow).refused());
}

TEST_P(Attending, WhoJoinedLaterIsNotExpectedBefore) {
  auto const course = test::make_course(db());
  auto const p = enrol(course.edition, 1, 1, at("2026-09-10T08:00:00Z"))[0];
  auto const roster = door().roster(worker(), course.sessions[0], "teaching", at("2026-09-10T09:00:00Z"));
  ASSERT_TRUE(roster);
  EXPECT_FALSE(roster->lines[0].expected);
  EXPECT_EQ(roster->lines[0].tally.expected, Minutes(540));
  EXPECT_EQ(roster->lines[0].participant.id, p);
}

TEST_P(Attending, TheListOfYearsIsFilteredAndPaged) {
  auto const course = test::make_course(db(), {.sessions = 3});
  auto const other = test::make_course(db(), {.slug = "other", .sessions = 3});
  std::vector<ParticipantId> people;
  for (int i = 0; i < 6; ++i) people.push_back(enrol(i % 2 == 0 ? course.edition : other.edition, i)[0]);
  auto const later = at("2026-12-01T09:00:00Z");
  for (int i = 0; i < 6; ++i)
    for (auto const& session : i % 2 == 0 ? course.sessions : other.sessions)
      ASSERT_TRUE(door().mark(worker(), session,
                              {{.participant = people[static_cast<std::size_t>(i)],
                                .state = i == 2 ? Presence::absent : Presence::present}},
                              later));
  db().write_with([&](db::Tx& tx) {
    tx.run("update activity_participant set nis = '92094' where id = :id", {{"id", people[4].text}});
  });
  auto const listed = [&](const store::Filter& filter, const std::optional<store::Row>& after = {},
                          int limit = 99) {
    return *door().list(worker(), filter, after, limit, "report", later);
  };
  auto const all = listed({});
  ASSERT_EQ(all.size(), 18U);
  EXPECT_TRUE(std::ranges::is_sorted(all, std::greater<>(), &store::Row::starts)) << "the newest first";
  EXPECT_EQ(listed({.edition = course.edition}).size(), 9U);
  EXPECT_EQ(listed({.nis = "92094"}).size(), 3U);
  EXPECT_EQ(listed({.state = Presence::absent}).size(), 3U);
  EXPECT_EQ(listed({.participant = people[0]}).size(), 3U);
  EXPECT_EQ(listed({.name = "nom 3"}).size(), 3U);
  EXPECT_EQ(listed({.name = "%"}).size(), 0U);
  EXPECT_EQ(listed({.from = at("2026-09-15T00:00:00Z"), .until = at("2026-09-16T00:00:00Z")}).size(), 6U);
  std::vector<store::Row> paged;
  std::optional<store::Row> after;
  for (;;) {
    auto const page = listed({}, after, 5);
    paged.insert(paged.end(), page.begin(), page.end());
    if (page.size() < 5) break;
    after = page.back();
  }
  EXPECT_EQ(paged, all) << "page by page is the same list";
  EXPECT_TRUE(door().list(reader, {}, {}, 9, "x", later).refused());
}

TEST_P(Attending, ARosterCostsTheSameForAnyClass) {
  auto const course = test::make_course(db());
  enrol(course.edition, 0);
  auto const statements = [&] {
    cote::test::CountingDb counted(db());
    EXPECT_TRUE((AttendanceDoor{counted}.roster(worker(), course.sessions[0], "x", during)));
    return counted.statements();
  };
  auto const few = statements();
  for (int i = 1; i < 15; ++i) enrol(course.edition, i);
  EXPECT_EQ(statements(), few);
}

COTE_ON_BOTH(Attending);

}  // namespace
}  // namespace cote::activities
