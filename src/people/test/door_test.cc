// SPDX-License-Identifier: AGPL-3.0-or-later
// The door on both databases.
#include "people/door.h"

#include <gtest/gtest.h>

#include "people/accounts/accounts.h"
#include "people/links/link_store.h"
#include "people/sign_in/brake.h"
#include "people/sign_in/secret.h"
#include "people/sign_in/totp.h"
#include "people/store.h"
#include "support/counting_db.h"
#include "support/database.h"
#include "support/people.h"

namespace cote::people {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr auto kPassword = "quatre mots sans rapport";
constexpr auto kOther = "cheval agrafe pile violette";

class DoorTest : public test::OnBoth {
 protected:
  Account someone(std::string_view name, std::vector<Role> roles, bool with_password = true) {
    auto account = test::sign_in(db(), name, std::move(roles), now).account;
    if (!with_password) return account;
    account.password = password::hash(kPassword, password::kCheap);
    db().write_with([&](db::Tx& tx) { store::set_password(tx, account.id, account.password); });
    return account;
  }
  Result<Pass> enter(std::string_view email, std::string_view password,
                     Caller caller = {.address = "192.0.2.1"}) {
    return door().sign_in(email, password, caller, now);
  }
  std::string code_of(const Account& account) const { return totp::code(account.second_key, now); }
  std::vector<std::string> actions() {
    std::vector<std::string> out;
    db().read_with([&](db::Session& s) {
      for (auto& [action] : s.all<std::string>("select action from ledger order by seq"))
        out.push_back(action);
    });
    return out;
  }
  std::vector<std::tuple<std::string, std::string, std::string>> letters() {
    return db().read([&](db::Session& s) {
      return s.all<std::string, std::string, std::string>(
          "select kind, recipient, body from outbox order by id");
    });
  }
  /// The token of the one link in a letter.
  static std::string token_in(const std::string& letter) {
    auto const at = letter.find("https://");
    auto const link = letter.substr(at, letter.find('\n', at) - at);
    return link.substr(link.rfind('/') + 1);
  }
  Door& door() {
    if (!door_) door_.emplace(db(), DoorOptions{.cost = password::kCheap});
    return *door_;
  }
  Links& links() {
    if (!links_) links_.emplace(door());
    return *links_;
  }
  Accounts accounts() { return {door(), links()}; }

  Time now = *parse_time("2026-11-23T09:00:00Z");

