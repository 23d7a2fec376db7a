// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/desk/door.h"

#include <random>

#include <gtest/gtest.h>

#include "guide/desk/test/fixture.h"
#include "guide/freshness/door.h"

namespace cote::guide::desk {
namespace {

using people::Role;
using namespace test;

class DeskDoor : public DeskWorld {
 protected:
  std::int64_t saves(const Actor& author) {
    return db().read([&](db::Session& s) { return store::draft_of(s, one_, author.account.text)->saves; });
  }
};

TEST_P(DeskDoor, AFieldIsEditedPublishedAndRead) {
  auto const draft = door().begin(anna_, one_, later());
  ASSERT_TRUE(draft);
  auto const saved = door().save(anna_, draft->id, draft->saves, {{"email", "a@example.org"}}, later());
  ASSERT_TRUE(saved);
  EXPECT_EQ(live(one_).service.email, "") << "a draft is not public";
  auto const before = db().read([](db::Session& s) { return guide::store::revision(s); });
  auto const out = door().publish(anna_, draft->id, "called them", later());
  ASSERT_TRUE(out);
  EXPECT_EQ(live(one_).service.email, "a@example.org");
  EXPECT_GT(db().read([](db::Session& s) { return guide::store::revision(s); }), before);
  auto const all = versions(one_);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].what, "published");
  EXPECT_EQ(all[0].note, "called them");
  EXPECT_EQ(all[1].what, "found") << "what was there before the desk is a version too";
  EXPECT_EQ(ledger_lines(), 2);
  auto const back = door().restore(anna_, one_, 1, later());
  ASSERT_TRUE(back);
  EXPECT_EQ(live(one_).service.email, "");
  EXPECT_EQ(versions(one_).size(), 3U);
}

TEST_P(DeskDoor, APartnerProposesAndAnEditorPublishes) {
  EXPECT_EQ(door().begin(house_, two_, later()).fault(), Fault::missing) << "others' records do not exist";
  auto const draft = *door().begin(house_, one_, later());
  auto const wrong = door().save(house_, draft.id, 1, {{"verified_on", "2026-11-23"}}, later());
  ASSERT_TRUE(wrong.invalid());
  EXPECT_EQ(wrong.problems()[0].key, "draft.problem.desk_only");
  EXPECT_EQ(door().move(house_, draft.id, Event::send, "", later()).problems()[0].key,
            "draft.problem.nothing");
  ASSERT_TRUE(door().save(house_, draft.id, 1, {{"phones/0/number", "081 00 00 01"}}, later()));
  EXPECT_EQ(door().publish(house_, draft.id, "", later()).fault(), Fault::forbidden);
  EXPECT_EQ(door().publish(anna_, draft.id, "", later()).fault(), Fault::conflict) << "not sent yet";
  ASSERT_TRUE(door().move(house_, draft.id, Event::send, "new line", later()));
  EXPECT_EQ(door().save(house_, draft.id, 3, {{"email", "x@example.org"}}, later()).fault(), Fault::conflict);
  EXPECT_TRUE(door().move(anna_, draft.id, Event::give_back, " ", later()).invalid()) << "say why";
  ASSERT_TRUE(door().move(anna_, draft.id, Event::give_back, "which line?", later()));
  ASSERT_TRUE(door().move(house_, draft.id, Event::send, "the first", later()));
  ASSERT_TRUE(door().publish(anna_, draft.id, "", later()));
  EXPECT_EQ(live(one_).service.phones[0].number, "081 00 00 01");
  EXPECT_EQ(versions(one_)[0].author, "Maison");
  EXPECT_EQ(versions(one_)[0].approved_by, "Anna");
}

TEST_P(DeskDoor, FourEyesMayBeAsked) {
  Door const strict{.db = db(), .four_eyes = {.editors_publish_own = false}};
  auto const draft = *strict.begin(anna_, one_, later());
  ASSERT_TRUE(strict.save(anna_, draft.id, 1, {{"email", "a@example.org"}}, later()));
  EXPECT_EQ(strict.publish(anna_, draft.id, "", later()).fault(), Fault::forbidden);
  ASSERT_TRUE(strict.move(anna_, draft.id, Event::send, "", later()));
  EXPECT_EQ(strict.publish(anna_, draft.id, "", later()).fault(), Fault::forbidden);
  EXPECT_TRUE(strict.publish(bob_, draft.id, "", later()));
}

