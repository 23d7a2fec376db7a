// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "kernel/html.h"
#include "people/sign_in/pages.h"
#include "people/sign_in/secret.h"
#include "people/store.h"
#include "support/database.h"
#include "support/people.h"
#include "web/reply.h"
#include "web/site.h"

namespace cote::people {
namespace {

constexpr auto kPassword = "quatre mots sans rapport";

/// The door with a page behind it, and nothing else.
class DoorPagesTest : public testing::Test {
 protected:
  DoorPagesTest() {
    room.mount(router);
    auto const hello = [](const web::Visit& v) -> web::Reply {
      return {.body = "hello " + v.actor->name + ' ' + v.lang->tag + ' ' + std::string(v.form.get("words"))};
    };
    using web::Audience;
    router.add({.pattern = "/desk", .name = "desk", .audience = Audience::signed_in, .localised = false},
               hello);
    router.add({.pattern = "/desk/services",
                .name = "desk.services",
                .audience = Audience::signed_in,
                .localised = false,
                .right = "guide.read"},
               hello);
    router.add({.method = "POST",
                .pattern = "/desk/services",
                .name = "desk.services",
                .audience = Audience::signed_in,
                .localised = false,
                .right = "guide.propose"},
               hello);
  }
  web::Reply ask(std::string method, std::string target, std::string body = "", std::string cookie = "") {
    return site.answer({.method = std::move(method),
                        .target = std::move(target),
                        .headers = {{"cookie", std::move(cookie)},
                                    {"content-type", "application/x-www-form-urlencoded"},
                                    {"sec-fetch-site", "same-origin"}},
                        .body = std::move(body),
                        .remote = "192.0.2.1",
                        .id = "r1"});
  }
  web::Reply get(std::string target, std::string cookie = "") {
    return ask("GET", std::move(target), "", std::move(cookie));
  }
  void give_password(const Account& account) {
    auto const hash = password::hash(kPassword, password::kCheap);
    database.db().write_with([&](db::Tx& tx) { store::set_password(tx, account.id, hash); });
  }

