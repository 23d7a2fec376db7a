// SPDX-License-Identifier: AGPL-3.0-or-later
#include <barrier>
#include <functional>
#include <set>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "activities/enrolment/door.h"
#include "activities/enrolment/store.h"
#include "activities/store.h"
#include "activities/test/world.h"
#include "db/together.h"
#include "people/ledger.h"
#include "support/database.h"

namespace cote::activities {
namespace {

using test::form_of;
using test::kNow;

/// Everybody at once: `work(i)` for each of `clients`, all let go at the same moment.
void at_once(int clients, const std::function<void(int)>& work) {
  std::barrier start(clients);
  std::vector<std::jthread> threads;
  threads.reserve(static_cast<std::size_t>(clients));
  for (int i = 0; i < clients; ++i)
    threads.emplace_back([&, i] {
      start.arrive_and_wait();
      work(i);
    });
}

class EnrolmentRace : public cote::test::OnBoth {};

TEST_P(EnrolmentRace, TwoHundredClientsForTwentyPlaces) {
  auto const course = test::make_course(db(), {.capacity = 20});
  // Two programs on one database, and a quarter of the clients click twice.
  auto const other = db::open(database.address());
  constexpr int kClients = 200;
  std::vector<Enrolled> first(kClients);
  std::vector<Enrolled> second(kClients);
  at_once(kClients, [&](int i) {
    auto const reader = people::Actor::reader();
    EnrolmentDoor const door{i % 2 == 0 ? db() : *other};
    auto const index = static_cast<std::size_t>(i);
    first[index] = *door.enrol(reader, course.edition, form_of(i), kNow);
    if (i % 4 == 0) second[index] = *door.enrol(reader, course.edition, form_of(i), kNow);
  });
  std::set<std::string> ids;
  int placed = 0;
  for (std::size_t i = 0; i < kClients; ++i) {
    ids.insert(first[i].id.text);
    placed += first[i].state == State::confirmed ? 1 : 0;
    if (i % 4 == 0) {
      EXPECT_EQ(second[i].id, first[i].id);
    }
  }
  EXPECT_EQ(ids.size(), static_cast<std::size_t>(kClients));
  EXPECT_EQ(placed, 20);
  auto const places = db().read([&](db::Session& s) { return store::places(s, course.edition); });
  EXPECT_EQ(places, (Places{20, 20, 180}));
  EXPECT_EQ(db().read([](db::Session& s) { return test::broken(s); }), "");
  // Everybody who has a place gives it up while those who wait answer their offers.
  at_once(kClients, [&](int i) {
    auto const reader = people::Actor::reader();
    EnrolmentDoor const door{i % 2 == 0 ? db() : *other};
    auto const& mine = first[static_cast<std::size_t>(i)];
    if (mine.state == State::confirmed) {
      EXPECT_TRUE(door.cancel(reader, Key::with(mine.code), "", kNow));
    } else if (i % 3 == 0) {
      (void)door.accept(reader, Key::with(mine.code), kNow);
    }
  });
  EXPECT_EQ(db().read([](db::Session& s) { return test::broken(s); }), "");
  EXPECT_EQ(db().read([&](db::Session& s) { return store::places(s, course.edition); }),
            (Places{20, 20, 160}));
  EXPECT_FALSE(db().read([](db::Session& s) { return people::ledger::verify(s); }).broken);
}

TEST_P(EnrolmentRace, OneThatFailsTakesNobodyWithIt) {
  db().write_with([](db::Tx& tx) { tx.run("create table tally (n bigint primary key)"); });
  std::atomic<int> failed = 0;
  at_once(60, [&](int i) {
    try {
      db().write_together_with([&](db::Tx& tx) {
        tx.run("insert into tally (n) values (:n)", {{"n", i}});
        if (i % 10 == 3) throw std::runtime_error("no");
      });
      EXPECT_NE(i % 10, 3);
    } catch (const std::runtime_error&) {
      EXPECT_EQ(i % 10, 3);
      ++failed;
    }
  });
  EXPECT_EQ(failed, 6);
  auto const kept = db().read(
      [](db::Session& s) { return std::get<0>(s.one<std::int64_t>("select count(*) from tally").value()); });
  EXPECT_EQ(kept, 54);
}

COTE_ON_BOTH(EnrolmentRace);

TEST(Together, ACommitThatFailsIsNotTriedAgain) {
  // Work that ran to its end and a commit of unknown fate: everybody in it is told, nothing runs twice.
  db::Together together;
  std::atomic<int> runs = 0;
  std::atomic<int> told = 0;
  at_once(8, [&](int) {
    try {
      together.run([&](db::Tx&) { ++runs; },
                   [&](const db::Together::Work& work) {
                     struct Nothing final : db::Tx {
                       std::int64_t run(std::string_view, const db::Binds&) override { return 0; }
                       void fetch(std::string_view, const db::Binds&, std::span<const db::Column>,
                                  const std::function<void(std::span<db::Value>)>&) override {}
                       [[nodiscard]] std::uint64_t statements() const override { return 0; }
                     } tx;
                     work(tx);
                     std::this_thread::sleep_for(std::chrono::milliseconds(2));
                     throw std::runtime_error("gone");
                   });
    } catch (const std::runtime_error&) {
      ++told;
    }
  });
  EXPECT_EQ(told, 8);
  EXPECT_EQ(runs, 8);
}

}  // namespace
}  // namespace cote::activities