TEST_P(DeskDoor, NothingIsSilentlyOverwritten) {
  auto const anna = *door().begin(anna_, one_, later());
  auto const bob = *door().begin(bob_, one_, later());
  ASSERT_TRUE(door().save(anna_, anna.id, 1, {{"email", "a@example.org"}, {"summary", "De jour"}}, later()));
  ASSERT_TRUE(door().save(bob_, bob.id, 1, {{"cost", "free"}, {"summary", "De nuit"}}, later()));
  ASSERT_TRUE(door().publish(anna_, anna.id, "", later()));
  auto const clash = door().publish(bob_, bob.id, "", later());
  ASSERT_TRUE(clash);
  ASSERT_EQ(clash->clashes.size(), 1U);
  EXPECT_EQ(clash->clashes[0], (Clash{"summary", "", "De jour", "De nuit"}));
  EXPECT_EQ(rules::text(live(one_).service.summary, "fr"), "De jour");
  ASSERT_TRUE(door().settle(bob_, bob.id, {{"summary", "De jour et de nuit"}, {"email", ""}}, later()));
  ASSERT_TRUE(door().publish(bob_, bob.id, "", later()));
  auto const now = live(one_);
  EXPECT_EQ(rules::text(now.service.summary, "fr"), "De jour et de nuit");
  EXPECT_EQ(now.service.cost, Cost::free);
  EXPECT_EQ(now.service.email, "a@example.org") << "only clashes are settled";
}

TEST_P(DeskDoor, TwoWindowsOfOnePersonAreTold) {
  auto const draft = *door().begin(anna_, one_, later());
  ASSERT_TRUE(door().save(anna_, draft.id, 1, {{"email", "a@example.org"}}, later()));
  auto const merged = door().save(anna_, draft.id, 1, {{"email", ""}, {"summary", "Court"}}, later());
  ASSERT_TRUE(merged);
  EXPECT_TRUE(merged->clashes.empty()) << "the older window had not changed the e-mail address";
  EXPECT_EQ(merged->draft.record.service.email, "a@example.org");
  auto const clash = door().save(anna_, draft.id, 1, {{"email", "b@example.org"}}, later());
  ASSERT_TRUE(clash);
  ASSERT_EQ(clash->clashes.size(), 1U);
  EXPECT_EQ(clash->clashes[0].theirs, "a@example.org");
}

TEST_P(DeskDoor, ArchivedIsNotDeleted) {
  EXPECT_TRUE(door().archive(anna_, one_, "", later()).invalid()) << "say why";
  EXPECT_EQ(door().archive(house_, one_, "no", later()).fault(), Fault::forbidden);
  ASSERT_TRUE(door().archive(anna_, one_, "closed down", later()));
  EXPECT_TRUE(live(one_).service.id.empty());
  EXPECT_EQ(listed({}, anna_), (std::vector<std::string>{"Accueil/archived", "Cours"}));
  EXPECT_EQ(listed({.state = "archived"}, house_), std::vector<std::string>{"Accueil/archived"});
  ASSERT_TRUE(door().restore(bob_, one_, versions(one_)[0].number, later()));
  EXPECT_EQ(live(one_).service.slug, "accueil");
  EXPECT_EQ(listed({.state = "live"}, anna_), (std::vector<std::string>{"Accueil", "Cours"}));
}

TEST_P(DeskDoor, NewRecordsAreProposedFirst) {
  auto const draft = door().begin_new(house_, {uuid_of("house")}, "Vestiaire", later());
  ASSERT_TRUE(draft);
  EXPECT_EQ(listed({.state = "proposed"}, house_), std::vector<std::string>{"Vestiaire/proposed"});
  EXPECT_EQ(door().begin_new(house_, {uuid_of("other")}, "Vestiaire", later()).fault(), Fault::forbidden);
  ASSERT_TRUE(door().save(house_, draft->id, 1, {{"topics", "housing.social"}}, later()));
  EXPECT_TRUE(door().save(house_, draft->id, 2, {{"topics", "no.such"}}, later()).invalid());
  ASSERT_TRUE(door().move(house_, draft->id, Event::send, "", later()));
  ASSERT_TRUE(door().publish(anna_, draft->id, "", later()));
  EXPECT_EQ(live(draft->service).service.slug, "vestiaire");
  EXPECT_EQ(listed({.rubric = "housing"}, anna_), (std::vector<std::string>{"Accueil", "Vestiaire"}));
}

