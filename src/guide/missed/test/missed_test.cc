// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/missed/missed.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

#include "support/database.h"

namespace cote::guide::missed {
namespace {

Time start() { return parse_time("2026-11-03T09:40:00Z").value(); }

std::map<std::string, std::int64_t> told(Counter& counter) {
  std::map<std::string, std::int64_t> out;
  for (auto const& one : counter.take()) out[one.words] += one.times;
  return out;
}

TEST(MissedSearches, OnlyPlainWordsMayBeCounted) {
  struct {
    const char* asked;
    const char* counted;  // null: never
  } const cases[] = {{"Piscine", "piscine"},
                     {"  Cours de  natation ", "cours de natation"},
                     {"басейн", "басеин"},
                     {"مسبح", "مسبح"},
                     {"081 71 35 18", nullptr},
                     {"rue Haute 12", nullptr},
                     {"anna@example.org", nullptr},
                     {"https://example.org/x", nullptr},
                     {"Anna Petit", nullptr},
                     {"ANNA PETIT", nullptr},
                     {"madame petit", nullptr},
                     {"un deux trois quatre cinq", nullptr},
                     {"abcdefghijklmnopqrstuvwxyz", nullptr},
                     {"x", nullptr},
                     {"", nullptr}};
  for (auto const& c : cases) {
    auto const got = countable(c.asked);
    EXPECT_EQ(got.has_value(), c.counted != nullptr) << c.asked;
    if (got && c.counted) {
      EXPECT_EQ(*got, c.counted);
    }
  }
}

TEST(MissedSearches, TellWordsAtTheFifthPersonAndNotBefore) {
  Counter counter;
  for (int i = 0; i < 4; ++i) counter.note("piscine", "192.0.2." + std::to_string(i), start());
  for (int i = 0; i < 50; ++i) counter.note("piscine", "192.0.2.1", start());
  auto const before = told(counter);
  EXPECT_EQ(before.size(), 1U);
  EXPECT_EQ(before.at(""), 54);
  counter.note("Piscine", "192.0.2.9", start());
  EXPECT_EQ(told(counter).at("piscine"), 55);
  counter.note("piscine", "192.0.2.1", start());
  EXPECT_EQ(told(counter).at("piscine"), 1);
}

TEST(MissedSearches, OneHouseholdIsOnePerson) {
  Counter counter;
  for (int i = 0; i < 20; ++i) counter.note("piscine", "2001:db8:0:1::" + std::to_string(i + 1), start());
  EXPECT_FALSE(told(counter).contains("piscine"));
}

TEST(MissedSearches, ANewMonthBeginsWithNothingKnown) {
  Counter counter;
  for (int i = 0; i < 4; ++i) counter.note("piscine", "192.0.2." + std::to_string(i), start());
  counter.note("piscine", "192.0.2.9", start() + std::chrono::days(30));
  auto const counts = counter.take();
  for (auto const& one : counts) EXPECT_EQ(one.words, "");
  ASSERT_EQ(counts.size(), 2U);
  EXPECT_EQ(counts[0].month, "2026-11");
  EXPECT_EQ(counts[1].month, "2026-12");
}

// Whatever people do, nothing is told that fewer than kEnough of them asked in that month.
TEST(MissedSearches, RandomHistoriesNeverTellOfTheFew) {
  std::mt19937 chance(11);
  static constexpr const char* kWords[] = {"piscine", "cirque", "gymnase",   "poterie",
                                           "chorale", "tricot", "Anna Petit"};
  for (int round = 0; round < 200; ++round) {
    Counter counter;
    std::map<std::pair<std::string, std::string>, std::set<std::string>> who;
    std::map<std::pair<std::string, std::string>, std::int64_t> times;
    std::map<std::pair<std::string, std::string>, std::int64_t> heard;
    auto now = start();
    auto const listen = [&] {
      for (auto const& one : counter.take())
        if (!one.words.empty()) heard[{one.month, one.words}] += one.times;
    };
    for (int i = 0; i < 150; ++i) {
      now += std::chrono::hours(chance() % 12);
      std::string const words = kWords[std::min<std::size_t>(chance() % 9, 6)];
      auto const address = "192.0.2." + std::to_string(chance() % 9);
      std::pair const key{iso(now).substr(0, 7), words};
      who[key].insert(address);
      ++times[key];
      counter.note(words, address, now);
      if (chance() % 10 == 0) {
        listen();
        for (auto const& [told_key, count] : heard)
          ASSERT_GE(who[told_key].size(), kEnough) << told_key.second;
      }
    }
    listen();
    for (auto const& [key, people] : who) {
      bool const may = people.size() >= kEnough && key.second != "Anna Petit";
      ASSERT_EQ(heard.contains(key), may) << key.second << ' ' << people.size();
      if (may) {
        ASSERT_EQ(heard[key], times[key]);
      }
    }
  }
}

class MissedStore : public cote::test::OnBoth {};

TEST_P(MissedStore, AddsUpAndForgets) {
  auto const add = [&](std::vector<Count> counts) {
    db().write([&](db::Tx& tx) {
      store::add(tx, counts);
      return true;
    });
  };
  add({{"", "2026-11", 9}, {"piscine", "2026-11", 5}});
  add({{"", "2026-11", 3}, {"piscine", "2026-11", 1}, {"cirque", "2026-11", 8}, {"", "2026-10", 2}});
  auto const list = [&] { return db().read([](db::Session& s) { return store::listed(s, 100); }); };
  EXPECT_EQ(
      list(),
      (std::vector<Count>{
          {"", "2026-11", 12}, {"cirque", "2026-11", 8}, {"piscine", "2026-11", 6}, {"", "2026-10", 2}}));
  EXPECT_EQ(db().write([](db::Tx& tx) { return store::erase(tx, "2026-11"); }), 1);
  EXPECT_EQ(list().size(), 3U);
}

COTE_ON_BOTH(MissedStore);

}  // namespace
}  // namespace cote::guide::missed
