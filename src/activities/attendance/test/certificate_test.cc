// SPDX-License-Identifier: AGPL-3.0-or-later
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "activities/attendance/door.h"
#include "activities/store.h"
#include "activities/test/world.h"
#include "people/ledger.h"
#include "support/database.h"

namespace cote::activities {
namespace {

using test::at;
using test::form_of;
using test::kNow;
using test::worker;

class Certificates : public cote::test::OnBoth {
 protected:
  AttendanceDoor attendance() { return {db()}; }
  CertificateDoor door() { return {db()}; }
  Time const later = at("2026-12-20T09:00:00Z");

  ParticipantId enrol(const EditionId& id, int number) {
    EnrolmentDoor const enrolment{db()};
    auto const done = enrolment.enrol(people::Actor::reader(), id, form_of(number), kNow);
    return enrolment.read(people::Actor::reader(), Key::with(done->code), "", kNow)->unit.members[0].id;
  }
  void note(const SessionId& session, const ParticipantId& p, Presence state, int minutes = 0) {
    ASSERT_TRUE(attendance().mark(worker(), session,
                                  {{.participant = p, .state = state, .length = Minutes(minutes)}}, later));
  }
  /// The sum as anybody would make it with a calculator from the rows.
  std::int64_t by_hand(const ParticipantId& p, const EditionId& e) {
    std::int64_t sum = 0;
    for (auto const& [minutes] : db().read([&](db::Session& s) {
           return s.all<std::int64_t>(
               "select minutes from activity_attendance where participant_id = :p and session_id in (select "
               "id from "
               "activity_session where edition_id = :e)",
               {{"p", p.text}, {"e", e.text}});
         }))
      sum += minutes;
    return sum;
  }
  std::string first_key(const auto& result) {
    return result.invalid() ? result.problems().front().key : std::string(result ? "done" : "refused");
  }
};

TEST_P(Certificates, SayTheMinutesOfTheLedgerAndKeepSayingThem) {
  auto const course = test::make_course(db());
  auto const p = enrol(course.edition, 1);
  EXPECT_EQ(first_key(door().issue(worker(), {p, course.edition}, later)),
            "activities.certificate.no_minutes");
  note(course.sessions[0], p, Presence::present);
  note(course.sessions[1], p, Presence::late, 97);
  auto const paper = door().issue(worker(), {p, course.edition}, later);
  ASSERT_TRUE(paper);
  EXPECT_EQ(paper->attended, Minutes(277));
  EXPECT_EQ(paper->expected, Minutes(720));
  EXPECT_EQ(paper->name, "Nom 1 0");
  EXPECT_EQ(paper->title, "Français fle-a1");
  EXPECT_EQ(iso(paper->first_day), "2026-09-08");
  EXPECT_EQ(iso(paper->last_day), "2026-09-15");
  EXPECT_EQ(paper->year, 2026);
  EXPECT_EQ(paper->number, 1);
  // Asked for again: the same paper, and the trail says so.
  auto const again = door().issue(worker(), {p, course.edition}, later);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->code, paper->code);
  // The attendance is corrected: the paper does not change, a second one is not given beside it.
  note(course.sessions[1], p, Presence::present);
  EXPECT_EQ(door().verify(paper->code)->attended, Minutes(277));
  EXPECT_EQ(first_key(door().issue(worker(), {p, course.edition}, later)),
            "activities.certificate.correct_it");
  EXPECT_EQ(first_key(door().correct(worker(), paper->id, "", later)), "activities.enrol.reason_missing");
  auto const corrected = door().correct(worker(), paper->id, "typed wrongly", later);
  ASSERT_TRUE(corrected);
  EXPECT_EQ(corrected->attended, Minutes(360));
  EXPECT_EQ(corrected->number, 2);
  EXPECT_EQ(corrected->replaces, paper->id);
  EXPECT_NE(corrected->code, paper->code);
  auto const trail = door().read(worker(), paper->id, "x", later)->steps;
  ASSERT_EQ(trail.size(), 3U);
  EXPECT_EQ(trail[0].what, "issued");
  EXPECT_EQ(trail[1].what, "duplicated");
  EXPECT_EQ(trail[2].what, "corrected");
  EXPECT_EQ(trail[2].reason, "typed wrongly");
  auto const twice = door().correct(worker(), paper->id, "again", later);
  ASSERT_TRUE(twice.refused());
  EXPECT_EQ(twice.fault(), Fault::conflict);
}

TEST_P(Certificates, AnybodyMayCheckOneAndLearnsNoMoreThanThePaper) {
  auto const course = test::make_course(db());
  auto const p = enrol(course.edition, 1);
  note(course.sessions[0], p, Presence::present);
  auto const paper = door().issue(worker(), {p, course.edition}, later);
  ASSERT_TRUE(paper);
  std::string sloppy;
  for (char c : paper->code)
    if (c != '-') sloppy += static_cast<char>(std::tolower(c));
  auto const seen = door().verify(sloppy);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->name, "Nom 1 0");
  EXPECT_EQ(seen->state, CertificateState::valid);
  EXPECT_TRUE(seen->id.empty() && seen->participant.empty() && seen->edition.empty());
  EXPECT_TRUE(door().verify("0000-0000-0000").refused());
  EXPECT_TRUE(door().verify("what").refused());
  ASSERT_TRUE(door().withdraw(worker(), paper->id, "another person's", later));
  auto const gone = door().verify(paper->code);
  ASSERT_TRUE(gone);
  EXPECT_EQ(gone->state, CertificateState::withdrawn);
  EXPECT_EQ(gone->name, "");
  EXPECT_EQ(gone->attended, Minutes(0));
  auto const reader = people::Actor::reader();
  EXPECT_TRUE(door().issue(reader, {p, course.edition}, later).refused());
  EXPECT_TRUE(door().read(reader, paper->id, "x", later).refused());
}

