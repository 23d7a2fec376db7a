// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/confirm.h"

#include <gtest/gtest.h>

#include "guide/freshness/daily.h"
#include "guide/freshness/door.h"
#include "guide/freshness/test/fixture.h"
#include "web/site.h"

namespace cote::guide::freshness::test {
namespace {

using std::chrono::days;

class FreshnessConfirm : public World {
 protected:
  void SetUp() override {
    World::SetUp();
    if (IsSkipped()) return;
    pages.emplace(ConfirmPages{.db = db()});
    pages->mount(router);
    site.emplace(web::Site{.router = router, .clock = clock, .revision = [] { return 1ULL; }});
    daily(db(), kNow, {.origin = "https://guide.example.org"});
    key = token("cours@example.org");
    ASSERT_EQ(key.size(), 43U);
  }
  web::Reply ask(const std::string& method, const std::string& path, std::string body = {}) {
    web::Request request{.method = method, .target = path, .body = std::move(body), .id = "r1"};
    request.headers = {{"host", "guide.example.org"}};
    if (method == "POST") request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
    return site->answer(request);
  }
  std::string here(const std::string& more = {}) { return "/fr/confirm/" + key + more; }

  FixedClock clock{kNow};
  web::Router router{};
  std::optional<ConfirmPages> pages{};
  std::optional<web::Site> site{};
  std::string key{};
};
COTE_ON_BOTH(FreshnessConfirm);

TEST_P(FreshnessConfirm, ReadingTheLinkConfirmsNothing) {
  for (int i = 0; i < 3; ++i) {
    auto const reply = ask("GET", here());
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.keep, web::Keep::no);
    EXPECT_NE(reply.body.find("081 00 00 00"), std::string::npos);
  }
  EXPECT_EQ(ask("GET", here("/correction")).status, 200);
  EXPECT_EQ(row("cours")->at.step, Step::asked);
  EXPECT_EQ(row("cours")->provenance.verified_on, std::nullopt);
}

TEST_P(FreshnessConfirm, OneButtonConfirmsOnce) {
  EXPECT_EQ(ask("POST", here(), "answer=right").status, 200);
  auto const cours = row("cours");
  EXPECT_EQ(cours->at.step, Step::quiet);
  EXPECT_EQ(cours->provenance.verified_how, VerifiedHow::service_itself);
  EXPECT_EQ(cours->provenance.next_review, later(today_of(kNow), 180));
  EXPECT_EQ(ask("POST", here(), "answer=right").status, 410);
  EXPECT_EQ(ask("GET", here()).status, 410);
  EXPECT_EQ(ledger().back(), "freshness.verified");
}

TEST_P(FreshnessConfirm, OldUnknownAndCutLinksHaveTheirOwnPages) {
  clock.set(kNow + days(46));
  EXPECT_EQ(ask("GET", here()).status, 410);
  EXPECT_EQ(ask("POST", here(), "answer=right").status, 410);
  EXPECT_EQ(row("cours")->provenance.verified_on, std::nullopt);
  EXPECT_EQ(ask("GET", "/fr/confirm/" + key.substr(0, 20)).status, 404);
  EXPECT_EQ(ask("POST", "/fr/confirm/nothing", "answer=right").status, 404);
}

TEST_P(FreshnessConfirm, OnlyTheHashOfATokenIsKept) {
  auto const hashes =
      db().read([](db::Session& s) { return s.all<std::string>("select hash from freshness_link"); });
  ASSERT_EQ(hashes.size(), 2U);
  for (auto const& [hash] : hashes) {
    EXPECT_EQ(hash.size(), 64U);
    EXPECT_EQ(hash.find(key), std::string::npos);
  }
}

TEST_P(FreshnessConfirm, ACorrectionWaitsForAnEditorAndEndsTheLetters) {
  auto const sent = ask("POST", here("/correction"),
                        "was%3Aphones%2F0%2Fnumber=081+00+00+00&phones%2F0%2Fnumber=081+00+00+01&"
                        "was%3Aname=Service+cours&name=Service+cours&note=Demandez+Anna");
  EXPECT_EQ(sent.status, 200);
  auto const answers =
      db().read([](db::Session& s) { return store::open_answers(s, {.sql = "1 = 1", .binds = {}}); });
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_EQ(changes_from(answers.front().changes),
            (std::vector<FieldValue>{{"phones/0/number", "081 00 00 01"}}));
  EXPECT_EQ(answers.front().note, "Demandez Anna");
  EXPECT_EQ(row("cours")->phone, "081 00 00 00") << "nothing is published by a link alone";
  EXPECT_EQ(ask("POST", here("/correction"), "note=x").status, 410);
  EXPECT_EQ(ask("POST", here(), "answer=right").status, 410);
}

TEST_P(FreshnessConfirm, AMistakeGivesTheFormBackWithTheWordsInIt) {
  auto const empty = ask("POST", here("/correction"), "was%3Aname=a&name=a");
  EXPECT_EQ(empty.status, 422);
  auto const wrong = ask("POST", here("/correction"), "was%3Aemail=&email=nobody+%3Cb%3E&note=Ici");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_NE(wrong.body.find("nobody &lt;b&gt;"), std::string::npos);
  EXPECT_NE(wrong.body.find(">Ici</textarea>"), std::string::npos);
  auto const longer = ask("POST", here("/correction"), "note=" + std::string(2001, 'x'));
  EXPECT_EQ(longer.status, 422);
  EXPECT_EQ(ask("GET", here()).status, 200) << "a mistake does not use the link up";
}

TEST(FreshnessFacts, WhereAConfidentialPlaceIsStaysAtTheDesk) {
  Record record;
  record.service.places.resize(2);
  record.places = {{.address = "rue Ouverte 1"}, {.address = "rue Cachée 7", .confidential = true}};
  int hours = 0;
  for (auto const& fact : facts_of(record)) {
    EXPECT_EQ(fact.value.find("Cach"), std::string::npos);
    EXPECT_FALSE(fact.path.starts_with("at/1/")) << fact.path;
    hours += fact.path.ends_with("/hours");
  }
  EXPECT_EQ(hours, 2);
}

TEST_P(FreshnessConfirm, AServiceInArabicReadsArabic) {
  auto const reply = ask("GET", "/ar/confirm/" + key);
  EXPECT_EQ(reply.status, 200);
  EXPECT_NE(reply.body.find("dir=\"rtl\""), std::string::npos);
}

}  // namespace
}  // namespace cote::guide::freshness::test
