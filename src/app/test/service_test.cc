// SPDX-License-Identifier: AGPL-3.0-or-later
// The house at work, with its network, its mail and its log.
#include "app/service.h"

#include <chrono>
#include <filesystem>
#include <mutex>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "kernel/json.h"
#include "post/outbox.h"
#include "post/queue.h"
#include "support/database.h"
#include "support/mail_server.h"
#include "support/people.h"
#include "web/assets.h"
#include "web/test/wire.h"

namespace cote::app {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

class AppService : public test::OnBoth {
 protected:
  Service& start(const std::function<void(Settings&)>& change = {}) {
    Settings settings;
    settings.database.address = database.address();
    settings.server.port = 0;
    settings.server.threads = 1;
    if (change) change(settings);
    service = std::make_unique<Service>(settings, Chosen{}, clock, [this](std::string_view line) {
      std::scoped_lock const lock(mutex);
      lines.emplace_back(line);
    });
    return *service;
  }
  std::string ask(const std::string& bytes) {
    web::test::Wire wire(service->port());
    wire.say(bytes);
    auto const heard = wire.hear();
    return std::to_string(heard.status) + '\n' + heard.body;
  }
  std::string get(const std::string& target, const std::string& headers = "") {
    return ask("GET " + target + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n");
  }
  std::string logged() {
    std::scoped_lock const lock(mutex);
    std::string out;
    for (auto const& line : lines) out += line + '\n';
    return out;
  }
  std::string states() {
    std::string out;
    for (auto const& c : db().read([](db::Session& s) { return post::queue::counts(s); }))
      out += c.state + ' ' + std::to_string(c.messages) + ' ';
    return out;
  }

  SystemClock clock;
  std::mutex mutex;
  std::vector<std::string> lines;
  std::unique_ptr<Service> service;
};

TEST_P(AppService, NothingPersonalReachesTheLog) {
  test::MailServer const server;
  for (auto const* const kind : {"text", "json"}) {
    start([&](Settings& s) {
      s.server.log = kind;
      s.mail = {
          .smtp = server.runs() ? server.url() : "smtp://127.0.0.1:1", .tls = "off", .from = "g@example.org"};
    });
    db().write_with([&](db::Tx& tx) {
      post::put(tx,
                {.kind = "t",
                 .to = "nobody@canary-host.example",
                 .subject = "canary-subject",
                 .text = "canary-body"},
                clock.now());
    });
    get("/fr/guide?q=canary-query");
    get("/canary-path/x");
    get("/fr/guide/canary-slug", "Cookie: session=canary-cookie\r\nUser-Agent: canary-agent\r\n");
    get("/desk",
        "Referer: http://canary-referer/\r\nX-Forwarded-For: canary-address\r\nAuthorization: Bearer "
        "canary\r\n");
    std::string const form = "email=canary-form%40example.org&password=canary-password";
    ask("POST /sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: "
        "application/x-www-form-urlencoded\r\nContent-Length: " +
        std::to_string(form.size()) + "\r\n\r\n" + form);
    ask("canary-method / HTTP/9.9\r\n\r\n");
    for (int n = 0; n < 250 && logged().find("message ") == std::string::npos; ++n)
      std::this_thread::sleep_for(20ms);
    service.reset();
  }
  auto const all = logged();
  EXPECT_THAT(all, HasSubstr("guide.list")) << "something was written";
  EXPECT_THAT(all, HasSubstr("message ")) << "the refused letter too";
  EXPECT_THAT(all, Not(HasSubstr("canary")));
  EXPECT_THAT(all, Not(HasSubstr("127.0.0.1 ")));
}

TEST_P(AppService, JsonIsOneObjectALine) {
  start([](Settings& s) { s.server.log = "json"; });
  get("/fr/guide");
  get("/nowhere");
  service->log().say("error", "two\nlines \"quoted\"");
  service.reset();
  ASSERT_GE(lines.size(), 3U);
  int answers = 0;
  for (auto const& line : lines) {
    EXPECT_EQ(line.find('\n'), std::string::npos);
    auto const value = boost::json::parse(line).as_object();
    EXPECT_TRUE(value.contains("at") && value.contains("level") && value.contains("event")) << line;
    if (value.at("event") == "answer") ++answers;
  }
  EXPECT_EQ(answers, 2);
}

TEST_P(AppService, ShowsItsFiguresToThisMachineOnly) {
  start();
  for (int n = 0; n < 2; ++n) {
    get("/fr/guide");
    get(web::asset_url("house.css").str());  // kept whatever the minute
  }
  auto const figures = get("/metrics");
  for (auto const* const line :
       {"200\n", "coteacote_http_requests_total{route=\"guide.list\",status=\"2xx\"} 2\n",
        "coteacote_database_up 1\n", "coteacote_outbox_messages{state=\"queued\"} 0\n",
        "coteacote_snapshot_age_seconds ", "coteacote_waiting{for=\"database\"} 1\n",
        "coteacote_job_failures_total{job=\"post.retention\"} 0\n", "coteacote_database_bytes "})
    EXPECT_THAT(figures, HasSubstr(line));
  EXPECT_THAT(figures, ::testing::ContainsRegex("coteacote_page_cache_hits_total [1-9]"));
  EXPECT_THAT(get("/metrics", "X-Forwarded-For: 198.51.100.7\r\n"), HasSubstr("404\n"));
  EXPECT_THAT(get("/health"), HasSubstr("\"database\":\"up\""));
}

TEST_P(AppService, ATokenOpensTheFiguresFromElsewhere) {
  start([](Settings& s) { s.metrics.token = "figures"; });
  EXPECT_THAT(get("/metrics"), HasSubstr("404\n"));
  EXPECT_THAT(get("/metrics", "Authorization: Bearer figures\r\n"), HasSubstr("200\n"));
}

TEST_P(AppService, MailGoesOutByItselfAndWaitsWhenItIsOff) {
  auto const put = [&] {
    db().write_with([&](db::Tx& tx) {
      post::put(tx, {.kind = "t", .to = "anna@example.org", .subject = "s", .text = "b"}, clock.now());
    });
  };
  auto const folder = std::filesystem::temp_directory_path() / ("cote_sink_" + std::to_string(getpid()));
  put();
  start();
  std::this_thread::sleep_for(100ms);
  service.reset();
  EXPECT_EQ(states(), "queued 1 ");
  start([&](Settings& s) { s.mail = {.from = "g@example.org", .folder = folder.string()}; });
  for (int n = 0; n < 250 && states() != "sent 1 "; ++n) std::this_thread::sleep_for(20ms);
  service.reset();
  EXPECT_EQ(states(), "sent 1 ");
  EXPECT_TRUE(std::filesystem::exists(folder / "1.eml"));
  std::filesystem::remove_all(folder);
}

TEST_P(AppService, AnEndingHouseFinishesWhatItWasAsked) {
  start();
  web::test::Wire wire(service->port());
  wire.say("GET /fr/guide HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(wire.hear().status, 200);
  service.reset();
  EXPECT_TRUE(wire.ends());
}

class AppHousePage : public test::OnBoth {
 protected:
  void SetUp() override {
    test::OnBoth::SetUp();
    if (IsSkipped()) return;
    Settings settings;
    settings.database.address = database.address();
    settings.metrics.token = "canary-token";
    settings.mail.user = "guide";
    house = std::make_unique<House>(settings, Chosen{}, clock);
  }
  web::Reply ask(const test::SignedIn& who, std::string method, std::string target, std::string body = "") {
    return house->site().answer({.method = std::move(method),
                                 .target = std::move(target),
                                 .headers = {who.cookie(),
                                             {"host", "localhost"},
                                             {"origin", "http://localhost"},
                                             {"content-type", "application/x-www-form-urlencoded"}},
                                 .body = std::move(body),
                                 .id = "r1"});
  }
  FixedClock clock{*parse_time("2026-11-23T09:00:00Z")};
  std::unique_ptr<House> house;
};

TEST_P(AppHousePage, ShowsHowItIsDoingWithoutSecretsWordsOrNames) {
  auto const admin = test::sign_in(db(), "Ada", {people::Role::administrator}, clock.now());
  db().write_with([&](db::Tx& tx) {
    post::put(tx,
              {.kind = "test.note",
               .to = "canary-name@example.org",
               .subject = "canary-subject",
               .text = "canary-body"},
              clock.now());
  });
  auto const reply = ask(admin, "GET", "/desk/house");
  EXPECT_EQ(reply.status, 200);
  for (auto const* const shown : {"test.note", "@example.org", "post.retention", "mail.smtp", "•••"})
    EXPECT_THAT(reply.body, HasSubstr(shown));
  EXPECT_THAT(reply.body, Not(HasSubstr("canary")));
}

TEST_P(AppHousePage, PuttingMessagesBackIsForWhoMayAndIsWrittenDown) {
  auto const admin = test::sign_in(db(), "Ada", {people::Role::administrator}, clock.now());
  auto const worker = test::sign_in(db(), "Wim", {people::Role::worker}, clock.now());
  db().write_with([&](db::Tx& tx) {
    post::put(tx, {.kind = "test.note", .to = "anna@example.org", .subject = "s", .text = "b"}, clock.now());
    tx.run("update outbox set state = 'failed', attempts = 20");
  });
  auto const state = [&] {
    return std::get<0>(
        *db().read([](db::Session& s) { return s.one<std::string>("select state from outbox"); }));
  };
  EXPECT_GE(ask(worker, "GET", "/desk/house").status, 400);
  EXPECT_GE(ask(worker, "POST", "/desk/house/retries", worker.form()).status, 400);
  EXPECT_EQ(state(), "failed");
  EXPECT_NE(ask(admin, "POST", "/desk/house/retries").status, 303) << "without the form's token";
  EXPECT_EQ(state(), "failed");
  auto const reply = ask(admin, "POST", "/desk/house/retries", admin.form());
  EXPECT_EQ(reply.status, 303);
  EXPECT_EQ(state(), "queued");
  auto const noted = db().read([](db::Session& s) {
    return s.one<std::string>("select detail from ledger where action = 'post.retried'");
  });
  ASSERT_TRUE(noted);
  EXPECT_EQ(std::get<0>(*noted), "{\"messages\":1}");
}

COTE_ON_BOTH(AppService);
COTE_ON_BOTH(AppHousePage);

}  // namespace
}  // namespace cote::app