TEST_P(DeskDoor, TheListIsFilteredAndLimited) {
  struct Case {
    rows::Filter filter;
    std::vector<std::string> found;
  };
  std::vector<Case> const cases = {
      {{.words = "acc"}, {"Accueil"}},
      {{.words = "inventee 1"}, {"Accueil"}},
      {{.words = "08100"}, {"Accueil"}},
      {{.words = "accueil cours"}, {}},
      {{.words = "?!"}, {}},
      {{.commune = "92094"}, {"Accueil"}},
      {{.commune = "92094", .rubric = "housing"}, {"Accueil"}},
      {{.commune = "92001", .rubric = "housing"}, {}},
      {{.rubric = "housing"}, {"Accueil"}},
      {{.freshness = "unknown"}, {"Accueil", "Cours"}},
      {{.freshness = "fresh"}, {}},
      {{.status = "active"}, {"Accueil", "Cours"}},
      {{.organisation = uuid_of("other")}, {"Cours"}},
      {{.draft = "any"}, {}},
      {{.after = "accueil"}, {"Cours"}},
      {{.words = "' or 1=1"}, {}},
  };
  for (auto const& c : cases)
    EXPECT_EQ(listed(c.filter, anna_), c.found) << c.filter.words << c.filter.commune;
  EXPECT_EQ(listed({}, house_), std::vector<std::string>{"Accueil"});
  EXPECT_EQ(listed({}, actor("Nobody", {Role::administrator})), std::vector<std::string>{});
  ASSERT_TRUE(freshness::verify(db(), anna_, two_, {}, later()));
  EXPECT_EQ(listed({.freshness = "fresh"}, anna_), std::vector<std::string>{"Cours"});
  ASSERT_TRUE(door().begin(anna_, one_, later()));
  EXPECT_EQ(listed({.draft = "mine"}, anna_), std::vector<std::string>{"Accueil"});
  EXPECT_EQ(listed({.draft = "mine"}, bob_), std::vector<std::string>{});
}

/// Every arrow of the table, and everything that is no arrow, tried through the door.
TEST_P(DeskDoor, DoesWhatTheTableSaysAndNothingElse) {
  struct Person {
    const Actor* who;
    bool author;
  };
  for (auto const from : {State::draft, State::in_review, State::returned})
    for (auto const event :
         {Event::save, Event::send, Event::take_back, Event::give_back, Event::publish, Event::drop})
      for (auto const& person :
           {Person{&house_, true}, Person{&anna_, true}, Person{&anna_, false}, Person{&bob_, false}}) {
        auto const& author = person.author ? *person.who : house_;
        auto draft = *door().begin(author, one_, later());
        auto saved = door().save(author, draft.id, draft.saves, {{"summary", "Essai " + iso(now_)}}, later());
        ASSERT_TRUE(saved);
        if (from != State::draft) {
          ASSERT_TRUE(door().move(author, draft.id, Event::send, "x", later()));
        }
        if (from == State::returned) {
          auto const& reviewer = person.who == &bob_ ? anna_ : bob_;
          ASSERT_TRUE(door().move(reviewer, draft.id, Event::give_back, "x", later()));
        }
        auto const* step = arrow(from, event, person.author, {});
        bool const expected =
            step != nullptr && person.who->may(people::Compartment::guide, step->right, {uuid_of("house")});
        bool done = false;
        if (event == Event::save) {
          done = bool(door().save(*person.who, draft.id, saves(author), {{"summary", "Encore " + iso(now_)}},
                                  later()));
        } else if (event == Event::publish) {
          done = bool(door().publish(*person.who, draft.id, "", later()));
        } else {
          done = bool(door().move(*person.who, draft.id, event, "why", later()));
        }
        EXPECT_EQ(done, expected) << name(from) << ' ' << name(event) << ' ' << person.who->name
                                  << person.author;
        auto const after =
            db().read([&](db::Session& s) { return store::draft_of(s, one_, author.account.text); });
        EXPECT_EQ(after ? after->state : State::none, expected ? step->to : from)
            << name(from) << ' ' << name(event);
        db().write_with([&](db::Tx& tx) { store::remove(tx, draft.id); });
      }
}

