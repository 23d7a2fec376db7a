// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/site.h"

#include <gtest/gtest.h>

#include "web/reply.h"

namespace cote::web {
namespace {

class WebSite : public ::testing::Test {
 protected:
  WebSite() {
    router.add({.pattern = "/", .name = "home"}, [](const Visit& v) { return page("home " + v.lang->tag); });
    router.add({.pattern = "/guide", .name = "guide"}, [](const Visit& v) {
      return page("guide " + v.lang->tag + " q=" + std::string(v.query.get("q")) + " at " + v.origin);
    });
    router.add({.pattern = "/guide/{slug}", .name = "guide.service"}, [](const Visit& v) -> Reply {
      if (v.segments.at(0) == "broken") throw std::runtime_error("the cellar is flooded");
      if (v.segments.at(0) == "gone") return {.status = 410};
      return page(v.segments.at(0));
    });
    router.add({.pattern = "/api/hsds/services", .name = "api.services", .localised = false},
               [](const Visit&) -> Reply {
                 return {.content_type = "application/json", .body = "[]", .keep = Keep::by_etag};
               });
    router.add({.pattern = "/api/broken", .name = "api.broken", .localised = false},
               [](const Visit&) -> Reply { throw std::runtime_error("the cellar is flooded"); });
    site.error_page = [](const Visit& v, int status) {
      return Reply{.body = "sorry " + std::to_string(status) + ' ' + v.lang->tag + ' ' + v.request.id};
    };
  }
  static Reply page(std::string body) { return {.body = std::move(body), .keep = Keep::by_etag}; }

  [[nodiscard]] Reply get(std::string target,
                          std::vector<std::pair<std::string, std::string>> headers = {}) const {
    return site.answer({.target = std::move(target), .headers = std::move(headers), .id = "r1"});
  }
  [[nodiscard]] std::string location(const std::string& target, const std::string& languages = "") const {
    auto const reply = get(target, {{"accept-language", languages}});
    return std::to_string(reply.status) + ' ' + std::string(header_of(reply, "Location"));
  }

