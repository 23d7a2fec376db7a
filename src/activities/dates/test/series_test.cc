// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/dates/series.h"

#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>

namespace {

using namespace cote;
using namespace cote::activities::dates;

LocalMinute at(std::string_view text) { return parse_local(text).value(); }
Pattern pattern(std::string_view start, std::string_view rule, std::optional<int> keep = {}) {
  return {{at(start), read_rule(rule).rule.value(), {}, {}}, keep};
}
const Terms kTerms{Minutes(180), "salle 2", {"Karim"}, 12};

Series good(const Result<Series>& of) {
  EXPECT_TRUE(of) << (of.invalid() ? of.problems().front().key : "refused");
  return of ? *of : Series{};
}
std::string key(const Result<Series>& of) { return of.invalid() ? of.problems().front().key : ""; }

// "1 11-24T09:00" and so on; an x for what is not held.
std::string told(const Series& series) {
  std::string out;
  for (auto const& session : series.sessions) {
    auto const now = seen(series, session);
    out += std::to_string(session.number) + " " + iso(now.starts).substr(5) +
           (now.state == State::held ? "" : "x") + " ";
  }
  return out;
}

Series tuesdays() { return good(start(pattern("2026-11-24T09:00", "FREQ=WEEKLY;COUNT=4"), kTerms, {})); }

TEST(Series, ThisOneMovesAlone) {
  auto const series = good(change_one(tuesdays(), 2, {.starts = at("2026-12-03T14:00")}));
  EXPECT_EQ(told(series), "1 11-24T09:00 2 12-03T14:00 3 12-08T09:00 4 12-15T09:00 ");
  EXPECT_EQ(series.sessions[1].sequence, 1);
  EXPECT_EQ(series.sessions[0].sequence, 0);
  EXPECT_EQ(series.sessions[1].slot, at("2026-12-01T09:00"));
  EXPECT_EQ(key(change_one(series, 3, {.starts = at("2026-12-03T14:00")})), "dates.double");
  EXPECT_EQ(change_one(series, 9, {}).fault(), Fault::missing);
}

TEST(Series, ThisAndFollowingGoToAnotherDayAndKeepTheirNumbers) {
  auto const series = good(change_following(
      tuesdays(), 3, {.pattern = pattern("2026-12-10T10:00", "FREQ=WEEKLY;COUNT=2"), .place = "salle 5"},
      {}));
  EXPECT_EQ(told(series), "1 11-24T09:00 2 12-01T09:00 3 12-10T10:00 4 12-17T10:00 ");
  EXPECT_EQ(series.parts.size(), 2U);
  EXPECT_EQ(write(*series.parts[0].pattern.when.rule), "FREQ=WEEKLY;UNTIL=20261208T075959Z");
  EXPECT_EQ(seen(series, series.sessions[0]).terms.place, "salle 2");
  EXPECT_EQ(seen(series, series.sessions[3]).terms.place, "salle 5");
  EXPECT_EQ(
      key(change_following(series, 3, {.pattern = pattern("2026-11-30T10:00", "FREQ=WEEKLY;COUNT=2")}, {})),
      "dates.before_previous");
}

TEST(Series, WhatANewRuleHasNoPlaceForIsDroppedAndComesBack) {
  auto const twice = pattern("2026-11-24T09:00", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4");
  auto const before = good(start(twice, kTerms, {}));
  auto const once = good(change_all(before, {.pattern = pattern("2026-11-24T09:00", "FREQ=WEEKLY;COUNT=2")},
                                    {}, LocalMinute::min()));
  EXPECT_EQ(told(once), "1 11-24T09:00 2 11-26T09:00x 3 12-01T09:00 4 12-03T09:00x ");
  EXPECT_EQ(once.sessions[1].dropped->terms, kTerms);
  EXPECT_EQ(change_one(once, 2, {}).fault(), Fault::conflict);
  auto const again = good(change_all(once, {.pattern = twice}, {}, LocalMinute::min()));
  EXPECT_EQ(told(again), told(before));
  EXPECT_EQ(again.sessions[1].sequence, 2);
}

TEST(Series, AllLeavesThePastAndWhatASessionHasOfItsOwn) {
  auto series =
      good(change_one(tuesdays(), 3, {.starts = at("2026-12-09T18:00"), .cancelled = "formatrice malade"}));
  series = good(
      change_all(series, {.clock = Minutes(13 * 60), .length = Minutes(120)}, {}, at("2026-11-30T00:00")));
  EXPECT_EQ(told(series), "1 11-24T09:00 2 12-01T13:00 3 12-09T18:00x 4 12-15T13:00 ");
  EXPECT_EQ(seen(series, series.sessions[0]).terms.length, Minutes(180));
  EXPECT_EQ(seen(series, series.sessions[2]).terms.length, Minutes(120));
  series = good(restore_one(series, 3));
  EXPECT_EQ(seen(series, series.sessions[2]).state, State::held);
}

TEST(Series, AnAddedSessionComesBesideTheNumberPromised) {
  auto series = good(start(pattern("2026-11-24T09:00", "FREQ=WEEKLY", 3), kTerms, {}));
  series = good(add_one(series, at("2026-11-27T09:00"), {}));
  EXPECT_EQ(told(series), "1 11-24T09:00 2 12-01T09:00 3 12-08T09:00 4 11-27T09:00 ");
  EXPECT_EQ(key(add_one(series, at("2026-12-01T09:00"), {})), "dates.double");
}

TEST(Series, ANewClosureWithholdsAndTheSeriesGoesOn) {
  Calendar const shut{true, {{*parse_date("2026-12-01"), *parse_date("2026-12-05"), "travaux"}}};
  auto const series = good(observe(good(start(pattern("2026-11-24T09:00", "FREQ=WEEKLY", 3), kTerms, {})),
                                   shut, at("2026-11-25T00:00")));
  EXPECT_EQ(told(series), "1 11-24T09:00 2 12-01T09:00x 3 12-08T09:00 4 12-15T09:00 ");
  EXPECT_EQ(seen(series, series.sessions[1]).withheld->words, "travaux");
}

class History {
 public:
  explicit History(unsigned seed) : engine_(seed) {
    series_ = good(start({some_pattern(at("2026-09-01T09:00"))}, kTerms, calendar_, number(0, 1) == 0));
  }

  // One random edit. What it may touch begins at `part_`, `slot_`; all else must be as it was.
  void step() {
    before_ = series_;
    only_.reset();
    untouched_from_.reset();
    auto const result = edit();
    if (!result) return;
    series_ = *result;
    check();
  }
  [[nodiscard]] int accepted() const { return accepted_; }

 private:
  int number(int low, int high) { return std::uniform_int_distribution(low, high)(engine_); }
  Pattern some_pattern(LocalMinute from) {
    constexpr const char* kRules[] = {"FREQ=WEEKLY",
                                      "FREQ=WEEKLY;BYDAY=TU,TH",
                                      "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR",
                                      "FREQ=MONTHLY;BYDAY=2TU,-1FR",
                                      "FREQ=DAILY;INTERVAL=3",
                                      "FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=-1"};
    auto out = Pattern{{from, read_rule(kRules[number(0, 5)]).rule, {}, {}}, {}};
    if (number(0, 2) == 0)
      out.keep = number(3, 14);
    else if (number(0, 1) == 0)
      out.when.rule->count = number(3, 14);
    else
      out.when.rule->until = instant_of(from + std::chrono::days(number(40, 120)));
    return out;
  }
  int some_number() { return number(1, static_cast<int>(series_.sessions.size())); }
  const Session& one(int number) { return before_.sessions[static_cast<std::size_t>(number - 1)]; }
  LocalMinute near(LocalMinute when) {
    return when + std::chrono::days(number(-6, 6)) + Minutes(number(-8, 8) * 15);
  }

  Change some_change(LocalMinute from) {
    Change out;
    switch (number(0, 4)) {
      case 0:
        out.pattern = some_pattern(from + std::chrono::days(number(0, 3)));
        break;
      case 1:
        out.clock = Minutes(number(8 * 4, 18 * 4) * 15);
        break;
      case 2:
        out.length = Minutes(number(4, 12) * 15);
        break;
      default:
        terms_only_ = true;
        out.place = "salle " + std::to_string(number(1, 9));
    }
    return out;
  }

  Result<Series> edit() {
    terms_only_ = false;
    auto const n = some_number();
    switch (number(0, 7)) {
      case 0:
        only_ = n;
        return change_one(series_, n, {.starts = near(one(n).slot)});
      case 1:
        only_ = n;
        return change_one(series_, n, {.cancelled = "malade"});
      case 2:
        only_ = n;
        return restore_one(series_, n);
      case 3:
        only_ = 0;
        return add_one(series_, near(one(n).slot), calendar_);
      case 4:
      case 5: {
        untouched_from_ = {one(n).part, one(n).slot};
        auto const change = some_change(one(n).slot);
        return change_following(series_, n, change, calendar_);
      }
      case 6: {
        auto const from = one(n).slot;
        not_before_ = from;
        auto result = change_all(series_, some_change(from), calendar_, from);
        return result;
      }
      default: {
        terms_only_ = false;
        auto const day = Date(day_of(one(n).slot) + std::chrono::days(number(0, 9)));
        calendar_.closures.push_back({day, day, "travaux"});
        untouched_from_ = {0, LocalMinute::min()};
        auto result = observe(series_, calendar_, LocalMinute::min());
        if (!result) calendar_.closures.pop_back();
        return result;
      }
    }
  }

  void check() {
    ++accepted_;
    auto const known = before_.sessions.size();
    ASSERT_GE(series_.sessions.size(), known);
    for (std::size_t i = 0; i < series_.sessions.size(); ++i)
      ASSERT_EQ(series_.sessions[i].number, static_cast<int>(i) + 1);
    ASSERT_EQ(series_.next_number, static_cast<int>(series_.sessions.size()) + 1);
    for (std::size_t i = 0; i < known; ++i) {
      auto const &was = before_.sessions[i], &now = series_.sessions[i];
      bool const changed = seen(before_, was) != seen(series_, now);
      ASSERT_EQ(now.sequence, was.sequence + (changed ? 1 : 0));
      // An added session may bring back one that was dropped from its day.
      if (only_ && *only_ != was.number && !(*only_ == 0 && was.dropped)) {
        ASSERT_EQ(was, now);
      }
      if (untouched_from_ && std::pair(was.part, was.slot) < *untouched_from_) {
        ASSERT_EQ(was, now);
      }
      if (terms_only_ && !was.dropped) {
        ASSERT_EQ(seen(before_, was).starts, seen(series_, now).starts);
        ASSERT_EQ(seen(before_, was).state, seen(series_, now).state);
      }
    }
    if (terms_only_) {
      ASSERT_EQ(series_.sessions.size(), known);
    }
    every_time_has_one_session();
  }

  void every_time_has_one_session() {
    std::multiset<std::pair<std::size_t, LocalMinute>> live;
    std::set<LocalMinute> held;
    for (auto const& session : series_.sessions) {
      auto const now = seen(series_, session);
      if (now.state == State::held) {
        ASSERT_TRUE(held.insert(now.starts).second) << iso(now.starts) << " twice";
      }
      if (!session.dropped) live.emplace(session.part, session.slot);
    }
    for (std::size_t part = 0; part < series_.parts.size(); ++part) {
      auto const planned = plan(series_.parts[part].pattern, calendar_);
      ASSERT_TRUE(planned);
      for (auto const& each : planned->times) {
        auto const many = live.count({part, each.starts});
        if (each.withheld && !series_.show_withheld) {
          ASSERT_LE(many, 1U);
        } else {
          ASSERT_EQ(many, 1U) << "part " << part << " " << iso(each.starts);
        }
        live.erase({part, each.starts});
      }
    }
    ASSERT_TRUE(live.empty()) << iso(live.begin()->second) << " of part " << live.begin()->first
                              << " is in no plan";
  }

  std::mt19937 engine_;
  Calendar calendar_{};
  Series series_{};
  Series before_{};
  std::optional<int> only_{};
  std::optional<std::pair<std::size_t, LocalMinute>> untouched_from_{};
  LocalMinute not_before_{};
  bool terms_only_ = false;
  int accepted_ = 0;
};

TEST(Series, RandomHistoriesLoseAndDoubleNothing) {
  int accepted = 0;
  for (unsigned seed = 1; seed <= 150; ++seed) {
    History history(seed);
    for (int step = 0; step < 25; ++step) {
      history.step();
      ASSERT_FALSE(HasFatalFailure()) << "seed " << seed << " step " << step;
    }
    accepted += history.accepted();
  }
  EXPECT_GT(accepted, 150 * 25 / 2);
}

}  // namespace