 private:
  std::optional<Door> door_{};
  std::optional<Links> links_{};
};

TEST_P(DoorTest, ASessionIsFoundByItsCookieAndKeptAsAHash) {
  someone("Paul", {Role::partner});
  auto const pass =
      enter(" Paul@Example.ORG ", kPassword, {.address = "192.0.2.1", .browser = "Firefox, Linux"});
  ASSERT_TRUE(pass);
  auto const present = door().who(pass->token, now);
  ASSERT_TRUE(present);
  EXPECT_EQ(present->account.email, "paul@example.org");
  EXPECT_EQ(present->session.browser, "Firefox, Linux");
  EXPECT_FALSE(door().who(pass->token + "x", now));
  EXPECT_FALSE(door().who("", now));
  db().read_with([&](db::Session& s) {
    for (auto const& [hash, form_token] :
         s.all<std::string, std::string>("select hash, form_token from session")) {
      EXPECT_NE(hash, pass->token);
      EXPECT_EQ(hash.size(), 64U);
      EXPECT_NE(form_token, pass->token);
    }
  });
  EXPECT_FALSE(door().who(pass->token, now + hours(1))) << "idle";
}

TEST_P(DoorTest, UsingASessionKeepsItAliveUntilItsAge) {
  someone("Paul", {Role::partner});
  auto const pass = enter("paul@example.org", kPassword);
  SessionLimits const limits;
  auto at = now;
  for (; at - now <= limits.absolute; at += minutes(30)) EXPECT_TRUE(door().who(pass->token, at));
  EXPECT_FALSE(door().who(pass->token, at));
}

TEST_P(DoorTest, SigningInTakesTheSameWorkForAnAddressThatNobodyHas) {
  someone("Paul", {Role::partner});
  auto invited = someone("Ines", {Role::editor}, false);
  auto const cost = [&](std::string_view email, std::string_view password) {
    auto const hashes = password::hashes();
    test::CountingDb counting(db());
    Door counted(counting, {.cost = password::kCheap});
    auto const reply = counted.sign_in(email, password, {.address = std::string(email)}, now);
    EXPECT_FALSE(reply);
    EXPECT_EQ(reply.problems().front().key, "people.wrong");
    EXPECT_EQ(reply.problems().front().field, "email");
    return std::pair(password::hashes() - hashes, counting.statements());
  };
  cost("warm@example.org", "x");  // the hash of nobody is made once
  auto const wrong = cost("paul@example.org", "not this one at all");
  EXPECT_EQ(wrong.first, 1U);
  EXPECT_GT(wrong.second, 5U);
  EXPECT_EQ(cost("nobody@example.org", "not this one at all"), wrong);
  EXPECT_EQ(cost("ines@example.org", "not this one at all"), wrong) << "no password yet";
  EXPECT_EQ(cost("", ""), wrong);
}

TEST_P(DoorTest, TheSecondFactorMakesASessionWholeAndNew) {
  auto const eva = someone("Eva", {Role::editor});
  auto const half = enter("eva@example.org", kPassword);
  ASSERT_TRUE(half);
  EXPECT_TRUE(half->present.half());
  EXPECT_TRUE(half->device.empty()) << "a browser is known when all of it was right";
  Caller const caller{.address = "192.0.2.1", .session = half->token};
  EXPECT_FALSE(door().second(half->present, "000000", caller, now));
  auto const whole = door().second(half->present, code_of(eva), caller, now);
  ASSERT_TRUE(whole);
  EXPECT_NE(whole->token, half->token);
  EXPECT_FALSE(whole->present.half());
  EXPECT_FALSE(door().who(half->token, now)) << "the half session is gone";
  EXPECT_TRUE(door().who(whole->token, now));
  // The same code again, elsewhere: somebody looked over her shoulder.
  auto const again = enter("eva@example.org", kPassword, {.address = "192.0.2.9"});
  auto const replay = door().second(again->present, code_of(eva), {.address = "192.0.2.9"}, now);
  ASSERT_TRUE(replay.invalid());
  EXPECT_EQ(replay.problems().front().key, "people.code_wrong");
}

TEST_P(DoorTest, ARecoveryCodeOpensOnce) {
  auto const eva = someone("Eva", {Role::editor});
  auto const half = enter("eva@example.org", kPassword);
  auto const whole = door().second(half->present, code_of(eva), {.address = "192.0.2.1"}, now);
  auto const codes = door().new_codes(whole->present, kPassword, {.address = "192.0.2.1"}, now);
  ASSERT_TRUE(codes);
  ASSERT_EQ(codes->size(), 10U);
  db().read_with([&](db::Session& s) {
    for (auto const& [hash] : s.all<std::string>("select hash from recovery_code"))
      EXPECT_EQ(hash.find(codes->front().substr(0, 4)), hash.npos);
  });
  auto const next = enter("eva@example.org", kPassword);
  EXPECT_TRUE(door().second(next->present, codes->front(), {.address = "192.0.2.1"}, now));
  auto const once_more = enter("eva@example.org", kPassword);
  EXPECT_FALSE(door().second(once_more->present, codes->front(), {.address = "192.0.2.1"}, now));
  EXPECT_EQ(db().read([&](db::Session& s) { return store::recovery_codes(s, eva.id); }), 9);
}

TEST_P(DoorTest, EnrollingProvesTheAppAndEndsOtherSessions) {
  auto eva = someone("Eva", {Role::editor});
  db().write_with([&](db::Tx& tx) { store::set_second(tx, eva.id, "", 0); });
  auto const one = enter("eva@example.org", kPassword);
  auto const other = enter("eva@example.org", kPassword, {.address = "192.0.2.2"});
  ASSERT_TRUE(one->present.must_enrol());
  auto const key = totp::new_key();
  Caller const caller{.address = "192.0.2.1", .session = one->token};
  EXPECT_FALSE(door().enrol(one->present, key, "123", "", caller, now));
  EXPECT_FALSE(door().enrol(one->present, "SHORT", totp::code(key, now), "", caller, now))
      << "a key of her own";
  auto const made = door().enrol(one->present, key, totp::code(key, now), "", caller, now);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->codes.size(), 10U);
  EXPECT_FALSE(door().who(one->token, now));
  EXPECT_FALSE(door().who(other->token, now));
  auto const present = door().who(made->pass.token, now);
  ASSERT_TRUE(present);
  EXPECT_FALSE(present->half());
  auto const again = door().enrol(*present, totp::new_key(), "1", "wrong password here", caller, now);
  ASSERT_TRUE(again.invalid());
  EXPECT_EQ(again.problems().front().key, "people.password_wrong") << "who has one proves herself first";
}

