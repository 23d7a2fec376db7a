// SPDX-License-Identifier: AGPL-3.0-or-later
// A reader without an account, an editor with one, and the whole house between them.
#include <chrono>
#include <regex>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "app/wire.h"
#include "guide/corrections/gate.h"
#include "guide/store.h"
#include "guide/test/world.h"
#include "support/database.h"
#include "support/people.h"
#include "web/reply.h"

namespace cote {
namespace {

class Reporting : public testing::Test {
 protected:
  Reporting() {
    setenv("COTE_STRICT_TEXT", "1", 1);
    auto world = guide::test::world();
    auto const uuid = [](std::string& id) { id = id.empty() ? id : uuid_of(id); };
    for (auto& o : world.organisations) uuid(o.id.text);
    for (auto& p : world.places) uuid(p.id.text);
    for (auto& s : world.services) {
      uuid(s.id.text);
      uuid(s.organisation.text);
      uuid(s.instead.text);
      for (auto& at : s.places) uuid(at.place.text);
    }
    database.db().write([&](db::Tx& tx) { return guide::store::save(tx, world, clock.now()).added; });
  }
  web::Reply ask(app::House& house, std::string method, std::string target, std::string body = {},
                 std::pair<std::string, std::string> more = {"accept", "text/html"}) {
    return house.site().answer({.method = std::move(method),
                                .target = std::move(target),
                                .headers = {{"host", "guide.example.org"},
                                            {"content-type", "application/x-www-form-urlencoded"},
                                            std::move(more)},
                                .body = std::move(body),
                                .remote = "192.0.2.1",
                                .id = "r-1"});
  }
  static std::string value(const std::string& page, const std::string& name) {
    std::smatch found;
    return std::regex_search(page, found, std::regex(name + "=\"([^\"]*)\"")) ? found[1].str() : "";
  }

  FixedClock clock{guide::test::noon()};
  test::Database database{test::Engine::sqlite};
};

TEST_F(Reporting, ANewcomerReportsAnEditorCorrectsAndTheAnswerIsReadInArabic) {
  app::House house({.database = {.address = database.address()}}, {}, clock);
  auto const page = ask(house, "GET", "/ar/guide/cours/correction?field=phones/0/number").body;
  auto const token = value(page, "data-token");
  ASSERT_FALSE(token.empty());
  int nonce = 0;
  auto const bits = static_cast<unsigned>(std::stoul(value(page, "data-bits")));
  while (!guide::corrections::solves(token, std::to_string(nonce), bits)) ++nonce;
  auto const sent =
      ask(house, "POST", "/ar/guide/cours/correction",
          "field=phones%2F0%2Fnumber&right=081+00+00+77&token=" + token + "&nonce=" + std::to_string(nonce));
  ASSERT_EQ(sent.status, 303);
  auto const answer = std::string(web::header_of(sent, "Location"));
  EXPECT_EQ(ask(house, "GET", "/desk/corrections").status, 303) << "not without signing in";

  auto const anna = test::sign_in(database.db(), "Anna", {people::Role::editor}, clock.now());
  auto const queue = ask(house, "GET", "/desk/corrections", {}, anna.cookie());
  ASSERT_EQ(queue.status, 200);
  std::smatch link;
  ASSERT_TRUE(std::regex_search(queue.body, link, std::regex("href=\"(/desk/corrections/[0-9a-f-]{36})\"")));
  auto const one = ask(house, "GET", link[1].str(), {}, anna.cookie());
  EXPECT_NE(one.body.find("081 00 00 77"), std::string::npos);
  EXPECT_NE(one.body.find("081 00 00 01"), std::string::npos);
  auto const decision = link[1].str() + "/decision";
  std::string const words = "verdict=accept&value=081+00+00+77&ready=report.ready.corrected";
  EXPECT_NE(ask(house, "POST", decision, words, anna.cookie()).status, 303) << "not without her form’s token";
  auto const worker = test::sign_in(database.db(), "Karim", {people::Role::worker}, clock.now());
  EXPECT_GE(ask(house, "POST", decision, worker.form(words), worker.cookie()).status, 400);
  auto const wrong = ask(house, "POST", decision,
                         anna.form("verdict=accept&value=&ready=report.ready.corrected"), anna.cookie());
  EXPECT_EQ(wrong.status, 422);
  ASSERT_EQ(ask(house, "POST", decision, anna.form(words), anna.cookie()).status, 303);
  EXPECT_EQ(ask(house, "POST", decision, anna.form(words), anna.cookie()).status, 409) << "decided once";

  auto const read = ask(house, "GET", answer).body;
  EXPECT_NE(read.find("صححناها. شكرا على مساعدتك."), std::string::npos);
  // The house sees the change within seconds.
  std::string shown;
  for (int i = 0; i < 100 && shown.find("081 00 00 77") == std::string::npos; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    shown = ask(house, "GET", "/ar/guide/cours").body;
  }
  EXPECT_NE(shown.find("081 00 00 77"), std::string::npos);
}

}  // namespace
}  // namespace cote