  std::uint64_t revision = 7;
  std::string complaint;
  Router router;
  FixedClock clock{parse_time("2026-11-23T09:00:00Z").value()};
  Site site{
      .router = router,
      .clock = clock,
      .revision = [this] { return revision; },
      .failed = [this](std::string_view id,
                       std::string_view what) { complaint = std::string(id) + ": " + std::string(what); }};
};

TEST_F(WebSite, AddressesBeginWithTheLanguage) {
  EXPECT_EQ(get("/fr").body, "home fr");
  EXPECT_EQ(get("/ar/guide?q=%D8%B3%D9%83%D9%86").body, "guide ar q=سكن at http://localhost");
  EXPECT_EQ(header_of(get("/ar/guide"), "Content-Language"), "ar");
  struct {
    const char* target;
    const char* languages;
    const char* outcome;
  } const cases[] = {
      {"/", "", "302 /fr"},
      {"/", "de, ar;q=0.5", "302 /ar"},
      {"/?a=b", "nl", "302 /nl?a=b"},
      {"/guide", "", "302 /fr/guide"},
      {"/guide/a%20b?x=1", "uk", "302 /uk/guide/a%20b?x=1"},
      {"/fr/", "", "301 /fr"},
      {"/fr/guide/?q=a%26b", "", "301 /fr/guide?q=a%26b"},
      {"/guide/", "", "301 /guide"},
      {"/fr/guide//", "", "404 "},
      {"//evil.example/", "", "404 "},
      {"//fr", "", "404 "},
      {"/\\evil.example/", "", "404 "},
      {"/xx/guide", "", "404 "},
      {"/FR", "", "404 "},
      {"/fr/fr", "", "404 "},
      {"/fr/../guide", "", "404 "},
      {"/fr/%2e%2e/guide", "", "404 "},
      {"/fr/api/hsds/services", "", "404 "},
      {"/fr/guide/%zz", "", "400 "},
      {"/fr/a%2fb", "", "400 "},
      {"fr", "", "400 "},
      {"", "", "400 "},
  };
  for (auto const& c : cases) EXPECT_EQ(location(c.target, c.languages), c.outcome) << c.target;
  EXPECT_EQ(header_of(get("/"), "Vary"), "Accept-Language");
}

TEST_F(WebSite, MethodsAreRefusedWithWhatIsAllowed) {
  auto const ask = [&](std::string method, std::string target) {
    return site.answer({.method = std::move(method), .target = std::move(target)});
  };
  EXPECT_EQ(ask("POST", "/fr/guide").status, 405);
  EXPECT_EQ(header_of(ask("POST", "/fr/guide"), "Allow"), "OPTIONS, GET, HEAD");
  EXPECT_EQ(ask("POST", "/fr/none").status, 404);
  EXPECT_EQ(ask("POST", "/guide").status, 404) << "a redirect would lose what was posted";
  EXPECT_EQ(ask("OPTIONS", "/fr/guide").status, 204);
  EXPECT_EQ(header_of(ask("OPTIONS", "/api/hsds/services"), "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(ask("OPTIONS", "*").status, 204);
  EXPECT_EQ(ask("get", "/fr").status, 501);
  EXPECT_EQ(ask("TRACE", "/fr").status, 501);
  auto const head = ask("HEAD", "/fr");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.body, "");
  EXPECT_EQ(header_of(head, "ETag"), header_of(get("/fr"), "ETag"));
}

TEST_F(WebSite, ErrorsHaveAPageAndNeverSayWhatBroke) {
  EXPECT_EQ(get("/nl/none").body, "sorry 404 nl r1");
  EXPECT_EQ(get("/fr/guide/gone").body, "sorry 410 fr r1");
  auto const reply = get("/uk/guide/broken");
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body, "sorry 500 uk r1");
  EXPECT_EQ(complaint, "r1: the cellar is flooded");
  EXPECT_EQ(header_of(reply, "Cache-Control"), "no-store");

  auto const api = get("/api/broken");
  EXPECT_EQ(api.status, 500);
  EXPECT_EQ(api.content_type, "application/json");
  EXPECT_EQ(
      api.body,
      R"({"status":500,"errors":[{"key":"error.500","message":"Internal Server Error"}],"request":"r1"})");
  EXPECT_EQ(get("/api/none").body, R"({"status":404,"errors":[{"key":"error.404","message":"Not Found"}]})");

  site.error_page = [](const Visit&, int) -> Reply { throw std::runtime_error("and so is the attic"); };
  EXPECT_EQ(get("/fr/none").status, 404) << "the page of errors is broken, the status is not";
  EXPECT_EQ(get("/fr/none").body, "404 Not Found\nr1\n");
}

TEST_F(WebSite, EveryAnswerCarriesTheUsualRefusals) {
  for (auto const* target : {"/fr", "/fr/none", "/", "/fr/guide/broken", "/api/hsds/services", "/%zz"}) {
    auto const reply = get(target);
    auto const policy = header_of(reply, "Content-Security-Policy");
    EXPECT_TRUE(policy.starts_with("default-src 'none'")) << target;
    EXPECT_EQ(policy.find("unsafe"), std::string_view::npos);
    EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string_view::npos);
    EXPECT_EQ(header_of(reply, "X-Content-Type-Options"), "nosniff") << target;
    EXPECT_FALSE(header_of(reply, "Referrer-Policy").empty()) << target;
    EXPECT_FALSE(header_of(reply, "Cache-Control").empty()) << target;
    EXPECT_EQ(header_of(reply, "Set-Cookie"), "") << "readers get no cookie";
    EXPECT_EQ(header_of(reply, "Strict-Transport-Security"), "");
  }
  EXPECT_EQ(header_of(get("/api/hsds/services"), "Access-Control-Allow-Origin"), "*");
  EXPECT_EQ(header_of(get("/fr"), "Access-Control-Allow-Origin"), "");
  site.image_sources = "https://tiles.example.org";
  site.origin = "https://guide.example.org";
  EXPECT_NE(header_of(get("/fr"), "Content-Security-Policy")
                .find("img-src 'self' data: https://tiles.example.org;"),
            std::string_view::npos);
  EXPECT_NE(header_of(get("/fr"), "Strict-Transport-Security"), "");
  EXPECT_EQ(get("/fr/guide").body, "guide fr q= at https://guide.example.org");
}

TEST_F(WebSite, ATagHoldsUntilWhatReadersSeeChanges) {
  auto const first = get("/fr/guide");
  std::string const tag(header_of(first, "ETag"));
  ASSERT_FALSE(tag.empty());
  EXPECT_EQ(header_of(first, "Cache-Control"), "no-cache");
  auto const again = get("/fr/guide", {{"if-none-match", "\"x\", " + tag}});
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_EQ(header_of(again, "ETag"), tag);
  EXPECT_EQ(get("/nl/guide", {{"if-none-match", tag}}).status, 200);
  revision = 8;
  EXPECT_EQ(get("/fr/guide", {{"if-none-match", tag}}).status, 200);
  EXPECT_EQ(header_of(get("/fr/none"), "ETag"), "");
}

TEST_F(WebSite, AForgedHostIsNotRepeated) {
  EXPECT_EQ(get("/fr/guide", {{"host", "guide.example.org:8080"}}).body,
            "guide fr q= at http://guide.example.org:8080");
  for (auto const* bad : {"a b", "x\"onload=", "a/b", "a@b", "é"})
    EXPECT_EQ(get("/fr/guide", {{"host", bad}}).status, 400) << bad;
}

}  // namespace
}  // namespace cote::web
