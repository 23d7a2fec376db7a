// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/desk.h"

#include <thread>

#include <gtest/gtest.h>

namespace cote::web {
namespace {

using namespace std::chrono_literals;

class WebDesk : public ::testing::Test {
 protected:
  WebDesk() {
    router.add({.pattern = "/list", .name = "list"}, [this](const Visit& v) {
      ++rendered;
      return Reply{.body = v.origin + ' ' + v.lang->tag + ' ' + std::string(v.query.get("q")) + ' ' +
                           std::to_string(revision) + ' ' + iso(v.now) + std::string(2000, 'x'),
                   .keep = Keep::by_etag};
    });
    router.add({.pattern = "/form", .name = "form"}, [this](const Visit&) {
      ++rendered;
      return Reply{.body = std::string(600, 'f')};
    });
    router.add({.method = "POST", .pattern = "/list", .name = "post"}, [this](const Visit&) {
      ++rendered;
      return Reply{.body = "posted", .keep = Keep::by_etag};
    });
    router.add({.pattern = "/api/list", .name = "api", .localised = false}, [this](const Visit& v) {
      ++rendered;
      return Reply{.content_type = "application/json", .body = v.lang->tag, .keep = Keep::by_etag};
    });
    router.add(
        {.pattern = "/assets/{hash}/{name}", .name = "asset", .localised = false}, [this](const Visit&) {
          ++rendered;
          return Reply{.content_type = "text/css", .body = std::string(1000, 'c'), .keep = Keep::for_ever};
        });
  }
  std::shared_ptr<const Page> get(std::string target,
                                  std::vector<std::pair<std::string, std::string>> headers = {},
                                  std::string method = "GET") {
    return desk.page(
        {.method = std::move(method), .target = std::move(target), .headers = std::move(headers)});
  }

  std::uint64_t revision = 1;
  int rendered = 0;
  Router router;
  FixedClock clock{parse_time("2026-11-23T09:00:30Z").value()};
  Site site{.router = router, .clock = clock, .revision = [this] { return revision; }};
  Desk desk{site, 4 * 1024 * 1024};
};

TEST_F(WebDesk, APageIsMadeOnceAMinute) {
  auto const first = get("/fr/list");
  EXPECT_EQ(get("/fr/list"), first);
  EXPECT_EQ(get("/fr/list", {}, "HEAD"), first);
  clock.set(clock.now() + 29s);
  EXPECT_EQ(get("/fr/list"), first);
  EXPECT_EQ(rendered, 1);
  clock.set(clock.now() + 1s);
  EXPECT_NE(get("/fr/list")->body, first->body);
  EXPECT_EQ(rendered, 2);
}

TEST_F(WebDesk, ANewRevisionIsSeenAtOnce) {
  auto const before = get("/fr/list");
  revision = 2;
  auto const after = get("/fr/list");
  EXPECT_NE(after->body, before->body);
  EXPECT_NE(after->etag, before->etag);
  EXPECT_EQ(get("/fr/list"), after);
  revision = 1;
  EXPECT_EQ(get("/fr/list")->body, before->body);
}

TEST_F(WebDesk, WhatAPageDependsOnTellsCopiesApart) {
  std::vector<std::shared_ptr<const Page>> const different = {
      get("/fr/list"),
      get("/nl/list"),
      get("/fr/list?q=a"),
      get("/fr/list?q=b"),
      get("/fr/list", {{"host", "a.example.org"}}),
      get("/fr/list", {{"host", "evil.example.org"}}),
      get("/fr/list", {{"accept-encoding", "gzip"}}),
      get("/fr/list", {{"accept-encoding", "br"}}),
  };
  for (std::size_t i = 0; i < different.size(); ++i)
    for (std::size_t k = 0; k < i; ++k) {
      EXPECT_NE(different[i]->body, different[k]->body) << i << ' ' << k;
      EXPECT_NE(different[i]->etag, different[k]->etag) << i << ' ' << k;
    }
  EXPECT_EQ(get("/api/list", {{"accept-language", "nl"}})->body, "nl");
  EXPECT_EQ(get("/api/list", {{"accept-language", "ar"}})->body, "ar");
  EXPECT_EQ(get("/api/list", {{"accept-language", "nl-BE"}})->body, "nl");
}

TEST_F(WebDesk, OnlyWhatMayBeSharedIsKept) {
  get("/fr/form");
  get("/fr/form");
  get("/fr/list", {}, "POST");
  get("/fr/list", {}, "POST");
  EXPECT_EQ(rendered, 4);
  EXPECT_EQ(get("/fr/none")->status, 404);
  EXPECT_NE(get("/fr/none"), get("/fr/none"));
}

TEST_F(WebDesk, AssetsOutliveTheMinuteAndTheRevision) {
  auto const first = get("/assets/1/a.css", {{"accept-encoding", "br"}});
  revision = 9;
  clock.set(clock.now() + 24h);
  EXPECT_EQ(get("/assets/1/a.css", {{"accept-encoding", "br"}, {"host", "b"}}), first);
}

TEST_F(WebDesk, AFloodOfAddressesStaysWithinItsBytes) {
  PageCache cache(100'000);
  PageCache::Moment const now{1, 1};
  auto const page = std::make_shared<const Page>(Page{.body = std::string(1000, 'x')});
  for (int i = 0; i < 1000; ++i) {
    cache.keep("first", now, page);
    cache.find("first", now);
    cache.find("k" + std::to_string(i), now);
    cache.keep("k" + std::to_string(i), now, page);
    ASSERT_LE(cache.bytes(), 100'000U);
  }
  EXPECT_NE(cache.find("first", now), nullptr) << "what is asked for often stays";
  EXPECT_NE(cache.find("k999", now), nullptr);
  EXPECT_EQ(cache.find("k0", now), nullptr);
  EXPECT_GT(cache.bytes(), 50'000U);
  EXPECT_EQ(cache.find("first", {2, 1}), nullptr);
  EXPECT_EQ(cache.bytes(), 0U);
  cache.keep("late", now, page);
  EXPECT_EQ(cache.bytes(), 0U) << "a page of the moment before is not kept";
  cache.keep("huge", {2, 1}, std::make_shared<const Page>(Page{.body = std::string(200'000, 'x')}));
  EXPECT_EQ(cache.bytes(), 0U);
}

TEST_F(WebDesk, IsSafeFromSeveralThreads) {
  std::atomic<int> wrong = 0;
  Router pages;
  pages.add({.pattern = "/p/{n}"},
            [](const Visit& v) { return Reply{.body = v.segments[0], .keep = Keep::by_etag}; });
  std::atomic<std::uint64_t> moving = 0;
  Site const other{.router = pages, .clock = clock, .revision = [&] { return moving.load() / 50; }};
  Desk shared(other, 64 * 1024);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 2000; ++i) {
        auto const n = std::to_string(i % 97);
        if (shared.page({.target = "/fr/p/" + n})->body != n) ++wrong;
        ++moving;
      }
    });
  for (auto& t : threads) t.join();
  EXPECT_EQ(wrong, 0);
}

TEST(WebPage, AHeaderCannotBreakOut) {
  Reply reply{.body = "x"};
  reply.headers = {{"X-Good", "a"}, {"X-Bad", "a\r\nSet-Cookie: b"}, {"X-\nBad", "a"}};
  auto const page = make_page(std::move(reply), "r", Coding::identity, Effort::quick);
  EXPECT_EQ(
      page.head,
      "HTTP/1.1 200 OK\r\nX-Good: a\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 1\r\n");
}

}  // namespace
}  // namespace cote::web
