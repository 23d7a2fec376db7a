// SPDX-License-Identifier: AGPL-3.0-or-later
// Who comes in, and who waits where: the guard, forms of other sites, cookies, threads for what waits.
#include <condition_variable>
#include <future>
#include <mutex>

#include <gtest/gtest.h>

#include "web/cookie.h"
#include "web/reply.h"
#include "web/same_site.h"
#include "web/site.h"
#include "web/test/wire.h"

namespace cote::web {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

TEST(WebSameSite, AFormOfAnotherSiteIsKnownByWhatTheBrowserSays) {
  struct {
    const char* what;
    Headers headers;
    bool elsewhere;
  } const cases[] = {
      {"a program that says nothing", {}, false},
      {"our own page", {{"sec-fetch-site", "same-origin"}}, false},
      {"typed by hand", {{"sec-fetch-site", "none"}}, false},
      {"another site", {{"sec-fetch-site", "cross-site"}}, true},
      {"a neighbour of the same domain", {{"sec-fetch-site", "same-site"}}, true},
      {"an old browser, our page", {{"origin", "https://guide.example.org"}}, false},
      {"an old browser behind a proxy that ends TLS", {{"origin", "http://guide.example.org"}}, false},
      {"an old browser, another site", {{"origin", "https://evil.example.org"}}, true},
      {"a sandboxed frame", {{"origin", "null"}}, true},
      {"what the browser fetched counts before Origin",
       {{"sec-fetch-site", "cross-site"}, {"origin", "https://guide.example.org"}},
       true},
  };
  for (auto const& c : cases)
    EXPECT_EQ(sent_by_another_site({.headers = c.headers}, "https://guide.example.org"), c.elsewhere)
        << c.what;
}

TEST(WebCookie, TheNameMustBeWhole) {
  Request const request{.headers = {{"cookie", "xdoor=1; door=abc;  dooring=2"}}};
  EXPECT_EQ(cookie(request, "door"), "abc");
  EXPECT_EQ(cookie(request, "doo"), "");
  EXPECT_EQ(cookie({}, "door"), "");
}

TEST(WebCookie, OverHttpsItIsBoundToTheHost) {
  Request const request;
  Visit visit{.request = request};
  visit.origin = "https://guide.example.org";
  Reply reply;
  set_cookie(reply, visit, "door", "abc", std::chrono::hours(1));
  EXPECT_EQ(header_of(reply, "Set-Cookie"),
            "__Host-door=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=3600");
  visit.origin = "http://localhost";
  Reply gone;
  set_cookie(gone, visit, "door", "");
  EXPECT_EQ(header_of(gone, "Set-Cookie"), "door=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
  EXPECT_THROW(set_cookie(gone, visit, "door", "a; Domain=example.org"), std::invalid_argument);
}

class WebDoor : public ::testing::Test {
 protected:
  WebDoor() {
    router.add({.pattern = "/desk",
                .name = "desk",
                .audience = Audience::signed_in,
                .localised = false,
                .right = "guide.read"},
               [this](const Visit&) {
                 ++entered;
                 return Reply{.body = "desk", .keep = Keep::by_etag};
               });
    router.add({.method = "POST", .pattern = "/word", .name = "word", .localised = false},
               [](const Visit& v) { return Reply{.body = std::string(v.form.get("said"))}; });
    router.add({.pattern = "/slow", .name = "slow", .localised = false, .work = Work::database},
               [this](const Visit&) {
                 std::unique_lock lock(mutex);
                 ++waiting;
                 changed.notify_all();
                 changed.wait(lock, [this] { return open; });
                 return Reply{.body = "slow"};
               });
    router.add({.pattern = "/quick", .name = "quick", .localised = false},
               [](const Visit&) { return Reply{.body = "quick"}; });
  }
  int entered = 0;
  int waiting = 0;
  bool open = false;
  std::mutex mutex;
  std::condition_variable changed;
  Router router;
  FixedClock clock{parse_time("2026-11-23T09:00:00Z").value()};
  Site site{.router = router, .clock = clock};
};

TEST_F(WebDoor, WithoutAGuardNobodyComesIn) {
  EXPECT_EQ(site.answer({.target = "/desk"}).status, 403);
  EXPECT_EQ(entered, 0);
}

TEST_F(WebDoor, TheGuardDecidesAndWhatItLetsThroughIsNeverKept) {
  bool let_in = false;
  site.guard = [&](const Route& route, Visit&) -> std::optional<Reply> {
    EXPECT_EQ(route.right, "guide.read");
    if (let_in) return std::nullopt;
    return see_other("/sign-in");
  };
  EXPECT_EQ(site.answer({.target = "/desk"}).status, 303);
  EXPECT_EQ(entered, 0);
  let_in = true;
  auto const reply = site.answer({.target = "/desk"});
  EXPECT_EQ(reply.body, "desk");
  EXPECT_EQ(reply.keep, Keep::no);
  EXPECT_EQ(header_of(reply, "ETag"), "");
}

TEST_F(WebDoor, AFormIsReadAndOneFromElsewhereIsNot) {
  Request request{.method = "POST",
                  .target = "/word",
                  .headers = {{"content-type", "application/x-www-form-urlencoded"}},
                  .body = "said=c%C3%B4te+%26+c%C3%B4te"};
  EXPECT_EQ(site.answer(request).body, "côte & côte");
  request.headers.emplace_back("sec-fetch-site", "cross-site");
  EXPECT_EQ(site.answer(request).status, 403);
}

TEST_F(WebDoor, WhoWaitsForTheDatabaseKeepsNobodyElseWaiting) {
  Server const server(site, {.port = 0, .threads = 1, .database_threads = 1, .max_waiting = 2});
  auto const ask = [&](std::string_view target) {
    test::Wire wire(server.port());
    wire.say("GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n\r\n");
    return wire.hear();
  };
  auto first = std::async(std::launch::async, [&] { return ask("/slow").body; });
  {
    std::unique_lock lock(mutex);
    changed.wait(lock, [this] { return waiting == 1; });
  }
  // The only thread of the server answers others, while the only one for the database is held.
  EXPECT_EQ(ask("/quick").body, "quick");
  test::Wire second(server.port());
  second.say("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  // Two have a seat; a third is told to come back. Until the second has taken its seat, so is nobody.
  test::Wire third(server.port());
  EXPECT_EQ(ask("/quick").body, "quick");
  third.say("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(third.hear().status, 503);
  {
    std::scoped_lock const lock(mutex);
    open = true;
  }
  changed.notify_all();
  EXPECT_EQ(first.get(), "slow");
  EXPECT_EQ(second.hear().body, "slow");
}

}  // namespace
}  // namespace cote::web
