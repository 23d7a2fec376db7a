// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "activities/door.h"
#include "activities/enrolment/door.h"
#include "activities/store.h"
#include "activities/test/world.h"
#include "support/counting_db.h"
#include "support/database.h"

namespace cote::activities {
namespace {

using test::kNow;
using test::local;

class ActivityCatalogue : public cote::test::OnBoth {
 protected:
  CatalogueDoor door() { return {db()}; }
  people::Actor const editor{.account = {uuid_of("editor")}, .roles = {people::Role::editor}};
  std::string first_key(const auto& result) {
    return result.invalid() ? result.problems().front().key : std::string(result ? "done" : "refused");
  }
};

TEST_P(ActivityCatalogue, WhatIsKeptReadsBack) {
  auto const before = test::make_course(db(), {.slug = "before"});
  Activity a{.kind = Kind::certified_training,
             .slug = "formation",
             .service = {uuid_of("service")},
             .series = "serie",
             .state = ActivityState::live,
             .completed = {before.activity},
             .source = "demo"};
  a.title = {{{.lang = "fr", .text = "Formation"},
              {.lang = "nl", .text = "Opleiding", .origin = guide::Origin::machine, .source_hash = "abc"}}};
  a.objectives = {{{.lang = "fr", .text = "Apprendre"}}};
  auto const id = door().keep(editor, a, kNow);
  ASSERT_TRUE(id);
  a.id = *id;
  Edition e{.activity = a.id, .slug = "formation-2026", .capacity = 12};
  e.enrol_from = kNow;
  e.enrol_until = kNow + std::chrono::days(9);
  e.offer_for = std::chrono::hours(24);
  e.expiry = Expiry::back;
  e.approval = Approval::evidence;
  e.level_in = {"A1.1", "A1.2", "", "A2"};
  e.level_out = {"A2", "A2", "A2", "A2"};
  e.cost = guide::Cost::paid;
  e.price_cents = 3200;
  e.childcare = guide::Answer::yes;
  e.accepts_undocumented = guide::Answer::no;
  e.nis = "92094";
  e.half_days = "mo-am we-am";
  e.recurrence = "RRULE:FREQ=WEEKLY";
  e.threshold_percent = 80;
  e.notice = {{{.lang = "fr", .text = "Salle au premier étage"}}};
  e.languages = {{.lang = "fr"}, {.lang = "ti", .how = guide::Spoken::on_request}};
  auto const edition = door().keep(editor, e, kNow);
  ASSERT_TRUE(edition);
  e.id = *edition;
  Session s{.starts = local("2026-10-24T09:00"), .ends = local("2026-10-24T12:00"), .length = Minutes(165)};
  s.room = "2";
  s.module = "M1";
  s.status = SessionStatus::tentative;
  s.title = {{{.lang = "fr", .text = "Première séance"}}};
  s.trainers = {{.account = "x", .name = "Formatrice inventée", .length = Minutes(180)}};
  auto const sessions = door().keep(editor, *edition, {s}, kNow);
  ASSERT_TRUE(sessions);
  s.id = sessions->front();
  s.edition = e.id;
  auto const read = db().read([&](db::Session& session) {
    return std::tuple{store::activity(session, a.id), store::edition(session, e.id),
                      store::session_of(session, s.id)};
  });
  EXPECT_EQ(std::get<0>(read), a);
  EXPECT_EQ(std::get<1>(read), e);
  EXPECT_EQ(std::get<2>(read), s);
  auto const sums = db().read([&](db::Session& session) {
    return session
        .one<std::string, std::string, std::int64_t>(
            "select first_starts, last_ends, minutes from activity_edition where slug = 'formation-2026'")
        .value();
  });
  EXPECT_EQ(sums, (std::tuple<std::string, std::string, std::int64_t>{"2026-10-24T07:00:00Z",
                                                                      "2026-10-24T10:00:00Z", 165}));
}

TEST_P(ActivityCatalogue, CalendarsHearOfWhatChangesAndOfNothingElse) {
  auto const course = test::make_course(db(), {.sessions = 2});
  auto sessions = db().read([&](db::Session& s) { return store::sessions_of(s, course.edition); });
  sessions[0].room = "3";
  sessions[1].trainers = {{.name = "Formateur inventé"}};
  ASSERT_TRUE(door().keep(editor, course.edition, sessions, kNow));
  auto const after = db().read([&](db::Session& s) { return store::sessions_of(s, course.edition); });
  EXPECT_EQ(after[0].sequence, 1);
  EXPECT_EQ(after[1].sequence, 0);
  EXPECT_TRUE(door().remove(editor, sessions[1].id, kNow));
  EXPECT_EQ(db().read([&](db::Session& s) { return store::sessions_of(s, course.edition); }).size(), 1U);
}

TEST_P(ActivityCatalogue, WrongOnesAreToldAndNothingIsKept) {
  EXPECT_EQ(first_key(door().keep(editor, Activity{.slug = "Ça"}, kNow)), "activities.catalogue.slug_wrong");
  auto const course = test::make_course(db());
  Activity twin{.slug = "fle-a1"};
  twin.title = {{{.lang = "fr", .text = "x"}}};
  EXPECT_EQ(first_key(door().keep(editor, twin, kNow)), "activities.catalogue.slug_taken");
  Session backwards{
      .starts = local("2026-10-24T12:00"), .ends = local("2026-10-24T09:00"), .length = Minutes(1)};
  auto const wrong = door().keep(editor, course.edition, {backwards}, kNow);
  ASSERT_TRUE(wrong.invalid());
  EXPECT_EQ(wrong.problems()[0].field, "sessions/0/ends");
  Session foreign{
      .id = {"of another"}, .starts = local("2026-10-24T09:00"), .ends = local("2026-10-24T10:00")};
  EXPECT_TRUE(door().keep(editor, course.edition, {foreign}, kNow).refused());
  EXPECT_TRUE(door().keep(people::Actor::reader(), twin, kNow).invalid() ||
              door().keep(people::Actor::reader(), twin, kNow).refused());
}

TEST_P(ActivityCatalogue, APartnerProposesItsOwnAndPublishesNothing) {
  auto const mine = OrganisationId{uuid_of("mine")};
  people::Actor const partner{
      .account = {uuid_of("partner")}, .roles = {people::Role::partner}, .organisations = {mine}};
  Activity a{.slug = "table", .organisation = mine};
  a.title = {{{.lang = "fr", .text = "Table de conversation"}}};
  EXPECT_TRUE(door().keep(partner, a, kNow));
  a.slug = "table-2";
  a.state = ActivityState::live;
  EXPECT_TRUE(door().keep(partner, a, kNow).refused());
  a.state = ActivityState::draft;
  a.organisation = {uuid_of("theirs")};
  EXPECT_TRUE(door().keep(partner, a, kNow).refused());
}

TEST_P(ActivityCatalogue, LoadingCostsTheSameForAnyNumber) {
  auto const statements = [&] {
    cote::test::CountingDb counted(db());
    counted.read_with([](db::Session& s) {
      (void)store::load(s);
      (void)store::places(s);
    });
    return counted.statements();
  };
  test::make_course(db());
  auto const few = statements();
  test::make_course(db(), {.slug = "b"});
  test::make_course(db(), {.slug = "c"});
  EXPECT_EQ(statements(), few);
}

COTE_ON_BOTH(ActivityCatalogue);

}  // namespace
}  // namespace cote::activities
