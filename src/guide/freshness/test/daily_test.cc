// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/daily.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "guide/freshness/door.h"
#include "guide/freshness/test/fixture.h"

namespace cote::guide::freshness::test {
namespace {

using std::chrono::days;

class FreshnessDaily : public World {
 protected:
  Done on(int day) { return daily(db(), kNow + days(day), {.origin = "https://guide.example.org"}); }
  Catalogue public_now() {
    return rules::public_catalogue(db().read([](db::Session& s) { return guide::store::load(s); }));
  }
  std::int64_t letters() {
    return std::get<0>(
        *db().read([](db::Session& s) { return s.one<std::int64_t>("select count(*) from outbox"); }));
  }
};
COTE_ON_BOTH(FreshnessDaily);

TEST_P(FreshnessDaily, AsksThoseWithAnAddressAndListsTheOthersOnce) {
  auto const first = on(0);
  EXPECT_EQ(first.asked, 2);
  EXPECT_EQ(first.to_call, 1);
  EXPECT_EQ(letters(), 2);
  EXPECT_EQ(row("loin")->at.step, Step::call);
  EXPECT_EQ(row("soins")->email, "alpha@example.org");
  auto const again = on(0);
  EXPECT_EQ(again.asked + again.reminded + again.to_call, 0);
  EXPECT_EQ(letters(), 2);
  EXPECT_EQ(ledger().size(), 3U);
}

TEST_P(FreshnessDaily, WithoutAnOriginNobodyIsWrittenToAndNobodyIsBlamed) {
  for (int day = 0; day < 300; day += 20) daily(db(), kNow + days(day), {});
  EXPECT_EQ(letters(), 0);
  EXPECT_EQ(row("cours")->at.step, Step::quiet);
}

TEST_P(FreshnessDaily, ALetterThatNeverLeavesWithdrawsNothing) {
  for (int day = 0; day < 400; ++day) on(day);
  EXPECT_NE(row("cours")->at.step, Step::withdrawn);
  EXPECT_TRUE(public_now().withdrawn.empty());
}

TEST_P(FreshnessDaily, SilenceWarnsThenWithdrawsAndOneAnswerBringsBack) {
  for (int day = 0; day <= 71; ++day) {
    on(day);
    deliver();
  }
  EXPECT_EQ(row("cours")->at.step, Step::asked);
  EXPECT_EQ(row("cours")->at.letters, 4);
  on(72);
  EXPECT_EQ(row("cours")->at.step, Step::warned);
  auto warned = public_now();
  auto const cours = std::ranges::find(warned.services, id_of("cours"), &Service::id);
  ASSERT_NE(cours, warned.services.end());
  EXPECT_EQ(cours->care.standing, Standing::unconfirmed);

  on(162);
  auto const out = public_now();
  EXPECT_EQ(std::ranges::count(out.services, id_of("cours"), &Service::id), 0);
  ASSERT_EQ(out.withdrawn.size(), 2U);
  EXPECT_EQ(std::ranges::count(out.tombstones, id_of("cours").text, &Tombstone::id), 1);
  EXPECT_TRUE(out.withdrawn.front().phones.empty()) << "only its name may be told";
  // The one nobody could write to is in doubt, and stays.
  EXPECT_EQ(std::ranges::count(out.services, id_of("loin"), &Service::id), 1);

  auto const next = verify(db(), person(people::Role::editor), id_of("cours"), {}, kNow + days(170));
  ASSERT_TRUE(next);
  EXPECT_EQ(*next, later(today_of(kNow + days(170)), 180));
  auto const back = public_now();
  EXPECT_EQ(std::ranges::count(back.services, id_of("cours"), &Service::id), 1);
  EXPECT_EQ(std::ranges::count(back.tombstones, id_of("cours").text, &Tombstone::id), 0);
  EXPECT_EQ(row("cours")->at.step, Step::quiet);
  auto const told = ledger();
  for (auto const* action : {"freshness.asked", "freshness.reminded", "freshness.to_call", "freshness.warned",
                             "freshness.withdrawn", "freshness.verified"})
    EXPECT_NE(std::ranges::find(told, action), told.end()) << action;
}

TEST_P(FreshnessDaily, LettersOfADayAreLimitedAndTheOldestFactsComeFirst) {
  db().write([](db::Tx& tx) {
    tx.run("update freshness_rule set value = 1 where name = 'letters_a_day'");
    return tx.run("update service set as_of_year = 2019 where slug = 'soins'");
  });
  auto const first = on(0);
  EXPECT_EQ(first.asked, 1);
  EXPECT_EQ(first.put_off, 1);
  EXPECT_EQ(row("soins")->at.step, Step::asked);
  EXPECT_EQ(on(1).asked, 1);
}

TEST_P(FreshnessDaily, OneAddressGetsThreeLettersADayAtMost) {
  auto c = three_services();
  for (int n = 0; n < 4; ++n) {
    auto more = c.services[1];
    more.slug = "soins-" + std::to_string(n);
    more.id.text = uuid_of("service:" + more.slug);
    c.services.push_back(more);
  }
  db().write([&](db::Tx& tx) { return guide::store::save(tx, c, kNow); });
  auto const first = on(0);
  EXPECT_EQ(first.asked, 4) << "cours, and three of the five that share an address";
  EXPECT_EQ(first.put_off, 2);
  EXPECT_EQ(on(1).asked, 2);
}

TEST_P(FreshnessDaily, ALetterThatComesBackBecomesACall) {
  on(0);
  db().write([](db::Tx& tx) { return tx.run("update outbox set state = 'bounced'"); });
  EXPECT_EQ(on(1).to_call, 2);
  EXPECT_EQ(row("cours")->at.step, Step::call);
  EXPECT_EQ(row("cours")->refused, "cours@example.org");
  EXPECT_EQ(on(2).asked, 0) << "not to the same address again";
}

TEST_P(FreshnessDaily, AnOlderFileOfOthersTakesNoVerificationBack) {
  ASSERT_TRUE(verify(db(), person(people::Role::editor), id_of("cours"), {}, kNow));
  db().write([&](db::Tx& tx) { return guide::store::save(tx, three_services(), kNow + days(1)); });
  auto const cours = row("cours");
  EXPECT_EQ(cours->provenance.verified_on, today_of(kNow));
  EXPECT_EQ(cours->provenance.verified_how, VerifiedHow::phone);
  EXPECT_EQ(cours->provenance.next_review, later(today_of(kNow), 180));
}

TEST_P(FreshnessDaily, WhoMayVerifyWhat) {
  auto const alpha = OrganisationId{uuid_of("organisation:alpha")};
  auto const beta = OrganisationId{uuid_of("organisation:beta")};
  using people::Role;
  EXPECT_TRUE(verify(db(), person(Role::worker), id_of("cours"), {}, kNow));
  EXPECT_TRUE(verify(db(), person(Role::partner, {alpha}), id_of("cours"), {}, kNow));
  EXPECT_EQ(row("cours")->provenance.verified_how, VerifiedHow::service_itself);
  EXPECT_TRUE(verify(db(), person(Role::partner, {beta}), id_of("cours"), {}, kNow).refused());
  for (auto const role : {Role::administrator, Role::director, Role::auditor, Role::translator})
    EXPECT_TRUE(verify(db(), person(role), id_of("cours"), {}, kNow).refused());
  EXPECT_TRUE(verify(db(), person(Role::editor), id_of("nobody"), {}, kNow).refused());
  EXPECT_TRUE(verify(db(), person(Role::editor), id_of("cours"), {.kinds = {}}, kNow).invalid());
  EXPECT_EQ(*verify_due_of(db(), person(Role::editor), alpha, VerifiedHow::phone, kNow), 1) << "soins alone";
}

TEST_P(FreshnessDaily, OneKindOfFactMovesOnlyItsOwnReview) {
  ASSERT_TRUE(verify(db(), person(people::Role::editor), id_of("cours"), {}, kNow));
  ASSERT_TRUE(verify(db(), person(people::Role::editor), id_of("cours"),
                     {.kinds = {FactKind::hours}, .how = VerifiedHow::web}, kNow + days(100)));
  auto const cours = row("cours");
  EXPECT_EQ(cours->provenance.verified_on, today_of(kNow)) << "the record as a whole was seen before that";
  EXPECT_EQ(cours->provenance.next_review, later(today_of(kNow), 180)) << "the telephone comes first";
  auto const history = db().read([&](db::Session& s) { return store::history(s, id_of("cours")); });
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history.front().kinds, std::vector{FactKind::hours});
}

}  // namespace
}  // namespace cote::guide::freshness::test
