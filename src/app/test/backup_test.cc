// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/backup.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <libpq-fe.h>
#include <unistd.h>

#include "app/root_key.h"
#include "db/db.h"
#include "people/ledger.h"
#include "people/seal/seal.h"
#include "people/seal/stream.h"
#include "support/database.h"
#include "support/kept_house.h"
#include "support/remains.h"

namespace cote::app {
namespace {

auto const kNow = *parse_time("2026-11-23T09:00:00Z");

using test::bytes_of;

void write(const std::filesystem::path& path, std::string_view text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

/// Where nothing is yet: a file in a new folder, or a new database of the same server.
struct NewMachine {
  explicit NewMachine(const std::string& old) : first(old) {
    if (old.starts_with("sqlite:")) {
      folder = std::filesystem::temp_directory_path() / fmt::format("cote_new_{}", getpid());
      address = "sqlite:" + (folder / "guide.db").string();
      return;
    }
    name = fmt::format("cote_new_{}", getpid());
    auto const path = old.find("/postgres?");
    address = old;
    address.replace(path, 9, "/" + name);
    on_server("create database " + name);
  }
  ~NewMachine() {
    if (name.empty()) {
      std::filesystem::remove_all(folder);
    } else {
      on_server(fmt::format("drop database {} with (force)", name));
    }
  }
  NewMachine(const NewMachine&) = delete;
  void on_server(const std::string& sql) const {
    auto* const connection = PQconnectdb(first.c_str());
    auto* const result = PQexec(connection, sql.c_str());
    EXPECT_EQ(PQresultStatus(result), PGRES_COMMAND_OK) << PQerrorMessage(connection);
    PQclear(result);
    PQfinish(connection);
  }
  std::string first{};
  std::string address{};
  std::string name{};
  std::filesystem::path folder{};
};

class Backup : public test::OnBoth {
 protected:
  void SetUp() override {
    test::OnBoth::SetUp();
    if (!IsSkipped()) db();
  }
  void add(db::Db& into, std::string_view id) {
    into.write_with([&](db::Tx& tx) {
      tx.run("insert into sign_in_brake (key, failures, last, until) values (:id, 0, '', '')", {{"id", id}});
      people::ledger::note(tx, people::Actor::house("test"), {.action = "topic.added"}, kNow);
    });
  }
  std::int64_t topics() {
    return db().read([](db::Session& s) {
      return std::get<0>(s.one<std::int64_t>("select count(*) from sign_in_brake").value());
    });
  }
  Restored restore(bool force = true) {
    return restore_backup(settings, file(), folder / "offline.secret", force);
  }
  [[nodiscard]] std::filesystem::path file() const { return folder / "one.backup"; }

  test::KeptHouse kept{database.address()};
  std::filesystem::path const& folder = kept.folder();
  Settings& settings = kept.settings;
};

TEST_P(Backup, BringsBackWhatWasThere) {
  add(db(), "housing");
  make_backup(settings, file(), kNow);
  add(db(), "later");
  db().write_with([](db::Tx& tx) { tx.run("delete from sign_in_brake where key = 'housing'"); });
  EXPECT_THROW(restore(false), people::KeyError) << "never over a database that is there, unless forced";
  auto const done = restore();
  EXPECT_EQ(done.made, kNow);
  EXPECT_FALSE(done.ledger_breaks_at);
  auto const ids =
      db().read([](db::Session& s) { return s.all<std::string>("select key from sign_in_brake"); });
  ASSERT_EQ(ids.size(), 1U);
  EXPECT_EQ(std::get<0>(ids[0]), "housing");
  EXPECT_TRUE(db::migrate(db()).empty()) << "the schema is whole";
  add(db(), "after");  // and goes on being a ledger
  EXPECT_THROW(db().write_with([](db::Tx& tx) { tx.run("delete from ledger"); }), db::Error);
}

TEST_P(Backup, RestoresToANewMachineWithTheRootKey) {
  people::Seal const seal(people::Keyring::open(db(), settings.keys.root, kNow));
  auto const sealed = seal.seal("account", "a1", "second_key", "JBSWY3DPEHPK3PXP");
  make_backup(settings, file(), kNow);
  NewMachine const elsewhere(database.address());
  settings.database.address = elsewhere.address;
  settings.keys.root = (folder / "new" / "root.key").string();
  auto const done = restore(false);
  EXPECT_TRUE(done.root_key_written);
  auto const there = db::open(elsewhere.address);
  people::Seal const theirs(people::Keyring::open(*there, settings.keys.root, kNow));
  EXPECT_EQ(theirs.open("account", "a1", "second_key", sealed), "JBSWY3DPEHPK3PXP");
}

TEST_P(Backup, MadeWhileWritersWriteIsOneMoment) {
  std::atomic<int> written = 0;
  std::jthread writer([&](const std::stop_token& stop) {
    for (int i = 0; !stop.stop_requested(); ++i) {
      add(db(), fmt::format("t{}", i));
      ++written;
    }
  });
  while (written < 20) std::this_thread::yield();
  make_backup(settings, file(), kNow);
  auto const after = written.load();
  while (written < after + 5) std::this_thread::yield();
  writer.request_stop();
  writer.join();
  restore();
  // Each topic was written with its entry: a torn copy would have more of one than of the other.
  auto const verdict = db().read([](db::Session& s) { return people::ledger::verify(s); });
  EXPECT_FALSE(verdict.broken);
  EXPECT_EQ(verdict.entries, topics());
  EXPECT_GE(topics(), 20);
  EXPECT_LE(topics(), after + 1);
}

TEST_P(Backup, RestoredWhileOthersReadAndWrite) {
  for (int i = 0; i < 10; ++i) add(db(), fmt::format("t{}", i));
  make_backup(settings, file(), kNow);
  for (int i = 10; i < 40; ++i) add(db(), fmt::format("t{}", i));
  std::atomic<int> torn = 0;
  std::jthread reader([&](const std::stop_token& stop) {
    auto const mine = db::open(database.address());
    while (!stop.stop_requested()) {
      try {
        auto const counts = mine->read([](db::Session& s) {
          return s.one<std::int64_t, std::int64_t>(
              "select (select count(*) from sign_in_brake), (select count(*) from ledger)");
        });
        if (std::get<0>(*counts) != std::get<1>(*counts)) ++torn;
      } catch (const db::Error&) {
        // At the moment of the exchange a statement may have to be asked again.
      }
    }
  });
  restore();
  EXPECT_EQ(topics(), 10);
  reader.request_stop();
  reader.join();
  EXPECT_EQ(torn, 0);
}

TEST_P(Backup, NothingChangesWhenTheFileIsNotWhole) {
  add(db(), "housing");
  make_backup(settings, file(), kNow);
  auto const whole = bytes_of(file());
  add(db(), "later");
  std::vector<std::string> broken = {whole.substr(0, whole.size() / 2), whole.substr(0, whole.size() - 1),
                                     whole + "x", whole.substr(1), ""};
  for (auto const at : {std::size_t{30}, whole.size() / 2, whole.size() - 3}) {
    broken.push_back(whole);
    broken.back()[at] = static_cast<char>(broken.back()[at] ^ 1);
  }
  for (auto const& bytes : broken) {
    write(file(), bytes);
    EXPECT_THROW(restore(), people::KeyError) << bytes.size();
    EXPECT_EQ(topics(), 2);
  }
  write(file(), whole);
  write(folder / "offline.secret", people::make_offline_pair().secret_text);
  EXPECT_THROW(restore(), people::KeyError) << "another key";
  EXPECT_EQ(topics(), 2);
  for (auto const& entry : std::filesystem::directory_iterator(folder))
    EXPECT_EQ(entry.path().string().find(".restore-"), std::string::npos) << "left behind: " << entry.path();
}

/// Somebody who owns the database changed what was written, past the program.
void forge(db::Db& db, const std::string& sql) {
  auto const triggers =
      db.is_postgresql() ? std::string("alter table ledger disable trigger user")
                         : std::get<0>(*db.read([](db::Session& s) {
                             return s.one<std::string>(
                                 "select group_concat('drop trigger ' || name, ';') from sqlite_master where "
                                 "type = 'trigger' and tbl_name = 'ledger'");
                           }));
  db.write_with([&](db::Tx& tx) {
    for (std::size_t at = 0; at < triggers.size();) {
      auto const end = std::min(triggers.find(';', at), triggers.size());
      tx.run(triggers.substr(at, end - at));
      at = end + 1;
    }
    tx.run(sql);
  });
}

TEST_P(Backup, ABrokenLedgerIsToldBeforeAnythingIsReplaced) {
  for (auto const* id : {"a", "b", "c"}) add(db(), id);
  forge(db(), "update ledger set purpose = 'tab\tback\\slash\nline' where seq = 2");
  make_backup(settings, file(), kNow);
  NewMachine const elsewhere(database.address());
  settings.database.address = elsewhere.address;
  settings.keys.root = (folder / "new" / "root.key").string();
  EXPECT_THROW(restore(false), people::KeyError);
  EXPECT_TRUE(db::nothing_there(elsewhere.address)) << "refused before the exchange";

  std::vector<std::string> told;
  bool empty_then = false;
  auto const done =
      restore_backup(settings, file(), folder / "offline.secret", true, {}, [&](std::string_view words) {
        told.emplace_back(words);
        empty_then = db::nothing_there(elsewhere.address);
      });
  EXPECT_EQ(done.ledger_breaks_at, 2);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_NE(told[0].find("entry 2"), std::string::npos) << told[0];
  EXPECT_TRUE(empty_then) << "told before";
}

TEST_P(Backup, AnyTextInTheLedgerIsReadBackAsItIs) {
  db().write_with([](db::Tx& tx) {
    for (auto const* const text : {"tab\there", "back\\slash", "two\nlines\r", "\\N", "", "é العربية", "\\."})
      people::ledger::note(tx, people::Actor::house("test"), {.action = "test", .purpose = text}, kNow);
  });
  make_backup(settings, file(), kNow);
  EXPECT_FALSE(restore().ledger_breaks_at);
}

TEST_P(Backup, ShowsNothingToWhoHasNotTheKey) {
  add(db(), "canary-topic-4711");
  people::RootFile::make(settings.keys.root);
  make_backup(settings, file(), kNow);
  auto const bytes = bytes_of(file());
  for (auto const* words : {"canary-topic-4711", "SQLite format", "PGDMP", "coteacote-root", "ledger"})
    EXPECT_EQ(bytes.find(words), std::string::npos) << words;
  auto const mode = std::filesystem::status(file()).permissions();
  EXPECT_EQ(mode & std::filesystem::perms(0077), std::filesystem::perms::none);
}

TEST_P(Backup, TheCopyThatAKilledProgramLeftGoesWithTheNext) {
  if (db().is_postgresql()) GTEST_SKIP() << "nothing unsealed is written to a file";
  auto const near = database.address().substr(7) + ".copy-";
  for (auto const* end : {"1-1", "1-1-wal", "2-1"}) write(near + end, "canary");
  for (auto const* end : {"1-1", "1-1-wal"})
    std::filesystem::last_write_time(near + end,
                                     std::filesystem::file_time_type::clock::now() - std::chrono::hours(25));
  make_backup(settings, file(), kNow);
  EXPECT_FALSE(std::filesystem::exists(near + "1-1"));
  EXPECT_FALSE(std::filesystem::exists(near + "1-1-wal"));
  EXPECT_TRUE(std::filesystem::exists(near + "2-1")) << "somebody may be at it";
}

TEST_P(Backup, WantsThePublicHalfAndRefusesTheSecretOne) {
  settings.keys.offline.clear();
  EXPECT_THROW(make_backup(settings, file(), kNow), people::KeyError);
  settings.keys.offline = (folder / "offline.secret").string();
  EXPECT_THROW(make_backup(settings, file(), kNow), people::KeyError);
  EXPECT_FALSE(std::filesystem::exists(file()));
}

TEST_P(Backup, TheOldestGoWhenTheirTermIsOver) {
  auto const into = folder / "daily";
  std::filesystem::create_directories(into);
  for (int day = 0; day < 5; ++day) make_backup(settings, into, kNow + std::chrono::days(day));
  write(into / "notes.txt", "not ours");
  write(into / "coteacote-20261124T090000Z.backup.part", "a killed program left it");
  Keeping const two{.newest = 2, .term = std::chrono::days(3)};
  EXPECT_EQ(prune_backups(into, two, kNow + std::chrono::days(4)), 3U);
  EXPECT_TRUE(std::filesystem::exists(into / "coteacote-20261127T090000Z.backup"));
  EXPECT_TRUE(std::filesystem::exists(into / "coteacote-20261126T090000Z.backup"));
  EXPECT_FALSE(std::filesystem::exists(into / "coteacote-20261125T090000Z.backup"));
  EXPECT_TRUE(std::filesystem::exists(into / "coteacote-20261124T090000Z.backup.part")) << "not yet";
  Keeping const any{.term = std::chrono::days(3)};
  EXPECT_EQ(prune_backups(into, any, kNow + std::chrono::days(7)), 2U)
      << "the third day, and what is not whole";
  EXPECT_TRUE(std::filesystem::exists(into / "coteacote-20261127T090000Z.backup")) << "its last day";
  EXPECT_EQ(prune_backups(into, any, kNow + std::chrono::days(7) + std::chrono::seconds(1)), 1U);
  EXPECT_TRUE(std::filesystem::exists(into / "notes.txt"));
}

COTE_ON_BOTH(Backup);

}  // namespace
}  // namespace cote::app