TEST_P(DoorTest, GuessingWaitsAndTheOwnerDoesNot) {
  someone("Paul", {Role::partner});
  auto const own = enter("paul@example.org", kPassword, {.address = "198.51.100.7"});
  ASSERT_TRUE(own);
  Caller const known{.address = "198.51.100.7", .device = own->device};
  // One guesser at one address, then many addresses, for two hours.
  int heard = 0;
  auto const until = now + hours(2);
  for (int n = 0; now < until; ++n, now += seconds(7)) {
    auto const caller =
        Caller{.address = n % 2 == 0 ? "203.0.113.5" : "203.0.113." + std::to_string(n % 200)};
    auto const guess = enter("paul@example.org", "guess number " + std::to_string(n), caller);
    ASSERT_TRUE(guess.invalid());
    if (guess.problems().front().key == "people.wrong") ++heard;
  }
  EXPECT_LT(heard, 400) << "of more than a thousand guesses";
  EXPECT_TRUE(enter("paul@example.org", kPassword, known)) << "his own browser is not slowed down";
  // From a new browser he waits half a minute at most.
  auto const elsewhere = enter("paul@example.org", kPassword, {.address = "198.51.100.99"});
  if (!elsewhere) {
    EXPECT_EQ(elsewhere.problems().front().key, "people.wait");
    EXPECT_LE(std::stoi(elsewhere.problems().front().args.front().second), 30);
  }
  now += seconds(31);
  EXPECT_TRUE(enter("paul@example.org", kPassword, {.address = "198.51.100.99"}));
}

TEST_P(DoorTest, AWaitIsToldTheSameWayForAnAddressThatNobodyHas) {
  someone("Paul", {Role::partner});
  for (auto const* email : {"paul@example.org", "nobody@example.org"}) {
    std::vector<std::string> keys;
    for (int n = 0; n < 8; ++n)
      keys.push_back(enter(email, "wrong wrong wrong", {.address = email}).problems().front().key);
    EXPECT_EQ(keys, (std::vector<std::string>{"people.wrong", "people.wrong", "people.wrong", "people.wrong",
                                              "people.wrong", "people.wrong", "people.wait", "people.wait"}))
        << email;
  }
}

TEST_P(DoorTest, AnOfficeBehindOneAddressGetsIn) {
  for (int n = 0; n < 40; ++n) {
    auto const name = "P" + std::to_string(n);
    someone(name, {Role::partner});
    EXPECT_TRUE(enter(name + "@example.org", kPassword, {.address = "198.51.100.1"})) << n;
  }
}

TEST_P(DoorTest, AHashWithOldParametersIsMadeAnew) {
  auto const paul = someone("Paul", {Role::partner});
  Door dearer(db(), {.cost = {.passes = 2, .memory = 8192}});
  EXPECT_TRUE(dearer.sign_in("paul@example.org", kPassword, {}, now));
  auto const held = db().read([&](db::Session& s) { return store::account(s, paul.id); });
  EXPECT_NE(held->password, paul.password);
  EXPECT_FALSE(password::outdated(held->password, {.passes = 2, .memory = 8192}));
  EXPECT_TRUE(dearer.sign_in("paul@example.org", kPassword, {}, now));
}

