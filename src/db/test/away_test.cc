// SPDX-License-Identifier: AGPL-3.0-or-later
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "db/db.h"
#include "support/database.h"

namespace cote::db {
namespace {

using namespace std::chrono_literals;

std::int64_t ask(Db& db) {
  return std::get<0>(db.read([](Session& s) { return s.one<std::int64_t>("select 42").value(); }));
}

/// Asks until an answer comes; a server may take a moment to be back.
std::int64_t ask_patiently(Db& db) {
  for (auto const until = std::chrono::steady_clock::now() + 60s; std::chrono::steady_clock::now() < until;) {
    try {
      return ask(db);
    } catch (const Error& e) {
      EXPECT_EQ(e.kind, Error::Kind::unavailable) << e.what();
    }
    std::this_thread::sleep_for(50ms);
  }
  return -1;
}

TEST(DbAway, ConnectionsThatDiedWhileIdleAreReplacedUnseen) {
  test::Database database(test::Engine::postgresql);
  if (database.address().empty()) GTEST_SKIP() << "COTE_TEST_POSTGRESQL is not set: no PostgreSQL to test on";
  auto const db = open(database.address() + "&application_name=cote_away");
  EXPECT_EQ(ask(*db), 42);
  open(database.address())->write_with([](Tx& tx) {
    tx.all<std::int64_t>(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'cote_away'");
    // It is told to end, which takes a moment; only then is "died while idle" what is tested.
    for (std::int64_t left = 1; left > 0;) {
      tx.run("select pg_sleep(0.01)");
      tx.run("select pg_stat_clear_snapshot()");
      left = std::get<0>(
          tx.one<std::int64_t>("select count(*) from pg_stat_activity where application_name = 'cote_away'")
              .value());
    }
  });
  EXPECT_EQ(ask(*db), 42);
  db->write_with([](Tx& tx) { tx.run("create table after (x bigint)"); });
}

TEST(DbAway, AConnectionThatDiesInTheMiddleIsUnavailableAndTheNextWorks) {
  test::Database database(test::Engine::postgresql);
  if (database.address().empty()) GTEST_SKIP() << "COTE_TEST_POSTGRESQL is not set: no PostgreSQL to test on";
  auto const db = open(database.address());
  try {
    db->write_with([](Tx& tx) {
      tx.run("create table half (x bigint)");
      tx.run("select pg_terminate_backend(pg_backend_pid())");
      tx.run("create table other_half (x bigint)");
    });
    ADD_FAILURE() << "nobody noticed";
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, Error::Kind::unavailable) << e.what();
  }
  EXPECT_EQ(ask(*db), 42);
  EXPECT_THROW(db->write_with([](Tx& tx) { tx.run("insert into half (x) values (1)"); }), Error);
}

TEST(DbAway, TheServerStopsAndComesBackAndNobodyRestartsUs) {
  auto const* const known = std::getenv("COTE_TEST_POSTGRESQL");
  if (known == nullptr || *known == '\0')
    GTEST_SKIP() << "COTE_TEST_POSTGRESQL is not set: no PostgreSQL to test on";
  auto const folder = std::filesystem::temp_directory_path() / fmt::format("cote_away_{}", getpid());
  auto const script = [&](const char* verb, const std::string& more = "") {
    return std::system(fmt::format("sh '{}/test/support/postgres.sh' {} '{}' '{}.port' {}", COTE_SOURCE_DIR,
                                   verb, folder.string(), folder.string(), more)
                           .c_str());
  };
  auto const written = folder.string() + ".address";
  ASSERT_EQ(script("start", "> '" + written + "'"), 0);
  std::string address;
  std::getline(std::ifstream(written) >> std::ws, address);
  {
    auto const db = open(address);
    EXPECT_EQ(ask(*db), 42);
    EXPECT_EQ(script("halt"), 0);
    for (int i = 0; i < 20; ++i) {
      try {
        ask(*db);
        ADD_FAILURE() << "answered by a server that is not there";
      } catch (const Error& e) {
        EXPECT_EQ(e.kind, Error::Kind::unavailable) << e.what();
      }
    }
    EXPECT_EQ(script("resume"), 0);
    EXPECT_EQ(ask_patiently(*db), 42);
  }
  EXPECT_EQ(script("stop"), 0);
  std::filesystem::remove(written);
}

}  // namespace
}  // namespace cote::db
