// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/desk.h"

#include <gtest/gtest.h>

#include "guide/freshness/daily.h"
#include "guide/freshness/door.h"
#include "guide/freshness/test/fixture.h"
#include "people/frame.h"
#include "support/counting_db.h"
#include "web/reply.h"
#include "web/site.h"

namespace cote::guide::freshness::test {
namespace {

using people::Role;

class FreshnessDesk : public World {
 protected:
  void SetUp() override {
    World::SetUp();
    if (IsSkipped()) return;
    counting.emplace(db());
    pages.emplace(*counting, true);
    pages->mount(router);
    site.emplace(web::Site{.router = router, .clock = clock, .revision = [] { return 1ULL; }});
    site->guard = [this](const web::Route& route, web::Visit& visit) -> std::optional<web::Reply> {
      auto const right = people::parse_right(route.right);
      if (!right || !who.may(right->compartment, right->action)) return web::Reply{.status = 403};
      visit.actor = std::make_shared<people::Actor>(who);
      visit.lang = find_language("fr");
      return std::nullopt;
    };
  }
  web::Reply get(const std::string& path) {
    return site->answer({.target = path, .headers = {{"host", "guide.example.org"}}, .id = "r"});
  }
  web::Reply post(const std::string& path, const std::string& body) {
    return site->answer(
        {.method = "POST",
         .target = path,
         .headers = {{"host", "guide.example.org"}, {"content-type", "application/x-www-form-urlencoded"}},
         .body = body,
         .id = "r"});
  }
  std::string one(const std::string& slug) { return "/desk/freshness/" + id_of(slug).text; }