TEST_P(DoorTest, AnInvitationIsTakenUpOnce) {
  auto const admin = someone("Ada", {Role::administrator});
  Wish const wish{.name = "Ines", .email = "Ines@example.org", .lang = "en", .roles = {Role::editor}};
  auto const invited = accounts().invite(actor_of(admin), wish, "https://guide.example.org", now);
  ASSERT_TRUE(invited);
  auto const sent = letters();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(std::get<0>(sent[0]), "people.invitation");
  EXPECT_EQ(std::get<1>(sent[0]), "ines@example.org");
  EXPECT_NE(std::get<2>(sent[0]).find("Hello Ines"), std::string::npos);
  auto const token = token_in(std::get<2>(sent[0]));
  EXPECT_EQ(links().find(token, LinkKind::reset, now).state, LinkState::unknown) << "another kind of link";
  EXPECT_EQ(links().find(token, LinkKind::invitation, now).state, LinkState::good);
  EXPECT_EQ(links().find(token, LinkKind::invitation, now + hours(24 * 8)).state, LinkState::expired);
  EXPECT_TRUE(links().choose_password(token, LinkKind::invitation, "short", {}, now).invalid());
  auto const pass = links().choose_password(token, LinkKind::invitation, kOther, {}, now);
  ASSERT_TRUE(pass);
  EXPECT_TRUE(pass->present.must_enrol());
  EXPECT_EQ(links().find(token, LinkKind::invitation, now).state, LinkState::used);
  EXPECT_TRUE(links().choose_password(token, LinkKind::invitation, kPassword, {}, now).refused());
  EXPECT_TRUE(enter("ines@example.org", kOther));
  auto const twice = accounts().invite(actor_of(admin), wish, "https://guide.example.org", now);
  ASSERT_TRUE(twice.invalid());
  EXPECT_EQ(twice.problems().front().key, "people.email_taken");
}

TEST_P(DoorTest, AForgottenPasswordIsAnsweredAlikeAndMailedToWhomItBelongs) {
  someone("Paul", {Role::partner});
  db().write_with([](db::Tx& tx) { tx.run("update account set demo = 0"); });
  auto const old = enter("paul@example.org", kPassword);
  auto const cost = [&](std::string_view email) {
    test::CountingDb counting(db());
    Door counted(counting, {.cost = password::kCheap});
    Links(counted).want_reset(email, "https://guide.example.org", {.address = std::string(email)}, now);
    return counting.statements();
  };
  EXPECT_EQ(cost("paul@example.org"), cost("nobody@example.org"));
  EXPECT_EQ(links().send_wanted(now), 1);
  EXPECT_EQ(links().send_wanted(now), 0) << "once for each time it was asked";
  links().want_reset("paul@example.org", "https://guide.example.org", {.address = "203.0.113.9"}, now);
  EXPECT_EQ(links().send_wanted(now + minutes(4)), 0) << "nobody fills her box";
  auto const sent = letters();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(std::get<1>(sent[0]), "paul@example.org");
  auto const token = token_in(std::get<2>(sent[0]));
  auto const pass = links().choose_password(token, LinkKind::reset, kOther, {}, now);
  ASSERT_TRUE(pass);
  EXPECT_FALSE(door().who(old->token, now)) << "whoever was in is out";
  EXPECT_TRUE(door().who(pass->token, now));
  EXPECT_FALSE(enter("paul@example.org", kPassword));
  EXPECT_TRUE(enter("paul@example.org", kOther));
}

TEST_P(DoorTest, ANewLinkMakesTheOlderOneWorthless) {
  auto const paul = someone("Paul", {Role::partner});
  std::string first;
  std::string second;
  db().write_with([&](db::Tx& tx) {
    first = links().make(tx, paul, LinkKind::reset, "", "https://x.example", now);
    second = links().make(tx, paul, LinkKind::reset, "", "https://x.example", now);
  });
  EXPECT_EQ(links().find(token_in(first), LinkKind::reset, now).state, LinkState::used);
  EXPECT_EQ(links().find(token_in(second), LinkKind::reset, now).state, LinkState::good);
}

