// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/corrections/gate.h"

#include <algorithm>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "guide/corrections/allowance.h"
#include "guide/corrections/code.h"
#include "guide/corrections/rules.h"

namespace cote::guide::corrections {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

Time start() { return parse_time("2026-11-23T09:40:00Z").value(); }

std::string solution(const std::string& token, unsigned bits) {
  for (int n = 0;; ++n)
    if (solves(token, std::to_string(n), bits)) return std::to_string(n);
}

TEST(CorrectionGate, LetsInProofAtOnceAndPatienceLater) {
  Gate gate;
  auto const token = gate.issue("s-1", start(), 8);
  auto const nonce = solution(token, 8);
  struct {
    const char* what;
    std::string subject, token, nonce;
    seconds later;
    Gate::Entry entry;
  } const cases[] = {
      {"proof", "s-1", token, nonce, seconds(1), Gate::Entry::proven},
      {"proof of another form", "s-2", token, nonce, seconds(1), Gate::Entry::stale},
      {"no proof, at once", "s-1", token, "", seconds(1), Gate::Entry::too_soon},
      {"wrong proof, at once", "s-1", token, "x", seconds(1), Gate::Entry::too_soon},
      {"no proof, just not yet", "s-1", token, "", kPatience - seconds(1), Gate::Entry::too_soon},
      {"no proof, after patience", "s-1", token, "", kPatience, Gate::Entry::waited},
      {"at the end of its life", "s-1", token, nonce, kFormLives, Gate::Entry::proven},
      {"after it", "s-1", token, nonce, kFormLives + seconds(1), Gate::Entry::stale},
      {"from before it was made", "s-1", token, nonce, seconds(-1), Gate::Entry::stale},
      {"a changed letter", "s-1", (token[0] == 'A' ? "B" : "A") + token.substr(1), nonce, seconds(1),
       Gate::Entry::stale},
      {"nothing", "s-1", "", "", seconds(60), Gate::Entry::stale},
      {"too long a nonce", "s-1", token, std::string(5000, '0'), seconds(1), Gate::Entry::too_soon},
  };
  for (auto const& c : cases)
    EXPECT_EQ(gate.judge(c.subject, c.token, c.nonce, start() + c.later), c.entry) << c.what;
  Gate other;
  EXPECT_EQ(other.judge("s-1", token, nonce, start()), Gate::Entry::stale) << "the key is of one process";
}

TEST(CorrectionGate, TakesATokenOnce) {
  Gate gate;
  auto const token = gate.issue("s-1", start(), 4);
  auto const nonce = solution(token, 4);
  EXPECT_TRUE(gate.spend(token, start()));
  EXPECT_FALSE(gate.spend(token, start()));
  EXPECT_EQ(gate.judge("s-1", token, nonce, start()), Gate::Entry::stale);
  EXPECT_NE(gate.issue("s-1", start(), 4), token);
}

TEST(CorrectionGate, ProofCostsTheWorkItSays) {
  Gate const gate;
  // Of 400 tokens, about 400 / 2^4 are solved by one given nonce.
  int lucky = 0;
  for (int i = 0; i < 400; ++i) lucky += solves(gate.issue("s", start(), 4), "7", 4) ? 1 : 0;
  EXPECT_GT(lucky, 5);
  EXPECT_LT(lucky, 60);
}

TEST(CorrectionGate, WorkGrowsWithTheCrowd) {
  struct {
    std::uint64_t reports;
    unsigned bits;
  } const cases[] = {{0, kEasy},      {16, kEasy},  {17, kEasy + 1},
                     {33, kEasy + 2}, {300, kHard}, {1U << 30, kHard}};
  for (auto const& c : cases) EXPECT_EQ(difficulty(c.reports), c.bits) << c.reports;
}

TEST(CorrectionAllowance, HoldsEachAndAllInAnyHour) {
  // Random histories against a plain recount.
  std::mt19937 chance(7);
  for (int round = 0; round < 20; ++round) {
    Allowance::Rule const rule{.each = 3, .all = 10, .per = seconds(100)};
    Allowance allowance(rule);
    std::vector<std::pair<Time, std::string>> taken;
    auto now = start();
    for (int i = 0; i < 200; ++i) {
      now += seconds(chance() % 20);
      auto const who = std::string(1, static_cast<char>('a' + chance() % 5));
      auto const recent = [&](const auto& one) { return one.first + rule.per > now; };
      auto const all = std::ranges::count_if(taken, recent);
      auto const his =
          std::ranges::count_if(taken, [&](const auto& one) { return recent(one) && one.second == who; });
      bool const expected = all < 10 && his < 3;
      ASSERT_EQ(allowance.take(who, now), expected) << round << ' ' << i;
      if (expected) taken.emplace_back(now, who);
    }
  }
}

TEST(CorrectionAllowance, MasksAddressesForADay) {
  DailyMask mask;
  auto const now = start();
  EXPECT_EQ(mask.of("192.0.2.1", now), mask.of("192.0.2.1", now + hours(2)));
  EXPECT_EQ(mask.of("192.0.2.1", now), mask.of("::ffff:192.0.2.1", now));
  EXPECT_NE(mask.of("192.0.2.1", now), mask.of("192.0.2.2", now));
  EXPECT_EQ(mask.of("2001:db8:0:1::1", now), mask.of("2001:db8:0:1:ffff::2", now)) << "one household";
  EXPECT_NE(mask.of("2001:db8:0:1::1", now), mask.of("2001:db8:0:2::1", now));
  auto const today = mask.of("192.0.2.1", now);
  EXPECT_NE(today, mask.of("192.0.2.1", now + hours(24)));
  EXPECT_NE(today, DailyMask().of("192.0.2.1", now));
}

TEST(CorrectionCode, IsReadAsPeopleCopyIt) {
  auto const code = code::make();
  ASSERT_EQ(code.size(), 20U);
  EXPECT_EQ(code::printed(code).size(), 24U);
  EXPECT_EQ(code::read(code::printed(code)), code);
  EXPECT_EQ(code::read("1234-5678-9012-3456-7890"), "12345678901234567890");
  EXPECT_EQ(code::read("١٢٣٤ ٥٦٧٨ ٩٠١٢ ٣٤٥٦ ٧٨٩٠"), "12345678901234567890");
  EXPECT_EQ(code::read("۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵۶۷۸۹۰"), "12345678901234567890");
  for (auto const* bad :
       {"", "1234", "1234 5678 9012 3456 789", "1234 5678 9012 3456 78901", "abcd", "1234\xFF"})
    EXPECT_FALSE(code::read(bad)) << bad;
  EXPECT_EQ(code::hash(code).size(), 64U);
  EXPECT_EQ(code::hash(code).find(code), std::string::npos);
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(code::make());
  EXPECT_EQ(seen.size(), 1000U);
}

TEST(CorrectionRules, NameEveryMistakeOnce) {
  struct {
    const char* what;
    Draft draft;
    const char* field;
    const char* key;
  } const cases[] = {
      {"nothing said", {.path = "name"}, "right", "report.problem.empty"},
      {"a note alone", {.path = "name", .note = "x"}, "right", "report.problem.empty"},
      {"other without words", {.path = "other", .unknown = false}, "note", "report.problem.say_what"},
      {"too long", {.path = "name", .right = std::string(501, 'x')}, "right", "report.problem.too_long"},
      {"too long a note",
       {.path = "name", .unknown = true, .note = std::string(1001, 'x')},
       "note",
       "report.problem.too_long"},
  };
  for (auto const& c : cases) {
    auto const found = rules::check(c.draft);
    ASSERT_EQ(found.size(), 1U) << c.what;
    EXPECT_EQ(found.front().field, c.field) << c.what;
    EXPECT_EQ(found.front().key, c.key) << c.what;
  }
  std::string arabic;
  for (int i = 0; i < 500; ++i) arabic += "ع";
  for (auto const& good : {Draft{.path = "name", .right = arabic}, Draft{.path = "name", .unknown = true},
                           Draft{.path = "other", .note = "x"}})
    EXPECT_TRUE(rules::check(good).empty());
  EXPECT_EQ(rules::tidy({.right = " \x01 a\r\n\tb \n"}).right, "a\n b");
}

TEST(CorrectionRules, EachFieldBelongsToAPartOfThePage) {
  struct {
    const char* path;
    const char* part;
  } const cases[] = {{"places/0/hours", "hours"},
                     {"places/0/phones/1/number", "contact"},
                     {"at/0/address", "address"},
                     {"phones/0/number", "contact"},
                     {"summary@ar", "name"},
                     {"documents/2", "documents"},
                     {"languages/0/lang", "languages"},
                     {"audiences", "audience"},
                     {"cost", "price"},
                     {"admission", "appointment"},
                     {"organisation/url", "contact"},
                     {"description", "description"},
                     {"other", "other"},
                     {"nonsense", "other"}};
  for (auto const& c : cases) EXPECT_EQ(rules::part_of(c.path), c.part) << c.path;
}

}  // namespace
}  // namespace cote::guide::corrections
