// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/suit.h"

#include <gtest/gtest.h>

#include "activities/intake/test/world.h"

namespace cote::activities::intake {
namespace {

using levels::Step;

TEST(IntakeHalfDays, ReadAndWriteTheirWords) {
  EXPECT_EQ(half_days("tu-pm  mo-am").text(), "mo-am tu-pm");
  EXPECT_EQ(half_days("").text(), "");
  EXPECT_EQ(HalfDays::all().text().size(), 21U * 6 - 1);
  for (auto const* const wrong : {"mo", "mo-noon", "xx-am", "mo-am,tu-pm", "mo_am"})
    EXPECT_FALSE(HalfDays::parse(wrong)) << wrong;
  EXPECT_TRUE(half_days("").within(half_days("mo-am")));
  EXPECT_TRUE(half_days("mo-am").within(half_days("mo-am su-ev")));
  EXPECT_FALSE(half_days("mo-am su-ev").within(half_days("mo-am")));
}

TEST(IntakeSuit, WhatStandsInTheWayAndWhatItCosts) {
  auto distances = Distances{};
  distances.set("92094", "91034", 28);
  struct {
    const char* what;
    void (*change)(Learner&, Group&);
    unsigned obstacles;
    Cost cost;
  } const cases[] = {
      {"all is well", [](Learner&, Group&) {}, 0, 0},
      {"a step above the first level of the group",
       [](Learner& l, Group& g) {
         l.levels = levels::all_at(Step::a1_2);
         g.entry = levels::entry_between(Step::a1_1, Step::a2_1);
       },
       0, 100},
      {"28 km", [](Learner& l, Group&) { l.nis = "91034"; }, 0, 28},
      {"28 km with a limit of 28", [](Learner& l, Group&) { l.nis = "91034", l.farthest = 28; }, 0, 28},
      {"28 km with a limit of 27", [](Learner& l, Group&) { l.nis = "91034", l.farthest = 27; }, 1U << 4, 28},
      {"a distance nobody knows, with a limit", [](Learner& l, Group&) { l.nis = "93056", l.farthest = 1; },
       0, 50},
      {"a commune nobody knows", [](Learner& l, Group&) { l.nis = ""; }, 0, 50},
      {"another half-day than preferred", [](Learner& l, Group&) { l.prefers = half_days("we-pm"); }, 0, 20},
      {"a half-day that cannot be", [](Learner& l, Group&) { l.can = half_days("we-pm"); }, 1U << 2, 0},
      {"no half-day at all", [](Learner& l, Group&) { l.can = HalfDays{}; }, 1U << 2, 0},
      {"a timetable nobody knows", [](Learner& l, Group& g) { l.can = half_days("we-pm"), g.half_days = {}; },
       0, 0},
      {"childcare needed", [](Learner& l, Group&) { l.childcare = true; }, 1U << 3, 0},
      {"childcare needed and there", [](Learner& l, Group& g) { l.childcare = g.childcare = true; }, 0, 0},
      {"a level too low", [](Learner& l, Group&) { l.levels = levels::all_at(Step::none); }, 1U << 0, 100},
      {"a level nobody knows", [](Learner& l, Group&) { l.levels = {}; }, 1U << 1, 0},
      {"a level nobody knows, where none is asked", [](Learner& l, Group& g) { l.levels = {}, g.entry = {}; },
       0, 0},
  };
  for (auto const& c : cases) {
    auto who = learner("selam", Step::a1_1);
    auto where = group("morning", Step::a1_1, 3);
    c.change(who, where);
    auto const m = match(who, where, distances, {});
    EXPECT_EQ(m.obstacles, c.obstacles) << c.what;
    EXPECT_EQ(m.cost, c.cost) << c.what;
  }
}

}  // namespace
}  // namespace cote::activities::intake
