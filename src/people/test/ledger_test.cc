// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/ledger.h"

#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/database.h"

namespace cote::people {
namespace {

using What = ledger::Broken::What;
auto const kNow = *parse_time("2026-11-23T09:00:00Z");

class Ledger : public test::OnBoth {
 protected:
  static void fill(db::Db& into, int entries) {
    into.write_with([&](db::Tx& tx) {
      for (int i = 0; i < entries; ++i)
        ledger::note(tx, Actor::house("test"),
                     {.action = "guide.published", .subject = "service", .subject_id = fmt::format("s{}", i)},
                     kNow + std::chrono::minutes(i));
    });
  }
  void fill(int entries) { fill(db(), entries); }
  static ledger::Verdict verdict(db::Db& of, const std::optional<ledger::Anchor>& anchor = {}) {
    return of.read([&](db::Session& s) { return ledger::verify(s, anchor); });
  }
  ledger::Verdict verdict(const std::optional<ledger::Anchor>& anchor = {}) { return verdict(db(), anchor); }
  /// What somebody does who may change the schema.
  static void tamper(db::Db& in, const std::vector<std::string>& statements) {
    auto const doors =
        in.is_postgresql()
            ? std::vector<std::string>{"drop trigger ledger_append_only on ledger",
                                       "drop trigger ledger_not_emptied on ledger"}
            : std::vector<std::string>{"drop trigger ledger_no_update", "drop trigger ledger_no_delete",
                                       "drop trigger ledger_no_insert"};
    in.write_with([&](db::Tx& tx) {
      for (auto const& sql : doors) tx.run(sql);
      for (auto const& sql : statements) tx.run(sql);
    });
  }
};

TEST_P(Ledger, EntriesAreNumberedAndLinked) {
  fill(3);
  auto const rows = db().read([](db::Session& s) {
    return s.all<std::int64_t, std::string>("select seq, hash from ledger order by seq");
  });
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(std::get<0>(rows[2]), 3);
  // The same words at another place in the chain are another hash.
  EXPECT_NE(std::get<1>(rows[0]), std::get<1>(rows[1]));
  EXPECT_EQ(std::get<1>(rows[2]).size(), 64U);
}

TEST_P(Ledger, AnUndoneChangeLeavesNoEntryAndNoGap) {
  auto const add = [&](db::Tx& tx) { return ledger::note(tx, Actor::reader(), {.action = "a.b"}, kNow); };
  EXPECT_THROW(db().write_with([&](db::Tx& tx) {
    add(tx);
    throw std::runtime_error("changed my mind");
  }),
               std::runtime_error);
  EXPECT_EQ(db().write(add), 1);
}

TEST_P(Ledger, OfAPersonOnlyTheIdIsWritten) {
  Actor const selam{.account = {uuid_of("selam")}, .name = "Selam Canary"};
  db().write([&](db::Tx& tx) { return ledger::note(tx, selam, {.action = "guide.read"}, kNow); });
  auto const row = db().read(
      [](db::Session& s) { return s.one<std::string, std::string>("select actor, account_id from ledger"); });
  ASSERT_TRUE(row);
  EXPECT_EQ(std::get<0>(*row), "");
  EXPECT_EQ(std::get<1>(*row), uuid_of("selam"));
}

TEST_P(Ledger, TheDatabaseRefusesAnythingButMore) {
  fill(3);
  std::vector<std::string> attempts = {
      "update ledger set actor = 'somebody else' where seq = 2",
      "update ledger set seq = 9 where seq = 2",
      "delete from ledger where seq = 3",
      "delete from ledger",
  };
  auto const row = "into ledger values (2, 'now', '', 'x', 'x', 'x', 'x', '{}', '', 'x')";
  if (db().is_postgresql()) {
    attempts.emplace_back("truncate ledger");
    attempts.push_back(fmt::format("insert {} on conflict (seq) do update set actor = 'x'", row));
  } else {
    attempts.push_back(fmt::format("insert or replace {}", row));
    attempts.push_back(fmt::format("replace {}", row));
  }
  for (auto const& sql : attempts) {
    try {
      db().write_with([&](db::Tx& tx) { tx.run(sql); });
      ADD_FAILURE() << "done: " << sql;
    } catch (const db::Error& error) {
      EXPECT_EQ(error.kind, db::Error::Kind::constraint) << sql;
    }
  }
  auto const v = verdict();
  EXPECT_FALSE(v.broken);
  EXPECT_EQ(v.entries, 3);
}

TEST_P(Ledger, AWholeChainHolds) {
  EXPECT_FALSE(verdict().broken) << "an empty one";
  fill(5);
  auto const v = verdict();
  EXPECT_FALSE(v.broken);
  EXPECT_EQ(v.entries, 5);
  EXPECT_EQ(v.hash.size(), 64U);
  EXPECT_FALSE(verdict(ledger::Anchor{5, v.hash}).broken);
}

TEST_P(Ledger, TheFirstBrokenLinkIsNamed) {
  struct Case {
    const char* what;
    std::vector<std::string> statements;
    std::int64_t seq;
    What how;
  };
  Case const cases[] = {
      {"edited", {"update ledger set detail = '{\"x\":1}' where seq = 4"}, 4, What::altered},
      {"who", {"update ledger set account_id = 'a' where seq = 2"}, 2, What::altered},
      {"removed", {"delete from ledger where seq = 3"}, 3, What::missing},
      {"the first removed", {"delete from ledger where seq = 1"}, 1, What::missing},
      {"moved up",
       {"update ledger set seq = 100 where seq = 3", "update ledger set seq = 3 where seq = 4",
        "update ledger set seq = 4 where seq = 100"},
       3,
       What::altered},
      {"cut", {"delete from ledger where seq > 4"}, 5, What::cut},
      {"emptied", {"delete from ledger"}, 1, What::cut},
      {"cut, and the head with it",
       {"delete from ledger where seq > 4", "update ledger_head set seq = 4"},
       4,
       What::altered},
      {"added",
       {"insert into ledger select 7, at, account_id, actor, action, subject, subject_id, detail, purpose, "
        "hash "
        "from ledger where seq = 6"},
       7,
       What::altered},
      {"before the first",
       {"insert into ledger select 0, at, account_id, actor, action, subject, subject_id, detail, purpose, "
        "hash "
        "from ledger where seq = 6"},
       0,
       What::beyond},
      {"a hash", {"update ledger set hash = '0' where seq = 6"}, 6, What::altered},
  };
  for (auto const& c : cases) {
    test::Database fresh(GetParam());
    fill(fresh.db(), 6);
    tamper(fresh.db(), c.statements);
    auto const v = verdict(fresh.db());
    ASSERT_TRUE(v.broken) << c.what;
    EXPECT_EQ(v.broken->seq, c.seq) << c.what;
    EXPECT_EQ(v.broken->what, c.how) << c.what;
  }
}

TEST_P(Ledger, ANoteKeptOutsideShowsALedgerWrittenAnew) {
  fill(6);
  ledger::Anchor const noted{6, verdict().hash};
  tamper(db(), {"delete from ledger", "update ledger_head set seq = 0, hash = ''"});
  EXPECT_FALSE(verdict().broken) << "a whole new chain holds by itself";
  EXPECT_EQ(verdict(noted).broken->what, What::cut);
  fill(2);
  fill(5);
  ASSERT_TRUE(verdict(noted).broken);
  EXPECT_EQ(verdict(noted).broken->what, What::anchor);
  EXPECT_EQ(verdict(noted).broken->seq, 6);
}

TEST_P(Ledger, WritersAtOnceMakeOneChain) {
  db();
  std::vector<std::jthread> writers;
  for (int w = 0; w < 4; ++w) writers.emplace_back([this] { fill(15); });
  writers.clear();
  auto const v = verdict();
  EXPECT_FALSE(v.broken);
  EXPECT_EQ(v.entries, 60);
}

TEST_P(Ledger, MoreEntriesThanAreReadAtOnce) {
  db().write_with([&](db::Tx& tx) {
    for (int i = 0; i < 4100; ++i) ledger::note(tx, Actor::reader(), {.action = "a.b"}, kNow);
  });
  std::int64_t seen = 0;
  auto const v = db().read([&](db::Session& s) {
    return ledger::verify(s, {}, [&](std::int64_t done, std::int64_t total) {
      EXPECT_EQ(total, 4100);
      seen = done;
    });
  });
  EXPECT_FALSE(v.broken);
  EXPECT_EQ(seen, 4100);
}

COTE_ON_BOTH(Ledger);

}  // namespace
}  // namespace cote::people