TEST_P(Certificates, AThresholdThatIsNotMetGivesNone) {
  auto const course = test::make_course(db(), {.threshold_percent = 75});
  auto const p = enrol(course.edition, 1);
  for (int i = 0; i < 2; ++i) note(course.sessions[static_cast<std::size_t>(i)], p, Presence::present);
  EXPECT_EQ(first_key(door().issue(worker(), {p, course.edition}, later)), "activities.certificate.below");
  note(course.sessions[2], p, Presence::present);
  EXPECT_TRUE(door().issue(worker(), {p, course.edition}, later));
}

TEST_P(Certificates, MinutesAreTheLedgersInEveryHistory) {
  std::mt19937 random(9);
  auto const course = test::make_course(db(), {.sessions = 8});
  std::vector<ParticipantId> people;
  for (int i = 0; i < 4; ++i) people.push_back(enrol(course.edition, i));
  struct Given {
    CertificateId id{};
    Minutes said{0};
  };
  std::vector<Given> given;
  for (int turn = 0; turn < (db().is_postgresql() ? 120 : 300); ++turn) {
    auto const& p = people[random() % people.size()];
    auto const now = later + std::chrono::minutes(turn);
    if (random() % 3 != 0) {
      auto const state = static_cast<Presence>(random() % 4);
      note(course.sessions[random() % 8], p, state, 1 + static_cast<int>(random() % 179));
      continue;
    }
    auto const sum = by_hand(p, course.edition);
    auto paper = door().issue(worker(), {p, course.edition}, now);
    if (first_key(paper) == "activities.certificate.correct_it") {
      auto const held =
          db().read([&](db::Session& s) { return store::certificates_of(s, p, course.edition); });
      auto const valid = std::ranges::find(held, CertificateState::valid, &Certificate::state);
      ASSERT_NE(valid, held.end());
      ASSERT_EQ(std::ranges::count(held, CertificateState::valid, &Certificate::state), 1);
      paper = door().correct(worker(), valid->id, "attendance was corrected", now);
    }
    if (!paper) {
      EXPECT_EQ(sum, 0) << first_key(paper);
      continue;
    }
    EXPECT_EQ(paper->attended.count(), sum);
    EXPECT_LE(paper->attended, paper->expected);
    given.push_back({paper->id, paper->attended});
  }
  ASSERT_GT(given.size(), 10U);
  for (auto const& g : given)
    EXPECT_EQ(db().read([&](db::Session& s) { return store::certificate(s, g.id); })->attended, g.said)
        << "what was said stays said";
  EXPECT_FALSE(db().read([](db::Session& s) { return people::ledger::verify(s); }).broken);
}

COTE_ON_BOTH(Certificates);

}  // namespace
}  // namespace cote::activities
