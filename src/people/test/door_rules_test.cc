// SPDX-License-Identifier: AGPL-3.0-or-later
// Rules of the door that need no database: passwords, codes, waits, sessions.
#include <set>

#include <gtest/gtest.h>

#include "people/accounts/accounts.h"
#include "people/sign_in/brake.h"
#include "people/sign_in/password.h"
#include "people/sign_in/secret.h"
#include "people/sign_in/totp.h"

namespace cote::people {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Time kNow = *parse_time("2026-11-23T09:00:00Z");

TEST(Password, LengthAndGuessingCountSymbolsDoNot) {
  struct {
    const char* password;
    const char* fault;
  } const cases[] = {
      {"", "people.password_short"},
      {"Tr0ub4dor&3", "people.password_short"},
      {"éléphanteau", "people.password_short"},  // eleven characters, though thirteen bytes
      {"password1234", "people.password_common"},
      {"motdepassemotdepasse", "people.password_common"},
      {"aaaaaaaaaaaaaaaaaaaaaaaa", "people.password_common"},
      {"qwertyuiopasdfgh", "people.password_common"},
      {"anna.dupont@example.org", "people.password_common"},
      {"123456789012345", "people.password_common"},
      {"quatre mots sans rapport", nullptr},
      {"cheval agrafe pile violette", nullptr},
      {"مفتاح بيت جميل أخضر", nullptr},
  };
  std::vector<std::string> const about = {"Anna Dupont", "anna.dupont@example.org"};
  for (auto const& c : cases) {
    auto const fault = password::fault(c.password, about);
    EXPECT_EQ(fault.value_or("none"), c.fault == nullptr ? "none" : c.fault) << c.password;
  }
  EXPECT_EQ(password::fault(std::string(201, 'x')), "people.password_long");
}

TEST(Password, HashesAreArgon2idWithASaltOfTheirOwn) {
  auto const one = password::hash("quatre mots", password::kCheap);
  EXPECT_TRUE(one.starts_with("$argon2id$v=19$")) << one;
  EXPECT_NE(one, password::hash("quatre mots", password::kCheap));
  EXPECT_TRUE(password::is("quatre mots", one));
  EXPECT_FALSE(password::is("quatre mot", one));
  EXPECT_FALSE(password::is("", "", password::kCheap)) << "who has no password has no right one";
}

TEST(Password, OtherParametersAskForANewHash) {
  auto const cheap = password::hash("quatre mots", password::kCheap);
  EXPECT_FALSE(password::outdated(cheap, password::kCheap));
  EXPECT_TRUE(password::outdated(cheap, {.passes = 2, .memory = 8192}));
  EXPECT_TRUE(password::outdated(cheap));
}

TEST(Totp, GivesTheCodesOfRfc6238) {
  // Appendix B, SHA-1: the key is the ASCII text "12345678901234567890".
  constexpr auto kKey = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  EXPECT_EQ(secret::base32("12345678901234567890"), kKey);
  struct {
    long long at;
    const char* code;
  } const vectors[] = {{59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
                       {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (auto const& v : vectors) EXPECT_EQ(totp::code(kKey, Time(seconds(v.at)), 8), v.code) << v.at;
}

TEST(Totp, OnePeriodToEitherSideIsAcceptedAndEachCodeOnce) {
  auto const key = totp::new_key();
  ASSERT_TRUE(totp::is_key(key));
  auto const step = kNow.time_since_epoch().count() / totp::kPeriod;
  for (int off = -3; off <= 3; ++off) {
    auto const code = totp::code(key, kNow + seconds(off * totp::kPeriod));
    auto const found = totp::accepted(key, code, kNow, 0);
    auto const expected = off >= -1 && off <= 1 ? std::optional(step + off) : std::nullopt;
    EXPECT_EQ(found, expected) << off;
  }
  auto const code = totp::code(key, kNow);
  EXPECT_FALSE(totp::accepted(key, code, kNow, step)) << "used";
  EXPECT_FALSE(totp::accepted(key, totp::code(key, kNow - seconds(30)), kNow, step)) << "older than one used";
  EXPECT_TRUE(totp::accepted(key, code.substr(0, 3) + " " + code.substr(3), kNow, 0));
  for (auto const* typed : {"", "1", "0000000", "abcdef"}) EXPECT_FALSE(totp::accepted(key, typed, kNow, 0));
}

TEST(Totp, RecoveryCodesAreReadHoweverTheyAreTyped) {
  auto const codes = totp::recovery_codes();
  EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10U);
  auto lower = codes.front();
  for (auto& c : lower) c = static_cast<char>(std::tolower(c));
  EXPECT_EQ(totp::tidy_recovery(" " + lower + " "), totp::tidy_recovery(codes.front()));
  EXPECT_EQ(totp::tidy_recovery(codes.front()).size(), 16U);
  EXPECT_EQ(totp::tidy_recovery("123456"), "") << "a code of the app is not one of these";
}

TEST(Totp, TheSquareHoldsNoScriptAndSaysWhatItIs) {
  auto const drawn =
      totp::qr(totp::uri(totp::new_key(), "anna@example.org", "Côte à Côte"), "à photographier").str();
  EXPECT_TRUE(drawn.starts_with("<svg class=\"qr\""));
  EXPECT_NE(drawn.find("aria-label=\"à photographier\""), drawn.npos);
  EXPECT_EQ(totp::uri("ABC", "a@b.org", "Côte"),
            "otpauth://totp/C%C3%B4te:a%40b.org?secret=ABC&issuer=C%C3%B4te");
}

TEST(Brake, WaitsGrowAndAreBounded) {
  using brake::Kind;
  for (auto const kind : {Kind::pair, Kind::address, Kind::account, Kind::device}) {
    auto const rule = brake::rule(kind);
    brake::State state;
    auto now = kNow;
    seconds before{0};
    for (std::int64_t n = 1; n <= rule.free + 25; ++n) {
      now += brake::wait(kind, state, now);
      state = brake::after_mistake(kind, state, now);
      auto const pause = brake::wait(kind, state, now);
      EXPECT_EQ(pause > seconds(0), n > rule.free) << n;
      if (n == rule.free + 1) {
        EXPECT_EQ(pause, rule.first);
      }
      EXPECT_GE(pause, before);
      EXPECT_LE(pause, rule.most);
      before = pause;
    }
    EXPECT_EQ(before, rule.most);
    EXPECT_EQ(brake::wait(kind, state, now + rule.memory), seconds(0)) << "all is forgotten";
    EXPECT_EQ(brake::after_mistake(kind, state, now + rule.memory).failures, 1);
  }
}

TEST(Brake, SuccessForgivesOnesOwnMistakesAndNotEverybodys) {
  brake::State state;
  for (int n = 0; n < 40; ++n) state = brake::after_mistake(brake::Kind::address, state, kNow);
  EXPECT_EQ(brake::after_success(brake::Kind::pair, state), brake::State{});
  EXPECT_EQ(brake::after_success(brake::Kind::address, state).failures, 39);
}

TEST(Brake, AnIpv6NetworkIsOneNeighbourhood) {
  EXPECT_EQ(brake::neighbourhood("2001:db8:1:2::1"), brake::neighbourhood("2001:db8:1:2:ffff::9"));
  EXPECT_NE(brake::neighbourhood("2001:db8:1:2::1"), brake::neighbourhood("2001:db8:1:3::1"));
  EXPECT_EQ(brake::neighbourhood("192.0.2.7"), "192.0.2.7");
}

TEST(Session, EndsByIdlenessByAgeAndHalfwayIn) {
  SessionLimits const limits;
  Present p;
  p.account.roles = {Role::editor};
  p.account.second_key = "K";
  p.session = {.second = true, .created = kNow, .seen = kNow};
  EXPECT_FALSE(over(p, limits, kNow + limits.idle));
  EXPECT_TRUE(over(p, limits, kNow + limits.idle + seconds(1)));
  p.session.seen = kNow + limits.absolute;
  EXPECT_FALSE(over(p, limits, kNow + limits.absolute));
  EXPECT_TRUE(over(p, limits, kNow + limits.absolute + seconds(1)));
  p.session = {.second = false, .created = kNow, .seen = kNow + limits.half};
  EXPECT_TRUE(p.half());
  EXPECT_TRUE(over(p, limits, kNow + limits.half + seconds(1)));
}

TEST(Account, AWishIsHeldToItsRules) {
  auto const keys = [](const Wish& wish) {
    std::set<std::string> out;
    for (auto const& problem : faults(wish)) out.insert(problem.key);
    return out;
  };
  using Keys = std::set<std::string>;
  EXPECT_EQ(keys({}), (Keys{"people.name_wrong", "people.email_wrong", "people.role_missing"}));
  Wish wish{.name = "Anna", .email = "anna@example.org", .roles = {Role::partner}};
  EXPECT_EQ(keys(wish), Keys{"people.organisation_missing"});
  wish.organisations = {{uuid_of("organisation:x")}};
  EXPECT_EQ(keys(wish), Keys{});
  for (auto const* bad : {"anna", "@example.org", "anna@example", "anna@exa mple.org",
                          "a@b.org>\nBcc: x@y.org", "a@b@c.org", "a@b."})
    EXPECT_FALSE(is_email(bad)) << bad;
}

TEST(Caller, BrowsersAreToldApartAndNoMore) {
  EXPECT_EQ(browser_of("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"),
            "Firefox, Linux");
  EXPECT_EQ(
      browser_of("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"),
      "Chrome, Android");
  EXPECT_EQ(browser_of("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1"),
            "Safari, iPhone");
  EXPECT_EQ(browser_of("curl/8"), "");
}

}  // namespace
}  // namespace cote::people
