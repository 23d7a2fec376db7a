// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/personal/personal.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "people/ledger.h"
#include "people/personal/kinds.h"
#include "people/store.h"
#include "post/outbox.h"
#include "support/database.h"
#include "support/people.h"

namespace cote::people {
namespace {

auto const kNow = *parse_time("2026-11-23T09:00:00Z");
constexpr std::string_view kCanary = "canary4711";

class Personal : public test::OnBoth {
 protected:
  /// Somebody whose name and address are canaries, with one of everything that hangs on an account.
  test::SignedIn canary(std::vector<Role> roles = {Role::editor}) {
    auto she = test::sign_in(db(), kCanary, std::move(roles), kNow - std::chrono::hours(1));
    db().write_with([&](db::Tx& tx) {
      post::put(tx, {.kind = "people.invitation", .to = she.account.email, .text = "Bonjour canary4711"},
                kNow);
      tx.run("insert into known_device (hash, account_id, seen) values ('h', :id, :at)",
             {{"id", she.account.id.text}, {"at", iso(kNow)}});
      tx.run(
          "insert into guide_version (service_id, number, at, what, author_id, author, approved_by, note, "
          "record) "
          "values ('s', 1, :at, 'published', :id, :name, :name, '', '{}')",
          {{"at", iso(kNow)}, {"id", she.account.id.text}, {"name", she.account.name}});
      ledger::note(tx, she.actor(), {.action = "guide.published", .subject = "service", .subject_id = "s"},
                   kNow);
    });
    return she;
  }
  Actor administrator() { return test::sign_in(db(), "admin", {Role::administrator}, kNow).actor(); }

