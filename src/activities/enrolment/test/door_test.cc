// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/enrolment/door.h"

#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "activities/door.h"
#include "activities/enrolment/store.h"
#include "activities/store.h"
#include "activities/test/world.h"
#include "people/ledger.h"
#include "support/counting_db.h"
#include "support/database.h"

namespace cote::activities {
namespace {

using test::form_of;
using test::kNow;
using test::make_course;
using test::worker;

class Enrolling : public cote::test::OnBoth {
 protected:
  EnrolmentDoor door() { return {db()}; }
  people::Actor const reader = people::Actor::reader();

  Enrolled enrol(const EditionId& id, const Form& form, Time now = kNow) {
    auto const done = door().enrol(reader, id, form, now);
    EXPECT_TRUE(done) << (done.invalid() ? done.problems().front().key : "refused");
    return *done;
  }
  std::int64_t count(const std::string& sql) {
    return db().read([&](db::Session& s) { return std::get<0>(s.one<std::int64_t>(sql).value()); });
  }
  std::string first_key(const auto& result) {
    return result.invalid() ? result.problems().front().key : std::string(result ? "done" : "refused");
  }
  void TearDown() override {
    if (!IsSkipped()) {
      EXPECT_EQ(db().read([](db::Session& s) { return test::broken(s); }), "");
    }
  }
};

TEST_P(Enrolling, AFormWithoutAnAccountGivesAPlaceACodeAndALetter) {
  auto const course = make_course(db());
  auto form = form_of(1);
  form.members[0].lang = "ar";
  auto const done = enrol(course.edition, form);
  EXPECT_EQ(done.state, State::confirmed);
  auto const entry = door().read(reader, Key::with(done.code), "", kNow);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->enrolment.id, done.id);
  EXPECT_EQ(entry->unit.members.front().name, "Nom 1 0");
  EXPECT_EQ(entry->enrolment.joined, kNow);
  auto const mail = db().read([](db::Session& s) {
    return s.one<std::string, std::string, std::string>("select kind, subject, body from outbox").value();
  });
  EXPECT_EQ(std::get<0>(mail), "activities.confirmed");
  EXPECT_NE(std::get<1>(mail).find("الفرنسية"), std::string::npos) << "her language, and the title in it";
  EXPECT_NE(std::get<2>(mail).find(done.code.substr(0, 4)), std::string::npos) << "the code is in the letter";
  EXPECT_EQ(count("select count(*) from ledger where action = 'activities.place'"), 1);
}

TEST_P(Enrolling, ADoubleClickEnrolsOnce) {
  auto const course = make_course(db());
  auto const first = enrol(course.edition, form_of(1));
  auto const second = enrol(course.edition, form_of(1));
  EXPECT_FALSE(first.again);
  EXPECT_TRUE(second.again);
  EXPECT_EQ(second.id, first.id);
  EXPECT_EQ(second.code, first.code);
  EXPECT_EQ(count("select count(*) from activity_enrolment"), 1);
  EXPECT_EQ(count("select count(*) from outbox"), 1);
  // Another form of the same person, in the same edition, is no double click.
  auto again = form_of(1);
  again.key = "another key of a form";
  EXPECT_EQ(first_key(door().enrol(reader, course.edition, again, kNow)), "activities.enrol.twice");
  EXPECT_EQ(count("select count(*) from activity_participant"), 1);
}

TEST_P(Enrolling, WrongFormsLeaveNothing) {
  auto const course = make_course(db());
  auto const before = count("select count(*) from ledger");
  auto form = form_of(1);
  form.members[0].name = "  ";
  form.members[0].email = "nobody";
  auto const wrong = door().enrol(reader, course.edition, form, kNow);
  ASSERT_TRUE(wrong.invalid());
  EXPECT_EQ(wrong.problems().size(), 2U) << "one a field";
  EXPECT_EQ(first_key(door().enrol(reader, course.edition, form_of(2, 21), kNow)),
            "activities.enrol.never_fits");
  EXPECT_TRUE(door().enrol(reader, {"no such edition"}, form_of(3), kNow).refused());
  door().set_state(worker(), course.edition, EditionState::closed, kNow);
  EXPECT_EQ(first_key(door().enrol(reader, course.edition, form_of(4), kNow)), "activities.enrol.closed");
  EXPECT_EQ(count("select count(*) from activity_participant"), 0);
  EXPECT_EQ(count("select count(*) from activity_enrolment"), 0);
  EXPECT_EQ(count("select count(*) from outbox"), 0);
  EXPECT_EQ(count("select count(*) from ledger"), before + 1) << "the closing only";
}

TEST_P(Enrolling, AFamilyWaitsWholeAndIsPromotedWhole) {
  auto const course = make_course(db(), {.capacity = 4});
  std::vector<Enrolled> singles;
  for (int i = 0; i < 3; ++i) singles.push_back(enrol(course.edition, form_of(i)));
  auto const family = enrol(course.edition, form_of(10, 3), kNow + std::chrono::minutes(1));
  EXPECT_EQ(family.state, State::waiting) << "one place is no place for three";
  auto const single = enrol(course.edition, form_of(11), kNow + std::chrono::minutes(2));
  EXPECT_EQ(single.state, State::confirmed);
  auto const why = door().why(reader, Key::with(family.code));
  ASSERT_TRUE(why);
  ASSERT_EQ(why->passed.size(), 1U) << "and it is told";
  EXPECT_EQ(why->passed[0].free, 1);
  EXPECT_EQ(why->passed[0].their_size, 1);
  EXPECT_EQ(why->units_ahead, 0);
  auto const now = kNow + std::chrono::hours(1);
  for (auto const& gone : {singles[0], singles[1]})
    EXPECT_TRUE(door().cancel(reader, Key::with(gone.code), "", now));
  EXPECT_EQ(door().read(reader, Key::with(family.code), "", now)->enrolment.state, State::waiting);
  EXPECT_TRUE(door().cancel(reader, Key::with(single.code), "moved", now));
  auto const offered = door().read(reader, Key::with(family.code), "", now);
  EXPECT_EQ(offered->enrolment.state, State::offered);
  EXPECT_EQ(offered->enrolment.offer_expires, now + std::chrono::hours(48));
  EXPECT_EQ(count("select count(*) from outbox where kind = 'activities.offered'"), 1);
  EXPECT_TRUE(door().accept(reader, Key::with(family.code), now));
  EXPECT_EQ(count("select taken from activity_edition"), 4);
  EXPECT_EQ(first_key(door().accept(reader, Key::with(family.code), now)),
            "activities.enrolment.is.confirmed");
}

TEST_P(Enrolling, AnOfferThatEndsGoesToTheNext) {
  for (auto const expiry : {Expiry::out, Expiry::back}) {
    auto const course =
        make_course(db(), {.slug = expiry == Expiry::out ? "out" : "back", .capacity = 1, .expiry = expiry});
    auto const base = expiry == Expiry::out ? 100 : 200;
    auto const holder = enrol(course.edition, form_of(base));
    auto const first = enrol(course.edition, form_of(base + 1), kNow + std::chrono::seconds(1));
    auto const second = enrol(course.edition, form_of(base + 2), kNow + std::chrono::seconds(2));
    EXPECT_TRUE(door().cancel(reader, Key::with(holder.code), "", kNow));
    auto const late = kNow + std::chrono::hours(48);
    EXPECT_EQ(first_key(door().accept(reader, Key::with(first.code), late)), "activities.enrol.offer_over");
    EXPECT_EQ(door().expire(late - std::chrono::seconds(1)), 0);
    EXPECT_EQ(door().expire(late), 1);
    EXPECT_EQ(door().expire(late), 0) << "once";
    EXPECT_EQ(door().read(reader, Key::with(second.code), "", late)->enrolment.state, State::offered);
    auto const gone = door().read(reader, Key::with(first.code), "", late)->enrolment;
    EXPECT_EQ(gone.state, expiry == Expiry::out ? State::expired : State::waiting);
    if (expiry == Expiry::back) {
      EXPECT_EQ(gone.requested, late) << "at the end of the queue";
      EXPECT_TRUE(door().accept(reader, Key::with(second.code), late));
    }
  }
}

TEST_P(Enrolling, EvidenceIsAskedForAndARequestKeepsItsTurn) {
  auto const course = make_course(db(), {.capacity = 1, .approval = Approval::evidence});
  auto form = form_of(1);
  form.eligibility = Eligibility::tested;
  auto const asked = enrol(course.edition, form);
  EXPECT_EQ(asked.state, State::requested) << "her own word";
  auto proven = form_of(2);
  proven.eligibility = Eligibility::tested;
  proven.level = "A1.1";
  auto const by_desk = door().enrol(worker(), course.edition, proven, kNow + std::chrono::seconds(9));
  ASSERT_TRUE(by_desk);
  EXPECT_EQ(by_desk->state, State::confirmed);
  auto const approved = door().approve(worker(), asked.id, Eligibility::tested, "A1.2", kNow);
  ASSERT_TRUE(approved);
  EXPECT_EQ(approved->state, State::waiting);
  EXPECT_EQ(approved->requested, kNow);
  EXPECT_EQ(approved->level, "A1.2");
  EXPECT_TRUE(door().approve(reader, asked.id, Eligibility::tested, "", kNow).refused());
  EXPECT_EQ(first_key(door().refuse(worker(), asked.id, "", kNow)), "activities.enrol.reason_missing");
  EXPECT_EQ(first_key(door().refuse(worker(), asked.id, "because", kNow)), "activities.enrol.reason_unknown");
  EXPECT_TRUE(door().refuse(worker(), asked.id, "level", kNow));
}

TEST_P(Enrolling, APartnerEnrolsInItsOwnAndReadsNobody) {
  auto const mine = OrganisationId{uuid_of("mine")};
  auto const ours = make_course(db(), {.slug = "ours"});
  auto const theirs = make_course(db(), {.slug = "theirs", .organisation = mine});
  people::Actor const partner{
      .account = {uuid_of("partner")}, .roles = {people::Role::partner}, .organisations = {mine}};
  auto first = form_of(1);
  first.priority = 5;
  auto const in_theirs = door().enrol(partner, theirs.edition, first, kNow);
  auto const in_ours = door().enrol(partner, ours.edition, form_of(2), kNow);
  ASSERT_TRUE(in_theirs && in_ours);
  auto const of = [&](const EnrolmentId& id) {
    return db().read([&](db::Session& s) { return store::find(s, id).value(); });
  };
  EXPECT_EQ(of(in_theirs->id).channel, EnrolChannel::partner);
  EXPECT_EQ(of(in_theirs->id).priority, 5);
  EXPECT_EQ(of(in_ours->id).channel, EnrolChannel::self) << "no right there: as anybody";
  EXPECT_TRUE(door().cancel(partner, Key::of(in_theirs->id), "", kNow));
  EXPECT_TRUE(door().cancel(partner, Key::of(in_ours->id), "", kNow).refused());
  EXPECT_TRUE(door().read(partner, Key::of(in_theirs->id), "curiosity", kNow).refused());
  EXPECT_TRUE(door().set_capacity(partner, theirs.edition, 99, kNow).refused());
}

TEST_P(Enrolling, OverlapsAreToldToTheDeskAndInHerLetterOnly) {
  auto const one = make_course(db(), {.slug = "one", .sessions = 2});
  auto const two = make_course(db(), {.slug = "two", .sessions = 3});
  auto const three = make_course(db(), {.slug = "three", .sessions = 3});
  enrol(one.edition, form_of(1));
  auto const by_desk = door().enrol(worker(), two.edition, form_of(1), kNow);
  ASSERT_TRUE(by_desk);
  EXPECT_EQ(by_desk->state, State::confirmed) << "a warning, not a wall";
  ASSERT_EQ(by_desk->clashes.size(), 2U);
  EXPECT_EQ(by_desk->clashes[0].wanted, two.sessions[0]);
  EXPECT_EQ(by_desk->clashes[0].had, one.sessions[0]);
  auto const by_herself = enrol(three.edition, form_of(1));
  EXPECT_TRUE(by_herself.clashes.empty()) << "whoever types a name must not learn where its owner is";
  EXPECT_EQ(count("select count(*) from outbox where body like '%au même moment%'"), 2);
  EXPECT_EQ(count("select count(*) from activity_participant"), 1) << "one person, three courses";
}

TEST_P(Enrolling, CapacityGrowsIntoOffersAndNeverBelowWhatIsTaken) {
  auto const course = make_course(db(), {.capacity = 2});
  for (int i = 0; i < 5; ++i) enrol(course.edition, form_of(i), kNow + std::chrono::seconds(i));
  auto const below = door().set_capacity(worker(), course.edition, 1, kNow);
  ASSERT_TRUE(below.invalid());
  EXPECT_EQ(below.problems()[0].args[0].second, "2");
  auto const more = door().set_capacity(worker(), course.edition, 4, kNow);
  ASSERT_TRUE(more);
  EXPECT_EQ(*more, (Places{4, 4, 1}));
  EXPECT_EQ(count("select count(*) from activity_enrolment where state = 'offered'"), 2);
  EXPECT_TRUE(door().set_capacity(reader, course.edition, 9, kNow).refused());
}

TEST_P(Enrolling, ACancelledEditionTellsEverybody) {
  auto const course = make_course(db(), {.capacity = 2, .sessions = 3});
  for (int i = 0; i < 4; ++i) enrol(course.edition, form_of(i));
  ASSERT_TRUE(door().set_state(worker(), course.edition, EditionState::cancelled, kNow));
  EXPECT_EQ(count("select count(*) from activity_enrolment where state = 'cancelled'"), 4);
  EXPECT_EQ(count("select count(*) from outbox where kind = 'activities.called_off'"), 4);
  EXPECT_EQ(count("select count(*) from activity_session where status = 'cancelled' and sequence = 1"), 3);
  auto const again = door().set_state(worker(), course.edition, EditionState::open, kNow);
  ASSERT_TRUE(again.refused());
  EXPECT_EQ(again.fault(), Fault::conflict);
}

TEST_P(Enrolling, TheEndCompletesThoseWhoHadAPlace) {
  auto const course = make_course(db(), {.capacity = 2});
  std::vector<Enrolled> all;
  for (int i = 0; i < 3; ++i) all.push_back(enrol(course.edition, form_of(i)));
  EXPECT_EQ(first_key(door().drop(worker(), all[0].id, "", kNow)), "activities.enrol.reason_missing");
  EXPECT_TRUE(door().drop(worker(), all[0].id, "work", kNow));
  EXPECT_TRUE(door().accept(reader, Key::with(all[2].code), kNow)) << "the place that was left";
  ASSERT_TRUE(door().set_state(worker(), course.edition, EditionState::over, kNow));
  EXPECT_EQ(count("select count(*) from activity_enrolment where state = 'completed'"), 2);
  EXPECT_EQ(first_key(door().cancel(reader, Key::with(all[1].code), "", kNow)),
            "activities.enrolment.is.completed");
}

TEST_P(Enrolling, TheDeskReadsWithAPurposeThatStays) {
  auto const course = make_course(db());
  auto const done = enrol(course.edition, form_of(1));
  EXPECT_TRUE(door().read(reader, Key::of(done.id), "x", kNow).refused());
  EXPECT_TRUE(door().read(reader, Key::with("0000 0000 0000 0000"), "", kNow).refused());
  ASSERT_TRUE(door().read(worker(), Key::of(done.id), "she called", kNow));
  auto const noted =
      db().read([](db::Session& s) { return people::ledger::rows(s, {.action = "personal.read"}, 0, 9); });
  ASSERT_EQ(noted.size(), 1U);
  EXPECT_EQ(noted[0].purpose, "she called");
}

TEST_P(Enrolling, AStatusIsSealedAndOpensAtTheDeskOnly) {
  auto const course = make_course(db());
  auto const file = std::filesystem::temp_directory_path() / fmt::format("cote-seal-{}.key", ::getpid());
  std::filesystem::remove(file);
  people::Seal const seal(people::Keyring::open(db(), file, kNow));
  std::filesystem::remove(file);
  EnrolmentDoor const sealing{db(), &seal};
  auto form = form_of(1);
  form.members[0].status = "asylum_seeker";
  auto const done = sealing.enrol(reader, course.edition, form, kNow);
  ASSERT_TRUE(done);
  auto const held = db().read([](db::Session& s) {
    return std::get<0>(s.one<std::string>("select status from activity_participant").value());
  });
  EXPECT_TRUE(people::Seal::is_sealed(held));
  EXPECT_EQ(sealing.read(worker(), Key::of(done->id), "x", kNow)->unit.members[0].status, "asylum_seeker");
  EXPECT_EQ(sealing.read(reader, Key::with(done->code), "", kNow)->unit.members[0].status, "");
}

TEST_P(Enrolling, AnErasedPersonLeavesNumbersOnly) {
  auto const course = make_course(db());
  auto form = form_of(1);
  form.note = "canary4711";
  form.members[0].name = "canary4711";
  auto const done = enrol(course.edition, form);
  auto const id = door().read(reader, Key::with(done.code), "", kNow)->unit.members[0].id;
  EXPECT_TRUE(door().erase(worker(), id, kNow).refused());
  people::Actor const admin{.account = {uuid_of("a")}, .roles = {people::Role::administrator}};
  EXPECT_TRUE(door().erase(admin, id, kNow));
  for (auto const* sql :
       {"select count(*) from activity_participant where name like '%canary%' or email <> ''",
        "select count(*) from activity_enrolment where note <> ''", "select count(*) from outbox",
        "select count(*) from ledger where detail like '%canary%'"})
    EXPECT_EQ(count(sql), 0) << sql;
  EXPECT_EQ(count("select taken from activity_edition"), 1) << "the figures stay";
}

TEST_P(Enrolling, TheNumberOfStatementsDoesNotGrowWithTheQueue) {
  auto const course = make_course(db(), {.capacity = 3});
  auto const statements = [&](int number) {
    cote::test::CountingDb counted(db());
    EXPECT_TRUE((EnrolmentDoor{counted}.enrol(reader, course.edition, form_of(number), kNow)));
    return counted.statements();
  };
  for (int i = 0; i < 4; ++i) enrol(course.edition, form_of(i));
  auto const few = statements(50);
  for (int i = 4; i < 30; ++i) enrol(course.edition, form_of(i));
  EXPECT_EQ(statements(51), few);
  EXPECT_LE(few, 17U);
}

COTE_ON_BOTH(Enrolling);

}  // namespace
}  // namespace cote::activities