/// Whatever two editors do, in whatever order, everything the public ever read is in some version.
TEST_P(DeskDoor, RandomHistoriesLoseNothing) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    std::mt19937 random(seed);
    std::vector<Record> seen;
    if (auto const first = live(two_); first.service.id) seen.push_back(first);
    for (int step = 0; step < 40; ++step) {
      auto const& who = random() % 2 == 0 ? anna_ : bob_;
      auto const mine = db().read([&](db::Session& s) { return store::draft_of(s, two_, who.account.text); });
      static const std::vector<std::string> kPaths = {"summary",         "email",       "phones/0/number",
                                                      "phones/1/number", "documents/0", "name@en"};
      auto const& path = kPaths[random() % kPaths.size()];
      auto const n = std::to_string(random() % 1000 + 1000);
      auto const value = path == "email"              ? n + "@example.org"
                         : path.starts_with("phones") ? "081 " + n
                                                      : "Mot " + n;
      switch (random() % 6) {
        case 0:
        case 1:
        case 2:
          if (!mine) {
            (void)door().begin(who, two_, later());
          } else {
            (void)door().save(who, mine->id, random() % 3 == 0 ? 1 : mine->saves,
                              {{path, random() % 4 == 0 ? "" : value}}, later());
          }
          break;
        case 3:
        case 4:
          if (mine) {
            auto const out = door().publish(who, mine->id, "", later());
            if (out && !out->clashes.empty())
              (void)door().settle(who, mine->id, {{out->clashes[0].path, out->clashes[0].yours}}, later());
          }
          break;
        default:
          if (random() % 3 == 0) {
            (void)door().archive(who, two_, "x", later());
          } else if (auto const all = versions(two_); !all.empty()) {
            (void)door().restore(who, two_, all[random() % all.size()].number, later());
          }
      }
      auto const now = live(two_);
      if (now.service.id) seen.push_back(now);
    }
    std::vector<Record> kept;
    for (auto const& v : versions(two_))
      kept.push_back(db().read([&](db::Session& s) { return store::version(s, two_, v.number)->record; }));
    ASSERT_GT(kept.size(), 3U);
    for (auto const& record : seen)
      EXPECT_TRUE(std::ranges::any_of(kept, [&](const Record& k) { return differences(k, record).empty(); }))
          << "seed " << seed << to_json(record);
  }
}

TEST_P(DeskDoor, TwoRecordsBecomeOneAndTwoAgain) {
  EXPECT_EQ(door().join(house_, one_, one_, {}, later()).fault(), Fault::conflict);
  EXPECT_EQ(door().join(house_, one_, two_, {}, later()).fault(), Fault::missing);
  auto const done = door().join(anna_, one_, two_, {{"summary", "Les deux"}}, later());
  ASSERT_TRUE(done);
  EXPECT_EQ(live(one_).service.old_slugs, std::vector<std::string>{"cours"}) << "the old address leads here";
  EXPECT_EQ(rules::text(live(one_).service.summary, "fr"), "Les deux");
  EXPECT_TRUE(live(two_).service.id.empty());
  auto const gone = versions(two_);
  EXPECT_EQ(gone[0].what, "merged");
  auto const kept =
      db().read([&](db::Session& s) { return store::version(s, two_, gone[0].number)->record; });
  EXPECT_EQ(kept.service.status, Status::merged);
  EXPECT_EQ(kept.service.instead, one_);
  ASSERT_TRUE(door().restore(anna_, two_, gone[1].number, later()));
  EXPECT_EQ(live(two_).service.status, Status::active);
  EXPECT_EQ(live(two_).service.slug, "cours");
}