TEST_P(DoorTest, ANewAddressIsProvedBeforeItCounts) {
  auto const paul = someone("Paul", {Role::partner});
  someone("Anna", {Role::partner});
  auto const pass = enter("paul@example.org", kPassword);
  auto const ask = [&](std::string_view email) {
    return links().want_email(pass->present, email, kPassword, "https://guide.example.org", {}, now);
  };
  EXPECT_TRUE(ask("nonsense").invalid());
  EXPECT_TRUE(ask("anna@example.org")) << "the answer does not tell that this is somebody's";
  EXPECT_TRUE(letters().empty());
  EXPECT_TRUE(ask("Paul.Neuf@example.org"));
  auto const sent = letters();
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(std::get<1>(sent[0]), "paul.neuf@example.org");
  EXPECT_EQ(std::get<1>(sent[1]), "paul@example.org");
  EXPECT_TRUE(enter("paul@example.org", kPassword)) << "not yet";
  EXPECT_TRUE(links().confirm_email(token_in(std::get<2>(sent[0])), now));
  EXPECT_FALSE(enter("paul@example.org", kPassword));
  EXPECT_TRUE(enter("paul.neuf@example.org", kPassword));
}

TEST_P(DoorTest, ClosingAnAccountEndsItsSessionsAtOnce) {
  auto const admin = someone("Ada", {Role::administrator});
  auto const paul = someone("Paul", {Role::partner});
  auto const pass = enter("paul@example.org", kPassword);
  ASSERT_TRUE(accounts().set_active(actor_of(admin), paul.id, false, now));
  EXPECT_FALSE(door().who(pass->token, now));
  EXPECT_FALSE(enter("paul@example.org", kPassword));
  ASSERT_TRUE(accounts().set_active(actor_of(admin), paul.id, true, now));
  EXPECT_TRUE(enter("paul@example.org", kPassword));
  EXPECT_TRUE(accounts().set_active(actor_of(paul), admin.id, false, now).refused()) << "not his to do";
}

TEST_P(DoorTest, TheLastAdministratorStays) {
  auto const admin = someone("Ada", {Role::administrator});
  Wish const wish{.name = "Ada", .roles = {Role::editor}};
  auto const down = accounts().change(actor_of(admin), admin.id, wish, now);
  ASSERT_TRUE(down.invalid());
  EXPECT_EQ(down.problems().front().key, "people.last_administrator");
  EXPECT_TRUE(accounts().set_active(actor_of(admin), admin.id, false, now).invalid());
  someone("Bea", {Role::administrator});
  EXPECT_TRUE(accounts().change(actor_of(admin), admin.id, wish, now));
}

TEST_P(DoorTest, WhoChangesHerOwnRolesIsToldOf) {
  auto const admin = someone("Ada", {Role::administrator});
  someone("Aude", {Role::auditor});
  Wish const wish{.name = "Ada", .roles = {Role::administrator, Role::editor}};
  ASSERT_TRUE(accounts().change(actor_of(admin), admin.id, wish, now));
  auto const sent = letters();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(std::get<0>(sent[0]), "people.own_roles");
  EXPECT_EQ(std::get<1>(sent[0]), "aude@example.org");
  EXPECT_EQ(actions().back(), "people.account_changed");
}

TEST_P(DoorTest, TheFirstAdministratorIsMadeOnce) {
  Wish const wish{.name = "Ada", .email = "ada@example.org"};
  EXPECT_TRUE(accounts().empty());
  EXPECT_TRUE(accounts().first(wish, "short", now).invalid());
  auto const made = accounts().first(wish, kPassword, now);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->roles, std::vector<Role>{Role::administrator});
  EXPECT_FALSE(accounts().empty());
  EXPECT_TRUE(accounts().first({.name = "Eve", .email = "eve@example.org"}, kPassword, now).refused());
}

TEST_P(DoorTest, WhatIsLongOverIsRemoved) {
  auto const paul = someone("Paul", {Role::partner});
  enter("paul@example.org", kPassword);
  db().write_with([&](db::Tx& tx) { links().make(tx, paul, LinkKind::reset, "", "https://x.example", now); });
  auto const rows = [&](db::Session& s) {
    std::int64_t all = 0;
    for (auto const* table : {"session", "one_time_link", "known_device", "sign_in_brake"})
      all += std::get<0>(*s.one<std::int64_t>(std::string("select count(*) from ") + table));
    return all;
  };
  EXPECT_GT(db().read(rows), 4);
  db().write_with([&](db::Tx& tx) {
    store::tidy(tx, {}, now + hours(24 * 500));
    brake::tidy(tx, now + hours(24 * 500));
  });
  EXPECT_EQ(db().read(rows), 0);
}

COTE_ON_BOTH(DoorTest);

}  // namespace
}  // namespace cote::people