  people::Actor who = person(Role::editor);
  FixedClock clock{kNow};
  web::Router router{};
  std::optional<cote::test::CountingDb> counting{};
  std::optional<DeskPages> pages{};
  std::optional<web::Site> site{};
};
COTE_ON_BOTH(FreshnessDesk);

TEST_P(FreshnessDesk, TheQueueTakesTwoStatementsAndVerifiesInOneClick) {
  auto const before = counting->statements();
  auto const queue = get("/desk/freshness");
  EXPECT_EQ(counting->statements() - before, 2U);
  EXPECT_EQ(queue.status, 200);
  EXPECT_NE(queue.body.find("3 fiches"), std::string::npos);
  auto const done = post(one("cours") + "/verification", "how=phone&from=%2Fdesk%2Ffreshness");
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(web::header_of(done, "Location"), "/desk/freshness?done=verified&next=2027-05-22");
  EXPECT_EQ(row("cours")->provenance.verified_how, VerifiedHow::phone);
  EXPECT_NE(get("/desk/freshness").body.find("2 fiches"), std::string::npos);
  EXPECT_NE(get(one("cours")).body.find("Anna"), std::string::npos) << "the history names who did it";
}

TEST_P(FreshnessDesk, AnAddressOfSomebodyElseIsNotLedBackTo) {
  auto const done = post(one("cours") + "/verification", "from=%2F%2Fevil.example%2Fdesk%2F");
  EXPECT_EQ(std::string(web::header_of(done, "Location")).rfind(one("cours"), 0), 0U);
}

TEST_P(FreshnessDesk, NoKindChosenGivesTheFormBack) {
  auto const wrong = post(one("cours") + "/verification", "chosen=1&how=visit");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_NE(wrong.body.find("Cochez au moins"), std::string::npos);
  EXPECT_TRUE(ledger().empty());
}

TEST_P(FreshnessDesk, PartnersSeeAndVerifyTheirOwnOnly) {
  who = person(Role::partner, {{uuid_of("organisation:beta")}});
  auto const queue = get("/desk/freshness").body;
  EXPECT_NE(queue.find("Service loin"), std::string::npos);
  EXPECT_EQ(queue.find("Service cours"), std::string::npos);
  EXPECT_EQ(get(one("cours")).status, 404);
  EXPECT_EQ(post(one("cours") + "/verification", "").status, 404);
  EXPECT_EQ(post(one("loin") + "/verification", "how=phone").status, 303);
  EXPECT_EQ(row("loin")->provenance.verified_how, VerifiedHow::service_itself);
  EXPECT_EQ(post(one("loin") + "/withdrawal", "").status, 403);
  EXPECT_EQ(get("/desk/freshness/answers").status, 403);
}

TEST_P(FreshnessDesk, WithdrawingIsUndone) {
  EXPECT_EQ(post(one("cours") + "/withdrawal", "").status, 303);
  EXPECT_EQ(row("cours")->at.step, Step::withdrawn);
  EXPECT_EQ(post(one("cours") + "/withdrawal", "").status, 409);
  EXPECT_NE(get("/desk/freshness?view=withdrawn").body.find("Service cours"), std::string::npos);
  EXPECT_EQ(post(one("cours") + "/return", "").status, 303);
  EXPECT_EQ(row("cours")->at.step, Step::call);
  EXPECT_EQ(ledger(), (std::vector<std::string>{"freshness.withdrawn", "freshness.brought_back"}));
}

TEST_P(FreshnessDesk, EverythingOfAnOrganisationAtOnce) {
  auto const alpha = uuid_of("organisation:alpha");
  EXPECT_NE(get("/desk/freshness?organisation=" + alpha).body.find("Organisation alpha"), std::string::npos);
  auto const done = post("/desk/freshness/organisations/" + alpha + "/verification", "how=phone");
  EXPECT_EQ(web::header_of(done, "Location"), "/desk/freshness?done=many&count=2");
  EXPECT_EQ(row("soins")->provenance.verified_on, today_of(kNow));
}

TEST_P(FreshnessDesk, AnswersStandBesideTheRecordAndAreDecidedOnce) {
  db().write([&](db::Tx& tx) {
    return store::put_answer(tx,
                             {.service = id_of("cours"),
                              .changes = to_json({{"phones/0/number", "081 00 00 09"}}),
                              .note = "<b>Merci</b>"},
                             kNow);
  });
  auto const list = get("/desk/freshness/answers").body;
  EXPECT_NE(list.find("081 00 00 00"), std::string::npos);
  EXPECT_NE(list.find("081 00 00 09"), std::string::npos);
  EXPECT_EQ(list.find("<b>Merci</b>"), std::string::npos);
  EXPECT_EQ(post("/desk/freshness/answers/1/decision", "decision=taken").status, 303);
  EXPECT_EQ(post("/desk/freshness/answers/1/decision", "decision=refused").status, 409);
  EXPECT_EQ(post("/desk/freshness/answers/x/decision", "decision=taken").status, 409);
}

TEST_P(FreshnessDesk, AnAnswerIsPublishedAndTheServiceCountsAsConfirmed) {
  auto const answer = [&](const char* path, const char* value) {
    return db().write([&](db::Tx& tx) {
      return store::put_answer(tx, {.service = id_of("cours"), .changes = to_json({{path, value}})}, kNow);
    });
  };
  answer("email", "nouveau@example.org");
  EXPECT_EQ(post("/desk/freshness/answers/1/decision", "decision=publish").status, 303);
  EXPECT_EQ(row("cours")->email, "nouveau@example.org");
  EXPECT_EQ(row("cours")->provenance.verified_how, VerifiedHow::service_itself);
  answer("status", "perhaps");
  auto const unfit = post("/desk/freshness/answers/2/decision", "decision=publish");
  EXPECT_EQ(unfit.status, 422);
  EXPECT_NE(unfit.body.find("à la main"), std::string::npos);
  EXPECT_EQ(post("/desk/freshness/answers/2/decision", "decision=refused").status, 303) << "it still waits";
}

TEST_P(FreshnessDesk, BrokenLinksSayWhatToDo) {
  db().write([](db::Tx& tx) {
    tx.run("update service set url = 'https://example.org/x' where slug = 'cours'");
    return tx.run(
        "insert into link_check (url, checked, state, finding, status, failing_since) values "
        "('https://example.org/x', '2026-11-23', 'broken', 'gone', 404, '2026-11-20')");
  });
  auto const list = get("/desk/freshness/links").body;
  EXPECT_NE(list.find("n’existe plus (404)"), std::string::npos);
  EXPECT_NE(list.find("Cherchez la nouvelle page"), std::string::npos);
}

}  // namespace
}  // namespace cote::guide::freshness::test
