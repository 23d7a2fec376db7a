// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/db.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "support/database.h"

namespace cote::db {
namespace {

using test::OnBoth;

constexpr char kInsert[] = "insert into note (id, body, weight) values (:id, :body, :weight)";

class DbOnBoth : public OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (IsSkipped()) return;
    opened_ = open(database.address());
    opened_->write_with([](Tx& tx) {
      tx.run("create table note (id bigint primary key, body text, weight double precision)");
    });
  }
  Db& notes() { return *opened_; }
  std::int64_t count() {
    return notes().read(
        [](Session& s) { return std::get<0>(s.one<std::int64_t>("select count(*) from note").value()); });
  }

 private:
  std::unique_ptr<Db> opened_{};
};
COTE_ON_BOTH(DbOnBoth);

TEST_P(DbOnBoth, WhatIsWrittenIsReadBackExactly) {
  std::vector<std::tuple<std::int64_t, std::optional<std::string>, std::optional<double>>> const rows = {
      {1, "plain", 1.5},
      {2, "", 0.1 + 0.2},
      {3, std::nullopt, std::nullopt},
      {4, "l'apostrophe \"quote\" \\ ; -- :id $1 ? %s", -1e-300},
      {5, "العربية 🏠 Žluťoučký\nline\ttab", 50.46737219},
      {INT64_MIN, std::string(200'000, 'x'), 1e308},
      {INT64_MAX, "NULL", -0.0},
  };
  notes().write_with([&](Tx& tx) {
    for (auto const& [id, body, weight] : rows)
      EXPECT_EQ(tx.run(kInsert, {{"id", id}, {"body", body}, {"weight", weight}}), 1);
  });
  auto got = notes().read([](Session& s) {
    return s.all<std::int64_t, std::optional<std::string>, std::optional<double>>(
        "select id, body, weight from note");
  });
  auto want = rows;
  std::ranges::sort(got);
  std::ranges::sort(want);
  EXPECT_EQ(got, want);
}

TEST_P(DbOnBoth, NullGivesTheEmptyValueWhereNoneWasAskedFor) {
  notes().write_with([](Tx& tx) { tx.run("insert into note (id) values (7)"); });
  auto const row = notes().read([](Session& s) {
    return s.one<std::int64_t, std::string, double>("select id, body, weight from note").value();
  });
  EXPECT_EQ(row, std::tuple(std::int64_t{7}, std::string(), 0.0));
  EXPECT_FALSE(
      notes().read([](Session& s) { return s.one<std::string>("select body from note where id = 8"); }));
}

TEST_P(DbOnBoth, AStatementTakesAnyKindOfValueInTurn) {
  notes().write_with([](Tx& tx) {
    tx.run(kInsert, {{"id", 1}, {"body", std::optional<std::string>()}, {"weight", std::optional<double>()}});
    tx.run(kInsert, {{"id", 2}, {"body", "b"}, {"weight", 2.5}});
    tx.run(kInsert, {{"id", 3}, {"body", std::optional<std::string>()}, {"weight", std::optional<double>()}});
    tx.run(kInsert, {{"id", 4}, {"body", "d"}, {"weight", 4}});
  });
  auto const sum = notes().read([](Session& s) {
    return s.one<double, std::int64_t>("select sum(weight), count(body) from note").value();
  });
  EXPECT_EQ(sum, std::tuple(6.5, std::int64_t{2}));
}

TEST_P(DbOnBoth, RowsTouchedAreCounted) {
  notes().write_with([](Tx& tx) {
    for (int i = 0; i < 10; ++i) tx.run(kInsert, {{"id", i}, {"body", "x"}, {"weight", 1.0}});
    EXPECT_EQ(tx.run("update note set body = 'y' where id < :most", {{"most", 4}}), 4);
    EXPECT_EQ(tx.run("delete from note where id > :least", {{"least", 100}}), 0);
    EXPECT_EQ(tx.statements(), 12u);
  });
}

TEST_P(DbOnBoth, WorkThatThrowsLeavesNothing) {
  EXPECT_THROW(notes().write_with([](Tx& tx) {
    tx.run(kInsert, {{"id", 1}, {"body", "x"}, {"weight", 1.0}});
    throw std::runtime_error("changed my mind");
  }),
               std::runtime_error);
  EXPECT_EQ(count(), 0);
  notes().write_with([](Tx& tx) { tx.run(kInsert, {{"id", 1}, {"body", "x"}, {"weight", 1.0}}); });
  EXPECT_EQ(count(), 1);
}

TEST_P(DbOnBoth, AReaderThatStopsHalfWayHarmsNobody) {
  notes().write_with([](Tx& tx) {
    for (int i = 0; i < 10; ++i) tx.run(kInsert, {{"id", i}, {"body", "x"}, {"weight", 1.0}});
  });
  Column const kinds[] = {Column::integer};
  for (int round = 0; round < 10; ++round)
    EXPECT_THROW(notes().read_with([&](Session& s) {
      s.fetch("select id from note", {}, kinds, [](std::span<Value>) { throw std::logic_error("enough"); });
    }),
                 std::logic_error);
  EXPECT_EQ(count(), 10);
  notes().write_with([](Tx& tx) { tx.run("delete from note"); });
  EXPECT_EQ(count(), 0);
}

TEST_P(DbOnBoth, FailuresSayWhatKindAndNeverAValue) {
  auto const fails = [&](const std::function<void(Tx&)>& work) {
    try {
      notes().write_with(work);
    } catch (const Error& e) {
      EXPECT_EQ(std::string(e.what()).find("secret"), std::string::npos) << e.what();
      EXPECT_NE(std::string(e.what()).find("insert into"), std::string::npos) << e.what();
      return e.kind;
    }
    ADD_FAILURE() << "nothing was thrown";
    return Error::Kind::other;
  };
  EXPECT_EQ(fails([](Tx& tx) {
              for (int i = 0; i < 2; ++i) tx.run(kInsert, {{"id", 1}, {"body", "secret"}, {"weight", 1.0}});
            }),
            Error::Kind::constraint);
  EXPECT_EQ(fails([](Tx& tx) {
              tx.run("insert into nowhere (body) values (:body)", {{"body", "secret"}});
            }),
            Error::Kind::other);
  EXPECT_EQ(fails([](Tx& tx) {
              tx.run(kInsert, {{"id", 1}, {"body", std::string("secret\0x", 8)}, {"weight", 1.0}});
            }),
            Error::Kind::constraint);
  EXPECT_EQ(count(), 0);
}

TEST_P(DbOnBoth, ReadersCannotWrite) {
  EXPECT_THROW(notes().read_with([](Session& s) { s.run("insert into note (id) values (1)"); }), Error);
  EXPECT_EQ(count(), 0);
}

TEST_P(DbOnBoth, AReaderSeesOneMomentWhileOthersWrite) {
  notes().read_with([&](Session& s) {
    auto const before = s.one<std::int64_t>("select count(*) from note");
    notes().write_with([](Tx& tx) { tx.run(kInsert, {{"id", 1}, {"body", "x"}, {"weight", 1.0}}); });
    EXPECT_EQ(s.one<std::int64_t>("select count(*) from note"), before);
  });
  EXPECT_EQ(count(), 1);
}

TEST_P(DbOnBoth, WritersThatMeetAllGetThrough) {
  constexpr int kThreads = 4;
  constexpr int kEach = 25;
  notes().write_with([](Tx& tx) { tx.run(kInsert, {{"id", 0}, {"body", "sum"}, {"weight", 0.0}}); });
  auto const second = open(database.address());  // as another process would
  std::vector<std::jthread> threads;
  for (int t = 0; t < kThreads; ++t)
    threads.emplace_back([&, t] {
      auto& mine = t % 2 == 0 ? notes() : *second;
      for (int i = 0; i < kEach; ++i)
        mine.write_with([&](Tx& tx) {
          auto const now = std::get<0>(tx.one<double>("select weight from note where id = 0").value());
          tx.run("update note set weight = :weight where id = 0", {{"weight", now + 1}});
        });
    });
  threads.clear();
  auto const sum =
      notes().read([](Session& s) { return s.one<double>("select weight from note where id = 0").value(); });
  EXPECT_EQ(std::get<0>(sum), kThreads * kEach);
}

TEST(Db, RefusesAddressesItDoesNotKnow) {
  for (auto const* address :
       {"", "sqlite:", "sqlite::memory:", "mysql://x", "guide.sqlite", "sqlite:/nowhere/at/all/x.db",
        "postgresql://u:hunter2@[bad/x", "postgresql://u:hunter2@127.0.0.1:port/x",
        "postgresql://u:hunter2@127.0.0.1:1/x"}) {
    try {
      open(address);
      ADD_FAILURE() << address;
    } catch (const Error& e) {
      EXPECT_EQ(e.kind, Error::Kind::unavailable) << address;
      EXPECT_EQ(std::string(e.what()).find("hunter2"), std::string::npos) << e.what();
    }
  }
}

}  // namespace
}  // namespace cote::db
