// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/queue.h"

#include <atomic>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "post/outbox.h"
#include "post/worker.h"
#include "support/database.h"

namespace cote::post {
namespace {

using namespace std::chrono_literals;
using Outcome = Handed::Outcome;

class PostQueue : public test::OnBoth {
 protected:
  std::int64_t add(std::string to = "anna@example.org") {
    return db().write([&](db::Tx& tx) {
      return put(tx, {.kind = "test.note", .to = to, .subject = "canary subject", .text = "canary text"},
                 now);
    });
  }
  std::optional<Outgoing> take(std::string_view claim) {
    return db().write([&](db::Tx& tx) { return queue::take(tx, claim, policy, now); });
  }
  bool settle(std::int64_t id, std::string_view claim, Outcome outcome) {
    return db().write([&](db::Tx& tx) {
      return queue::settle(tx, id, claim, {outcome, "451"}, policy, now);
    });
  }
  /// "state attempts subject body" of a message.
  std::string row(std::int64_t id) {
    auto const found = db().read([&](db::Session& s) {
      return s.one<std::string, std::int64_t, std::string, std::string>(
          "select state, attempts, subject, body from outbox where id = :id", {{"id", id}});
    });
    auto const& [state, attempts, subject, body] = *found;
    return state + ' ' + std::to_string(attempts) + ' ' + subject + '/' + body;
  }
  queue::Policy policy{.attempts = 3, .lease = 60s};
  Time now = *parse_time("2026-11-23T09:00:00Z");
};

TEST(PostQueueRules, PausesGrowAndHaveALimit) {
  EXPECT_EQ(queue::pause_after(1), 1min);
  EXPECT_EQ(queue::pause_after(2), 2min);
  EXPECT_EQ(queue::pause_after(9), 256min);
  EXPECT_EQ(queue::pause_after(10), 6h);
  EXPECT_EQ(queue::pause_after(1000), 6h);
  EXPECT_EQ(queue::pause_after(0), 1min);
}

TEST_P(PostQueue, WhatIsTakenIsTakenOnceAndItsWordsGoWhenItIsSent) {
  auto const id = add();
  auto const mine = take("me");
  ASSERT_TRUE(mine);
  EXPECT_EQ(mine->id, id);
  EXPECT_EQ(mine->text, "canary text");
  EXPECT_FALSE(take("you"));
  EXPECT_FALSE(settle(id, "you", Outcome::sent));
  EXPECT_TRUE(settle(id, "me", Outcome::sent));
  EXPECT_EQ(row(id), "sent 1 /");
  EXPECT_FALSE(settle(id, "me", Outcome::sent));
  EXPECT_FALSE(take("me"));
}

TEST_P(PostQueue, AProcessThatDiesLosesItsClaimWhenTheLeaseIsOver) {
  auto const id = add();
  auto const first = take("dead");
  now += 59s;
  EXPECT_FALSE(take("heir"));
  now += 1s;
  auto const again = take("heir");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->id, id);
  EXPECT_EQ(again->token, first->token);
  EXPECT_FALSE(settle(id, "dead", Outcome::sent));
  EXPECT_TRUE(settle(id, "heir", Outcome::sent));
}

TEST_P(PostQueue, TriesLaterAndGivesUpAtTheLimit) {
  auto const id = add();
  for (int attempt = 1; attempt <= 3; ++attempt) {
    ASSERT_TRUE(take("me")) << attempt;
    ASSERT_TRUE(settle(id, "me", attempt == 2 ? Outcome::unreachable : Outcome::later));
    EXPECT_FALSE(take("me"));
    now += queue::pause_after(attempt) - 1s;
    EXPECT_FALSE(take("me"));
    now += 1s;
  }
  EXPECT_FALSE(take("me"));
  EXPECT_EQ(row(id), "failed 3 canary subject/canary text");
  EXPECT_EQ(db().write([&](db::Tx& tx) { return queue::retry(tx, now); }), 1);
  EXPECT_TRUE(take("me"));
}

TEST_P(PostQueue, WhatIsRefusedForGoodIsNotTriedAgain) {
  auto const gone = add();
  ASSERT_TRUE(take("me"));
  ASSERT_TRUE(settle(gone, "me", Outcome::bounced));
  EXPECT_EQ(row(gone), "bounced 1 /");
  auto const refused = add();
  ASSERT_TRUE(take("me"));
  ASSERT_TRUE(settle(refused, "me", Outcome::failed));
  EXPECT_EQ(row(refused), "failed 1 canary subject/canary text");
  now += 24h;
  EXPECT_FALSE(take("me"));
}

TEST_P(PostQueue, ABounceIsBelievedWithTheTokenOnly) {
  auto const id = add();
  auto const mine = take("me");
  settle(id, "me", Outcome::sent);
  auto const report = [&](std::int64_t which, std::string_view token) {
    return db().write([&](db::Tx& tx) { return queue::bounced(tx, which, token, "5.1.1"); });
  };
  EXPECT_FALSE(report(id, "aaaaaaaaaaaaaaaa"));
  EXPECT_FALSE(report(id + 1, mine->token));
  EXPECT_TRUE(report(id, mine->token));
  EXPECT_FALSE(report(id, mine->token));
  EXPECT_EQ(row(id), "bounced 1 /");
}

TEST_P(PostQueue, AfterItsTermOnlyTheCountIsLeft) {
  auto const sent = add();
  take("me");
  settle(sent, "me", Outcome::sent);
  auto const failed = add();
  take("me");
  settle(failed, "me", Outcome::failed);
  auto const waiting = add();
  EXPECT_EQ(db().write([&](db::Tx& tx) { return queue::forget(tx, now); }), 0);
  EXPECT_EQ(db().write([&](db::Tx& tx) { return queue::forget(tx, now + 1s); }), 2);
  EXPECT_EQ(db().write([&](db::Tx& tx) { return queue::forget(tx, now + 1s); }), 0);
  auto const left = db().read([](db::Session& s) {
    return s.all<std::string, std::string>("select recipient, body from outbox order by id");
  });
  using Row = std::tuple<std::string, std::string>;
  EXPECT_EQ(left, (std::vector<Row>{
                      {"@example.org", ""}, {"@example.org", ""}, {"anna@example.org", "canary text"}}));
  EXPECT_EQ(row(waiting), "queued 0 canary subject/canary text");
  auto const counts = db().read([](db::Session& s) { return queue::counts(s); });
  ASSERT_EQ(counts.size(), 3U);
  auto const stuck = db().read([](db::Session& s) { return queue::stuck(s, 10); });
  ASSERT_EQ(stuck.size(), 2U);
  for (auto const& one : stuck) EXPECT_EQ(one.domain, "@example.org");
}

/// Notes what it was given, and takes a moment over it.
class Notes final : public Mailer {
 public:
  Notes(std::mutex& mutex, std::multiset<std::int64_t>& seen) : mutex_(mutex), seen_(seen) {}
  Handed hand_over(const Letter& letter) override {
    std::scoped_lock const lock(mutex_);
    seen_.insert(letter.id);
    return {Outcome::sent, {}};
  }

 private:
  std::mutex& mutex_;
  std::multiset<std::int64_t>& seen_;
};

TEST_P(PostQueue, SeveralWorkersSendEachMessageOnce) {
  constexpr int kMessages = 40;
  for (int n = 0; n < kMessages; ++n) add();
  std::mutex mutex;
  std::multiset<std::int64_t> seen;
  FixedClock const clock(now);
  std::vector<std::thread> workers;
  std::atomic<int> sent = 0;
  for (int n = 0; n < 3; ++n)
    workers.emplace_back([&] {
      auto const own = db::open(database.address());  // a process of its own, as far as the database knows
      Notes mailer(mutex, seen);
      while (sent < kMessages) {
        auto const round = deliver(
            *own, mailer, {.address = "g@example.org"}, policy, clock, [] { return false; },
            [](std::string_view) {});
        sent += round.sent;
        std::this_thread::yield();
      }
    });
  for (auto& worker : workers) worker.join();
  EXPECT_EQ(seen.size(), std::size_t{kMessages});
  EXPECT_EQ(std::set(seen.begin(), seen.end()).size(), std::size_t{kMessages});
}

COTE_ON_BOTH(PostQueue);

}  // namespace
}  // namespace cote::post