  std::int64_t count(const std::string& sql) {
    return db().read([&](db::Session& s) { return std::get<0>(s.one<std::int64_t>(sql).value()); });
  }
  /// Every text of every table, and every file of the database: where does the canary still sing?
  std::vector<std::string> places_of_canary() {
    std::vector<std::string> out;
    for (auto const& path : files()) {
      std::ifstream in(path, std::ios::binary);
      std::string const bytes((std::istreambuf_iterator<char>(in)), {});
      if (bytes.find(kCanary) != std::string::npos) out.push_back(path);
    }
    return out;
  }
  std::vector<std::string> files() {
    std::vector<std::string> out;
    if (!db().is_postgresql()) {
      auto const path = database.address().substr(7);
      for (auto const* end : {"", "-wal", "-shm"})
        if (std::filesystem::exists(path + end)) out.push_back(path + end);
      return out;
    }
    // The server's own files, when it is the one that the tests started.
    auto const* const folder = std::getenv("COTE_TEST_POSTGRESQL_FOLDER");
    if (folder == nullptr) return out;
    db().write_with([](db::Tx& tx) { tx.run("select 1"); });
    std::error_code unreadable;
    for (auto const& entry : std::filesystem::recursive_directory_iterator(
             std::filesystem::path(folder) / "data" / "data" / "base", unreadable))
      if (entry.is_regular_file()) out.push_back(entry.path().string());
    return out;
  }
};

TEST_P(Personal, AnErasedPersonIsNowhere) {
  auto const admin = administrator();
  auto const she = canary();
  ASSERT_FALSE(db().is_postgresql() ? false : places_of_canary().empty())
      << "the test must be able to find it";
  EXPECT_TRUE(personal::erase_account(db(), admin, she.account.id, kNow));
  EXPECT_TRUE(personal::erase_due(db(), kNow).empty()) << "nothing else is due, but the files are cleaned";
  EXPECT_EQ(places_of_canary(), std::vector<std::string>());
  // No orphan: nothing anywhere still names the account but the ledger.
  for (auto const& held : personal::holdings()) {
    if (held.table == "ledger" || held.table == "account" || !held.mine.starts_with("account_id")) continue;
    EXPECT_EQ(count(fmt::format("select count(*) from {} where account_id = '{}'", held.table,
                                she.account.id.text)),
              0)
        << held.table;
  }
  EXPECT_EQ(count("select count(*) from outbox"), 0);
  EXPECT_EQ(count("select number from erased where kind = 'account' and month = '2026-11'"), 1)
      << "the stub counts";
  auto const verdict = db().read([](db::Session& s) { return ledger::verify(s); });
  EXPECT_FALSE(verdict.broken) << "erasing a person leaves the chain whole";
  auto const rows =
      db().read([&](db::Session& s) { return ledger::rows(s, {.account = she.account.id.text}, 0, 9); });
  ASSERT_EQ(rows.size(), 1U) << "what was done stays";
  EXPECT_EQ(rows[0].actor, "") << "by nobody who could be named";
}

TEST_P(Personal, TheLastAdministratorStays) {
  auto const admin = test::sign_in(db(), "admin", {Role::administrator}, kNow);
  auto const refused = personal::erase_account(db(), admin.actor(), admin.account.id, kNow);
  ASSERT_TRUE(refused.refused());
  EXPECT_EQ(refused.fault(), Fault::conflict);
  test::sign_in(db(), "second", {Role::administrator}, kNow);
  EXPECT_TRUE(personal::erase_account(db(), admin.actor(), admin.account.id, kNow));
}

TEST_P(Personal, OnlyTheTableSaysWhoMay) {
  auto const she = canary();
  for (auto const role : roles()) {
    auto const who = test::sign_in(db(), fmt::format("a-{}", name(role)), {role}, kNow).actor();
    auto const text = personal::export_of(db(), who, she.account.id, "asked by her", kNow);
    EXPECT_EQ(static_cast<bool>(text), role == Role::auditor) << name(role);
    if (role == Role::administrator) continue;
    EXPECT_TRUE(personal::erase_account(db(), who, she.account.id, kNow).refused()) << name(role);
  }
  EXPECT_TRUE(personal::export_of(db(), she.actor(), she.account.id, "own", kNow)) << "one's own";
}

TEST_P(Personal, TheFileHoldsEverythingButSecrets) {
  auto const she = canary();
  auto const text = personal::export_of(db(), she.actor(), she.account.id, "own", kNow);
  ASSERT_TRUE(text);
  for (auto const* words :
       {"canary4711@example.org", "Firefox, Linux", "people.invitation", "guide.published", "editor"})
    EXPECT_NE(text->find(words), std::string::npos) << words;
  for (auto const& secret : {she.account.second_key, she.form_token, she.token, std::string("Bonjour")})
    EXPECT_EQ(text->find(secret), std::string::npos);
  auto const noted =
      db().read([&](db::Session& s) { return ledger::rows(s, {.action = "personal.exported"}, 0, 9); });
  ASSERT_EQ(noted.size(), 1U);
  EXPECT_EQ(noted[0].purpose, "own");
  EXPECT_TRUE(personal::export_of(db(), she.actor(), she.account.id, "", kNow).invalid())
      << "never without a reason";
}

TEST_P(Personal, WhatIsPastItsTermGoesAndIsCounted) {
  test::sign_in(db(), "admin", {Role::administrator}, kNow);
  auto const old = test::sign_in(db(), "old", {Role::partner}, kNow - std::chrono::days(800));
  auto const young = test::sign_in(db(), "young", {Role::partner}, kNow - std::chrono::days(10));
  db().write_with([&](db::Tx& tx) {
    tx.run("insert into known_device (hash, account_id, seen) values ('h', :id, :at)",
           {{"id", young.account.id.text}, {"at", iso(kNow - std::chrono::days(401))}});
  });
  auto const gone = personal::erase_due(db(), kNow);
  std::map<std::string, std::int64_t, std::less<>> by_kind;
  for (auto const& g : gone) by_kind[std::string(g.kind)] = g.number;
  EXPECT_EQ(by_kind["account"], 1);
  EXPECT_EQ(by_kind["device"], 1);
  EXPECT_FALSE(db().read([&](db::Session& s) { return store::account(s, old.account.id); }));
  EXPECT_TRUE(db().read([&](db::Session& s) { return store::account(s, young.account.id); }));
  EXPECT_EQ(count("select number from erased where kind = 'device' and month = '2026-11'"), 1);
  EXPECT_TRUE(personal::erase_due(db(), kNow).empty()) << "once is enough";
  auto const figures = db().read([](db::Session& s) { return personal::figures(s); });
  EXPECT_EQ(figures.size(), personal::kinds().size());
  EXPECT_EQ(figures[0].held, 2);
  EXPECT_EQ(figures[0].erased, 1);
}

TEST_P(Personal, EveryKindCanBeAskedAndHasItsWords) {
  auto const& fr = Text::in(*find_language("fr"));
  for (auto const& f : db().read([](db::Session& s) { return personal::figures(s); })) {
    EXPECT_TRUE(fr.has(fmt::format("personal.kind.{}", f.kind->name)));
    EXPECT_TRUE(fr.has(fmt::format("personal.purpose.{}", f.kind->name)));
    EXPECT_GT(f.kind->days, 0);
  }
}

TEST(PersonalTerm, CountsDownToTheDay) {
  auto const& k = *personal::kind("session");
  EXPECT_EQ(personal::days_left(k, kNow, kNow), 30);
  EXPECT_EQ(personal::days_left(k, kNow, kNow + std::chrono::days(29) + std::chrono::hours(1)), 0);
  EXPECT_EQ(personal::days_left(k, kNow, kNow + std::chrono::days(99)), 0);
  auto const& fr = Text::in(*find_language("fr"));
  auto const words = personal::countdown(fr, "session", kNow, kNow + std::chrono::days(7)).str();
  EXPECT_NE(words.find("23 jours"), std::string::npos) << words;
  EXPECT_NE(words.find("23 décembre 2026"), std::string::npos) << words;
  EXPECT_NE(personal::countdown(fr, "session", {}, kNow).str().find("30 jours"), std::string::npos);
  EXPECT_THROW(personal::countdown(fr, "nothing", kNow, kNow), std::logic_error);
}

COTE_ON_BOTH(Personal);

}  // namespace
}  // namespace cote::people
