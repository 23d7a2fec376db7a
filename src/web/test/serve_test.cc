// SPDX-License-Identifier: AGPL-3.0-or-later
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "web/site.h"
#include "web/test/wire.h"

namespace cote::web {
namespace {

using namespace std::chrono_literals;
using test::Heard;
using test::Wire;

/// A small site behind a real port.
class WebServe : public ::testing::Test {
 protected:
  WebServe() {
    router.add({.pattern = "/list", .name = "list"}, [this](const Visit& v) {
      ++rendered;
      return Reply{
          .body = "list of " + v.lang->tag + " at " + std::to_string(revision) + std::string(5000, 'x'),
          .keep = Keep::by_etag};
    });
    router.add({.method = "POST", .pattern = "/echo", .name = "echo"},
               [](const Visit& v) { return Reply{.body = v.request.body}; });
    router.add({.method = "POST", .pattern = "/import", .name = "import", .max_body = 300'000},
               [](const Visit& v) { return Reply{.body = std::to_string(v.request.body.size())}; });
    router.add({.method = "POST", .pattern = "/note", .name = "note", .max_body = 100},
               [](const Visit& v) { return Reply{.body = v.request.body}; });
    router.add({.pattern = "/who", .name = "who"},
               [](const Visit& v) { return Reply{.body = v.request.remote}; });
    router.add({.pattern = "/large", .name = "large"}, [](const Visit&) {
      return Reply{.content_type = "image/png", .body = std::string(20'000'000, 'y')};
    });
    router.add({.pattern = "/slow", .name = "slow"}, [this](const Visit&) {
      slow_began = true;
      std::this_thread::sleep_for(300ms);
      return Reply{.body = "slow"};
    });
    router.add({.pattern = "/export", .name = "export", .localised = false}, [this](const Visit& v) {
      auto const rows = std::stoi("0" + std::string(v.query.get("rows")));
      bool const broken = v.query.has("broken");
      return Reply{.content_type = "text/csv",
                   .stream = [this, rows, broken, n = 0]() mutable -> std::string {
                     if (broken && n == 2) throw std::runtime_error("the pen is dry");
                     ++streamed;
                     return n++ < rows ? "row " + std::to_string(n) + "\n" : "";
                   }};
    });
  }

  Server& start(ServeOptions options = {}) {
    options.port = 0;
    if (options.threads == 0) options.threads = 1;
    options.log = [this](const Answered& answered) {
      std::scoped_lock const lock(mutex);
      log += log_line(answered) + '\n';
    };
    server = std::make_unique<Server>(site, options);
    return *server;
  }
  [[nodiscard]] Heard ask(std::string_view bytes, bool bodiless = false) const {
    Wire wire(server->port());
    wire.say(bytes);
    return wire.hear(bodiless);
  }
  [[nodiscard]] Heard get(std::string_view target, std::string_view headers = "") const {
    return ask("GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n" + std::string(headers) + "\r\n");
  }

  std::atomic<std::uint64_t> revision = 1;
  std::atomic<int> rendered = 0;
  std::atomic<int> streamed = 0;
  std::atomic<bool> slow_began = false;
  std::mutex mutex;
  std::string log;
  Router router;
  FixedClock clock{parse_time("2026-11-23T09:00:00Z").value()};
  Site site{.router = router,
            .clock = clock,
            .revision = [this] { return revision.load(); },
            .failed = [](auto, auto) {}};
  std::unique_ptr<Server> server;
};

TEST_F(WebServe, AnswersHasDateAndClosesWhenAsked) {
  start();
  EXPECT_NE(server->port(), 0);
  auto const heard = get("/fr/list", "Connection: close\r\n");
  EXPECT_EQ(heard.status, 200);
  EXPECT_TRUE(heard.body.starts_with("list of fr at 1"));
  EXPECT_EQ(heard.header("connection"), "close");
  EXPECT_EQ(heard.header("content-type"), "text/html; charset=utf-8");
  EXPECT_TRUE(heard.header("date").ends_with(" GMT"));
  EXPECT_EQ(heard.header("vary"), "Accept-Encoding");
  EXPECT_FALSE(heard.headers.contains("server"));
  EXPECT_EQ(get("/fr/who").body, "127.0.0.1");
}

TEST_F(WebServe, RefusalsAreAnswersAndEndTheConversation) {
  start();
  struct {
    std::string bytes;
    int status;
  } const cases[] = {
      {"GET /fr/list HTTP/1.1\r\n\r\n", 400},
      {"GET /fr/list HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      {"GET /fr/list HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"POST /fr/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: "
       "chunked\r\n\r\n0\r\n\r\n",
       400},
      {"GET /fr/list HTTP/1.1\nHost: a\n\n", 400},
      {"nonsense\r\n\r\n", 400},
      {std::string("\x16\x03\x01\x00", 4), 400},
      {"GET /fr/list HTTP/3.0\r\nHost: a\r\n\r\n", 505},
      {"GET /" + std::string(10000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
      {"GET /fr/list HTTP/1.1\r\nHost: a\r\nX: " + std::string(100'000, 'a') + "\r\n\r\n", 431},
      {"POST /fr/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n" + std::string(500'000, 'a'),
       413},
  };
  for (auto const& c : cases) {
    Wire wire(server->port());
    wire.say(c.bytes);
    wire.say("GET /fr/list HTTP/1.1\r\nHost: a\r\n\r\n");
    auto const heard = wire.hear();
    EXPECT_EQ(heard.status, c.status) << c.bytes.substr(0, 80);
    EXPECT_TRUE(heard.whole);
    EXPECT_EQ(heard.header("connection"), "close");
    EXPECT_EQ(heard.header("cache-control"), "no-store");
    wire.stop_saying();
    EXPECT_TRUE(wire.ends()) << "what follows a refusal is not a request: " << c.bytes.substr(0, 80);
  }
  EXPECT_EQ(get("/fr/%zz").status, 400);
  EXPECT_EQ(get("/fr/%00").status, 400);
  EXPECT_EQ(get("/fr/none").status, 404);
  EXPECT_EQ(ask("get /fr/list HTTP/1.1\r\nHost: a\r\n\r\n").status, 501);
  EXPECT_EQ(ask("POST /fr/list HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n").header("allow"),
            "OPTIONS, GET, HEAD");
  EXPECT_EQ(ask("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").status, 204);
  EXPECT_EQ(ask("GET http://b/fr/list HTTP/1.1\r\nHost: a\r\n\r\n").status, 200);
}

TEST_F(WebServe, KeepsTheConnectionAndTheOrderOfRequests) {
  start();
  Wire wire(server->port());
  for (int i = 0; i < 3; ++i) {
    wire.say("POST /fr/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n" + std::to_string(i));
    EXPECT_EQ(wire.hear().body, std::to_string(i));
  }
  std::string many;
  for (int i = 0; i < 50; ++i)
    many += "POST /fr/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n" +
            std::to_string(10 + i) + "\r\n0\r\n\r\n";
  wire.say(many + "GET /fr/list HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  for (int i = 0; i < 50; ++i) EXPECT_EQ(wire.hear().body, std::to_string(10 + i));
  EXPECT_EQ(wire.hear().status, 200);
  EXPECT_TRUE(wire.ends());

  Wire old(server->port());
  old.say("GET /fr/who HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(old.hear().header("connection"), "keep-alive");
  old.say("GET /fr/who HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.hear().body, "127.0.0.1");
  EXPECT_TRUE(old.ends());
}

TEST_F(WebServe, WaitsForABodyThatAsksFirst) {
  start();
  Wire wire(server->port());
  wire.say("POST /fr/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(wire.hear().status, 100);
  wire.say("ok");
  EXPECT_EQ(wire.hear().body, "ok");
}

TEST_F(WebServe, AHeadHasNoBodyAndACopyIsNotSentAgain) {
  start();
  Wire wire(server->port());
  wire.say("HEAD /fr/list HTTP/1.1\r\nHost: a\r\n\r\n");
  auto const head = wire.hear(true);
  EXPECT_EQ(head.status, 200);
  wire.say("GET /fr/list HTTP/1.1\r\nHost: a\r\n\r\n");
  auto const whole = wire.hear();
  EXPECT_EQ(head.header("content-length"), std::to_string(whole.body.size()));
  EXPECT_EQ(head.header("etag"), whole.header("etag"));
  auto const tag = whole.header("etag");
  wire.say("GET /fr/list HTTP/1.1\r\nHost: a\r\nIf-None-Match: " + tag + "\r\n\r\n");
  auto const again = wire.hear();
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.header("etag"), tag);
  EXPECT_FALSE(again.headers.contains("content-length"));
  // The compressed copy is another one.
  wire.say("GET /fr/list HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip\r\nIf-None-Match: " + tag + "\r\n\r\n");
  auto const zipped = wire.hear();
  EXPECT_EQ(zipped.status, 200);
  EXPECT_EQ(zipped.header("content-encoding"), "gzip");
  EXPECT_LT(zipped.body.size(), 1000U);
  EXPECT_TRUE(zipped.body.starts_with("\x1f\x8b"));
  revision = 2;
  wire.say("GET /fr/list HTTP/1.1\r\nHost: a\r\nIf-None-Match: " + tag + "\r\n\r\n");
  EXPECT_TRUE(wire.hear().body.starts_with("list of fr at 2"));
}

TEST_F(WebServe, KeepsPagesUnlessToldNotTo) {
  start();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(get("/fr/list").status, 200);
  EXPECT_EQ(rendered, 1);
  start({.cache_bytes = 0});
  for (int i = 0; i < 5; ++i) EXPECT_EQ(get("/fr/list").status, 200);
  EXPECT_EQ(rendered, 6);
}

TEST_F(WebServe, SendsLargeAnswersWholeToSlowReaders) {
  start();
  Wire wire(server->port());
  wire.say("GET /fr/large HTTP/1.1\r\nHost: a\r\n\r\n");
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(get("/fr/who").status, 200) << "the reader of the large one does not stop others";
  auto const heard = wire.hear();
  EXPECT_TRUE(heard.whole);
  EXPECT_EQ(heard.body.size(), 20'000'000U);
}

TEST_F(WebServe, StreamsInChunksOrUntilTheEnd) {
  start();
  auto const heard = get("/export?rows=5000");
  EXPECT_EQ(heard.status, 200);
  EXPECT_TRUE(heard.whole);
  EXPECT_EQ(heard.header("transfer-encoding"), "chunked");
  EXPECT_TRUE(heard.body.ends_with("row 5000\n"));
  auto const old = ask("GET /export?rows=3 HTTP/1.0\r\n\r\n");
  EXPECT_EQ(old.body, "row 1\nrow 2\nrow 3\n");
  EXPECT_FALSE(old.headers.contains("transfer-encoding"));
  int const before = streamed;
  EXPECT_EQ(ask("HEAD /export?rows=3 HTTP/1.1\r\nHost: a\r\n\r\n", true).status, 200);
  EXPECT_EQ(streamed, before);
  auto const broken = get("/export?rows=9&broken");
  EXPECT_EQ(broken.body, "row 1\nrow 2\n");
  EXPECT_FALSE(broken.whole) << "a stream that breaks must not look complete";
}

TEST_F(WebServe, StreamsAreCompressedForThoseWhoAsk) {
  start();
  auto const plain = get("/export?rows=2000");
  EXPECT_EQ(plain.header("content-encoding"), "");
  EXPECT_NE(plain.header("vary").find("Accept-Encoding"), std::string::npos);
  for (std::string const coding : {"gzip", "br"}) {
    auto const heard = get("/export?rows=2000", "Accept-Encoding: " + coding + "\r\n");
    EXPECT_EQ(heard.header("content-encoding"), coding);
    EXPECT_TRUE(heard.whole);
    EXPECT_NE(heard.body, plain.body);
  }
  EXPECT_FALSE(get("/export?rows=9&broken", "Accept-Encoding: gzip\r\n").whole);
}

TEST_F(WebServe, SlowSendersAreToldAndStopNobody) {
  start({.header_seconds = 1, .body_seconds = 1});
  std::vector<std::unique_ptr<Wire>> slow;
  for (int i = 0; i < 50; ++i) {
    slow.push_back(std::make_unique<Wire>(server->port()));
    slow.back()->say(i % 2 == 0 ? "GET /fr/list HTTP/1.1\r\nHos"
                                : "POST /fr/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab");
  }
  EXPECT_EQ(get("/fr/who").status, 200);
  // A byte now and then does not prolong it.
  for (int i = 0; i < 4; ++i) {
    std::this_thread::sleep_for(300ms);
    slow[0]->say("t");
  }
  for (auto& wire : slow) {
    EXPECT_EQ(wire->hear().status, 408);
    wire->stop_saying();
    EXPECT_TRUE(wire->ends());
  }
}

TEST_F(WebServe, IdleConnectionsAreClosedWithoutAWord) {
  start({.idle_seconds = 1});
  Wire wire(server->port());
  EXPECT_TRUE(wire.ends());
  Wire used(server->port());
  used.say("GET /fr/who HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(used.hear().status, 200);
  EXPECT_TRUE(used.ends());
}

TEST_F(WebServe, AFullHouseSaysSoAndOpensAgain) {
  start({.max_connections = 20});
  std::vector<std::unique_ptr<Wire>> guests;
  for (int i = 0; i < 20; ++i) {
    guests.push_back(std::make_unique<Wire>(server->port()));
    guests.back()->say("GET /fr/who HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(guests.back()->hear().status, 200);
  }
  auto const heard = get("/fr/who");
  EXPECT_EQ(heard.status, 503);
  EXPECT_EQ(heard.header("retry-after"), "5");
  guests[3]->say("GET /fr/who HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(guests[3]->hear().status, 200) << "who is inside is served";
  guests.clear();
  int status = 0;
  for (int tries = 0; tries < 100 && status != 200; ++tries) {
    status = get("/fr/who").status;
    if (status != 200) std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(status, 200);
}

TEST_F(WebServe, StoppingLetsRunningAnswersFinish) {
  start({.threads = 2});
  Wire idle(server->port());
  idle.say("GET /fr/who HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(idle.hear().status, 200);
  Wire busy(server->port());
  busy.say("GET /fr/slow HTTP/1.1\r\nHost: a\r\n\r\n");
  while (!slow_began) std::this_thread::sleep_for(1ms);
  auto const port = server->port();
  server.reset();
  auto const heard = busy.hear();
  EXPECT_EQ(heard.body, "slow");
  EXPECT_TRUE(busy.ends());
  EXPECT_TRUE(idle.ends());
  Wire late(port);
  EXPECT_FALSE(late.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n") && late.hear().status != 0);
}

TEST_F(WebServe, LogsWhatHappenedAndNotWhatWasAsked) {
  start();
  {
    Wire wire(server->port());
    for (auto const* bytes :
         {"GET /fr/list?q=secret HTTP/1.1\r\nHost: a\r\n\r\n", "GET /fr/personal HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /fr/list HTTP/1.1\r\n\r\n"}) {
      wire.say(bytes);
      EXPECT_NE(wire.hear().status, 0);
    }
  }
  server.reset();
  EXPECT_NE(log.find(" list 200 "), std::string::npos) << log;
  EXPECT_NE(log.find(" none 404 "), std::string::npos) << log;
  EXPECT_NE(log.find("- none 400 "), std::string::npos) << log;
  for (auto const* hidden : {"secret", "personal", "127.0.0.1", "/fr"})
    EXPECT_EQ(log.find(hidden), std::string::npos) << hidden;
}

TEST_F(WebServe, APortThatIsTakenIsAnError) {
  start();
  ServeOptions const same{.port = server->port()};
  EXPECT_THROW(Server(site, same), std::system_error);
  EXPECT_THROW(Server(site, {.address = "not an address"}), std::system_error);
}

TEST_F(WebServe, ARouteSaysHowMuchItTakes) {
  start();
  auto const post = [&](const std::string& path, std::size_t size) {
    return ask("POST " + path + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(size) +
               "\r\n\r\n" + std::string(size, 'x'));
  };
  auto const chunked = [&](const std::string& path, std::size_t size) {
    std::string body;
    for (std::size_t at = 0; at < size; at += 10'000) body += "2710\r\n" + std::string(10'000, 'x') + "\r\n";
    return ask("POST " + path + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body +
               "0\r\n\r\n");
  };
  EXPECT_EQ(post("/fr/import", 300'000).body, "300000");
  EXPECT_EQ(post("/fr/import", 300'001).status, 413);
  EXPECT_EQ(chunked("/fr/import", 300'000).body, "300000");
  EXPECT_EQ(chunked("/fr/import", 310'000).status, 413);
  EXPECT_EQ(post("/fr/note", 100).status, 200);
  EXPECT_EQ(post("/fr/note", 101).status, 413);
  EXPECT_EQ(post("/fr/echo", 64 * 1024).status, 200);
  EXPECT_EQ(post("/fr/echo", 64 * 1024 + 1).status, 413);
  EXPECT_EQ(chunked("/fr/echo", 70'000).status, 413);
  EXPECT_EQ(post("/fr/nowhere", 64 * 1024 + 1).status, 413) << "what leads nowhere takes no more";
  EXPECT_EQ(post("/fr/nowhere", 10).status, 404);
}

TEST_F(WebServe, OneLongBodyDoesNotLengthenTheNext) {
  start();
  Wire wire(server->port());
  wire.say("POST /fr/import HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n" +
           std::string(200'000, 'x'));
  EXPECT_EQ(wire.hear().body, "200000");
  wire.say("POST /fr/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n");
  EXPECT_EQ(wire.hear().status, 413);
}

TEST_F(WebServe, OnlyATrustedProxyNamesTheReader) {
  start();
  EXPECT_EQ(get("/fr/who", "X-Forwarded-For: 203.0.113.7\r\n").body, "127.0.0.1");
  ServeOptions options;
  options.trusted_proxies = {"127.0.0.0/8"};
  start(options);
  EXPECT_EQ(get("/fr/who", "X-Forwarded-For: 192.0.2.66, 203.0.113.7\r\n").body, "203.0.113.7");
  EXPECT_EQ(get("/fr/who").body, "127.0.0.1");
}

TEST_F(WebServe, CountsWhatItKeeps) {
  start();
  for (int n = 0; n < 3; ++n) EXPECT_EQ(get("/fr/list").status, 200);
  auto const figures = server->figures();
  EXPECT_EQ(figures.cache_misses, 1U);
  EXPECT_EQ(figures.cache_hits, 2U);
  EXPECT_GT(figures.cache_bytes, 0U);
  EXPECT_EQ(figures.database_waiting, 0U);
}

TEST_F(WebServe, AnExportIsReadByThreadsThatMayWait) {
  std::thread::id answers;
  std::vector<std::thread::id> reads;
  router.add({.pattern = "/here", .name = "here", .localised = false}, [&](const Visit&) {
    answers = std::this_thread::get_id();
    return Reply{.body = "here"};
  });
  router.add(
      {.pattern = "/rows", .name = "rows", .localised = false, .work = Work::database}, [&](const Visit& v) {
        bool const broken = v.query.has("broken");
        return Reply{.content_type = "text/csv", .stream = [&reads, broken, n = 0]() mutable -> std::string {
                       if (broken && n == 2) throw std::runtime_error("the pen is dry");
                       reads.push_back(std::this_thread::get_id());
                       return n++ < 3 ? "row\n" : "";
                     }};
      });
  start();
  EXPECT_EQ(get("/here").body, "here");
  auto const heard = get("/rows");
  EXPECT_TRUE(heard.whole);
  EXPECT_EQ(heard.body, "row\nrow\nrow\n");
  EXPECT_EQ(reads.size(), 4U);
  for (auto const& thread : reads) EXPECT_NE(thread, answers) << "others are answered meanwhile";
  EXPECT_FALSE(get("/rows?broken=1").whole);
  EXPECT_EQ(get("/here").body, "here");
}

}  // namespace
}  // namespace cote::web