  test::Database database{test::Engine::sqlite};
  FixedClock clock{*parse_time("2026-11-23T09:00:00Z")};
  Room room{database.db(), {.cost = password::kCheap}};
  web::Router router;
  web::Site site{.router = router, .clock = clock, .guard = [this](const web::Route& r, web::Visit& v) {
                   return room.guard(r, v);
                 }};
};

std::string cookie_of(const web::Reply& reply) {
  auto const line = web::header_of(reply, "Set-Cookie");
  return std::string(line.substr(0, line.find(';')));
}

TEST_F(DoorPagesTest, WhoIsNotSignedInIsSentToTheDoorAndComesBack) {
  auto const away = get("/desk/services?q=a%26b");
  EXPECT_EQ(away.status, 303);
  EXPECT_EQ(web::header_of(away, "Location"), "/sign-in?then=%2Fdesk%2Fservices%3Fq%3Da%2526b");
  auto const anna = test::sign_in(database.db(), "Anna", {Role::partner}, clock.now());
  give_password(anna.account);
  auto const form = get("/sign-in?then=%2Fdesk%2Fservices%3Fq%3Da%2526b");
  EXPECT_NE(form.body.find("value=\"/desk/services?q=a%26b\""), form.body.npos);
  auto const in =
      ask("POST", "/sign-in",
          "email=Anna@Example.org&password=quatre+mots+sans+rapport&then=%2Fdesk%2Fservices%3Fq%3Da%2526b");
  EXPECT_EQ(in.status, 303);
  EXPECT_EQ(web::header_of(in, "Location"), "/desk/services?q=a%26b");
  EXPECT_EQ(get("/desk", cookie_of(in)).body, "hello Anna fr ");
}

TEST_F(DoorPagesTest, WhereSomebodyWantedToGoIsNeverAnotherSite) {
  for (auto const* bad : {"https://example.org/", "//example.org", "/\\example.org", "", "desk", "/desk\nx"})
    EXPECT_EQ(local_path(bad), "/desk") << bad;
  EXPECT_EQ(local_path("/desk/services?q=1"), "/desk/services?q=1");
}

TEST_F(DoorPagesTest, RolesOpenWhatTheTableSays) {
  auto const partner = test::sign_in(database.db(), "Paul", {Role::partner}, clock.now());
  auto const auditor = test::sign_in(database.db(), "Aude", {Role::auditor}, clock.now());
  EXPECT_EQ(get("/desk/services", "session=" + partner.token).status, 200);
  auto const kept_out = get("/desk/services", "session=" + auditor.token);
  EXPECT_EQ(kept_out.status, 403);
  EXPECT_NE(kept_out.body.find("pas pour votre rôle"), kept_out.body.npos);
}

TEST_F(DoorPagesTest, WordsPostedAfterTheSessionEndedComeBack) {
  auto const anna = test::sign_in(database.db(), "Anna", {Role::partner}, clock.now());
  give_password(anna.account);
  clock.set(clock.now() + std::chrono::hours(2));
  auto const cookie = "session=" + anna.token;
  EXPECT_EQ(get("/desk", cookie).status, 303) << "idle for too long";
  auto const out =
      ask("POST", "/desk/services", "words=l%27hiver+%26+apr%C3%A8s&csrf=" + anna.form_token, cookie);
  EXPECT_EQ(out.status, 403);
  EXPECT_EQ(out.body.find(anna.form_token), out.body.npos);
  std::string const kept = "name=\"kept\" value=\"";
  ASSERT_NE(out.body.find(kept), out.body.npos);
  auto const from = out.body.find(kept) + kept.size();
  auto const words = out.body.substr(from, out.body.find('"', from) - from);
  auto const in =
      ask("POST", "/sign-in",
          "email=anna@example.org&password=quatre+mots+sans+rapport&then=%2Fdesk%2Fservices&kept=" +
              url_encode(words));
  EXPECT_EQ(in.status, 200);
  EXPECT_NE(in.body.find("name=\"words\" value=\"l&#39;hiver &amp; après\""), in.body.npos) << in.body;
  EXPECT_NE(in.body.find("action=\"/desk/services\""), in.body.npos);
}

TEST_F(DoorPagesTest, AFormWithoutItsTokenIsAskedForAgain) {
  auto const anna = test::sign_in(database.db(), "Anna", {Role::partner}, clock.now());
  auto const cookie = "session=" + anna.token;
  auto const without = ask("POST", "/desk/services", "words=x", cookie);
  EXPECT_EQ(without.body.find("hello"), without.body.npos);
  EXPECT_NE(without.body.find(anna.form_token), without.body.npos);
  EXPECT_EQ(ask("POST", "/desk/services", anna.form("words=x"), cookie).body, "hello Anna fr x");
}

TEST_F(DoorPagesTest, AnUnknownAddressGetsTheSamePage) {
  give_password(test::sign_in(database.db(), "Anna", {Role::partner}, clock.now()).account);
  auto const page = [&](std::string email, const char* path) {
    auto reply = ask("POST", path, "email=" + email + "%40example.org&password=not+this+one+at+all");
    for (auto at = reply.body.find(email); at != reply.body.npos; at = reply.body.find(email))
      reply.body.replace(at, email.size(), "WHO");
    return std::to_string(reply.status) + reply.body;
  };
  EXPECT_EQ(page("anna", "/sign-in"), page("nemo", "/sign-in"));
  EXPECT_EQ(page("anna", "/forgotten"), page("nemo", "/forgotten"));
}

TEST_F(DoorPagesTest, WhoHasToWaitIsToldHowLong) {
  web::Reply reply;
  for (int n = 0; n < 7; ++n)
    reply = ask("POST", "/sign-in", "email=anna%40example.org&password=not+this+one+at+all");
  EXPECT_EQ(reply.status, 429);
  EXPECT_NE(reply.body.find("2 secondes"), reply.body.npos) << reply.body;
  clock.set(clock.now() + std::chrono::seconds(3));
  reply = ask("POST", "/sign-in", "email=anna%40example.org&password=not+this+one+at+all");
  EXPECT_EQ(reply.status, 422);
}

TEST_F(DoorPagesTest, AForgedHostGetsIntoNoLetter) {
  give_password(test::sign_in(database.db(), "Anna", {Role::partner}, clock.now()).account);
  auto const wanted = [&](std::string host) {
    auto const told = site.answer(
        {.method = "POST",
         .target = "/forgotten",
         .headers = {{"host", std::move(host)}, {"content-type", "application/x-www-form-urlencoded"}},
         .body = "email=anna%40example.org",
         .remote = "192.0.2.1",
         .id = "r1"});
    EXPECT_EQ(told.status, 200);
    return database.db().read(
        [](db::Session& s) { return s.all<std::string>("select origin from wanted_link"); });
  };
  EXPECT_TRUE(wanted("evil.example").empty());
  EXPECT_TRUE(wanted("127.0.0.1.evil.example").empty());
  auto const here = wanted("localhost:8080");
  ASSERT_EQ(here.size(), 1U);
  EXPECT_EQ(std::get<0>(here.front()), "http://localhost:8080");
}

TEST_F(DoorPagesTest, SigningOutEndsTheSession) {
  auto const anna = test::sign_in(database.db(), "Anna", {Role::partner}, clock.now());
  auto const cookie = "session=" + anna.token;
  EXPECT_EQ(ask("POST", "/sign-out", anna.form(), cookie).status, 303);
  EXPECT_EQ(get("/desk", cookie).status, 303);
}

TEST_F(DoorPagesTest, WhoNeedsASecondFactorMakesOneFirst) {
  auto editor = test::sign_in(database.db(), "Eva", {Role::editor}, clock.now());
  EXPECT_EQ(get("/desk/services", "session=" + editor.token).status, 200);
  database.db().write_with([&](db::Tx& tx) { store::set_second(tx, editor.account.id, "", 0); });
  auto const led = get("/desk/services", "session=" + editor.token);
  EXPECT_EQ(led.status, 303);
  EXPECT_TRUE(web::header_of(led, "Location").starts_with("/account/second-factor"));
}

}  // namespace
}  // namespace cote::people