TEST_P(DeskDoor, WhatNobodyChangedIsDroppedAfterADay) {
  auto const left = *door().begin(anna_, one_, later());
  auto const kept = *door().begin(anna_, two_, later());
  ASSERT_TRUE(door().save(anna_, kept.id, 1, {{"email", "a@example.org"}}, later()));
  EXPECT_EQ(drop_untouched(db(), now_ + std::chrono::hours(23)), 0);
  EXPECT_EQ(drop_untouched(db(), now_ + std::chrono::hours(25)), 1);
  EXPECT_EQ(door().save(anna_, left.id, 1, {{"email", "a@example.org"}}, later()).fault(), Fault::missing);
}

TEST_P(DeskDoor, BulkFollowsTheRulesOfEachRecord) {
  auto const nobody = ServiceId{uuid_of("nobody")};
  db().write_with([](db::Tx& tx) { rows::catch_up(tx); });
  auto const keys = [](const std::vector<BulkLine>& lines) {
    std::vector<std::string> out;
    for (auto const& line : lines) out.push_back(line.name + ":" + line.key);
    return out;
  };
  using Keys = std::vector<std::string>;
  EXPECT_EQ(
      keys(in_bulk(door(), house_, {one_, two_, nobody, {"x"}}, {.act = "archive", .note = "x"}, later())),
      (Keys{"Accueil:desk.not.forbidden", ":desk.not.missing", ":desk.not.missing", ":desk.not.missing"}));
  EXPECT_EQ(keys(in_bulk(door(), house_, {one_, two_}, {.act = "verify"}, later())),
            (Keys{"Accueil:", ":desk.not.missing"}));
  EXPECT_EQ(
      keys(in_bulk(door(), anna_, {one_, two_}, {.act = "add_topic", .note = "housing.social"}, later())),
      (Keys{"Accueil:desk.not.already", "Cours:"}));
  EXPECT_EQ(live(two_).service.topics, std::vector<std::string>{"housing.social"});
  EXPECT_EQ(keys(in_bulk(door(), anna_, {one_}, {.act = "add_topic", .note = "no.such"}, later())),
            Keys{"Accueil:draft.problem.topic"});
  auto const draft = *door().begin(house_, one_, later());
  EXPECT_EQ(keys(in_bulk(door(), house_, {one_}, {.act = "send"}, later())),
            Keys{"Accueil:draft.problem.nothing"});
  ASSERT_TRUE(door().save(house_, draft.id, 1, {{"email", "h@example.org"}}, later()));
  EXPECT_EQ(keys(in_bulk(door(), house_, {one_}, {.act = "send"}, later())), Keys{"Accueil:"});
  EXPECT_EQ(keys(in_bulk(door(), house_, {one_}, {.act = "publish"}, later())),
            Keys{"Accueil:desk.not.forbidden"});
  EXPECT_EQ(keys(in_bulk(door(), anna_, {one_, two_}, {.act = "publish"}, later())),
            (Keys{"Accueil:", "Cours:desk.not.no_draft"}));
  EXPECT_EQ(live(one_).service.email, "h@example.org");
  EXPECT_EQ(keys(in_bulk(door(), anna_, {one_, two_}, {.act = "archive", .note = ""}, later())),
            (Keys{"Accueil:draft.problem.say_why", "Cours:draft.problem.say_why"}));
}

TEST_P(DeskDoor, AVerificationIsAVersion) {
  ASSERT_TRUE(freshness::verify(db(), anna_, one_, {.how = VerifiedHow::visit}, later()));
  ASSERT_EQ(versions(one_).size(), 2U);
  EXPECT_EQ(versions(one_)[0].what, "verified");
  EXPECT_EQ(versions(one_)[0].author, "Anna");
  EXPECT_EQ(versions(one_)[0].note, "visit");
  auto const draft = *door().begin(anna_, one_, later());
  ASSERT_TRUE(door().save(anna_, draft.id, 1, {{"email", "a@example.org"}}, later()));
  ASSERT_TRUE(door().publish(anna_, draft.id, "", later()));
  EXPECT_EQ(versions(one_).size(), 3U) << "nothing is found in place any more";
}

COTE_ON_BOTH(DeskDoor);

}  // namespace
}  // namespace cote::guide::desk
