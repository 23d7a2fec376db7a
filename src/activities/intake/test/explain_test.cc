// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/explain.h"

#include <gtest/gtest.h>

#include "activities/intake/test/world.h"
#include "kernel/lang.h"

namespace cote::activities::intake {
namespace {

using levels::Step;

std::vector<std::string> sentences(const std::vector<Reason>& why, const char* lang = "en") {
  auto out = std::vector<std::string>{};
  for (const Reason& r : why) {
    auto text = say(Text::in(*find_language(lang)), r);
    for (std::size_t at = 0; (at = text.find("\u00a0", at)) != std::string::npos;) text.replace(at, 2, " ");
    out.push_back(std::move(text));
  }
  return out;
}

using Said = std::vector<std::string>;

/// Selam is at A1.1 in Namur and may come on Monday mornings, 20 km at most, with a child to be looked after.
Day a_day(std::vector<Group> groups) {
  auto selam = learner("selam", Step::a1_1);
  selam.can = half_days("mo-am");
  selam.prefers = half_days("mo-am");
  selam.farthest = 20;
  auto day = Day{.units = {alone(selam, 5)}, .groups = std::move(groups)};
  day.distances.set("92094", "91034", 32);
  day.distances.set("92094", "92137", 14);
  return day;
}

Group away(Group g, std::string nis) {
  g.nis = std::move(nis);
  return g;
}

TEST(IntakeExplained, WhoHasAPlaceLearnsWhyThere) {
  auto const p = propose(a_day({group("here", Step::a1_1, 0), away(group("there", Step::a1_1, 1), "92137")}));
  ASSERT_EQ(p->placed.size(), 1U);
  EXPECT_EQ(
      sentences(p->placed.front().why),
      (Said{"Listening: A1.1. The group takes A1.1 to A1.1.", "The course is 14 km away.",
            "The preferred half-days.", "Choice 2 of 2 groups that suit. Those that suit better are full."}));
  EXPECT_EQ(sentences(p->why), (Said{"1 of 1 people have a place in this proposal.",
                                     "It is proven: by these rules no other arrangement does better."}));
}

TEST(IntakeExplained, WhoHasNoneLearnsWhatWouldHaveToChange) {
  struct {
    const char* what;
    std::vector<Group> groups;
    void (*change)(Day&);
    Cause cause;
    Said said;
  } const cases[] = {
      {"full, and the next is too far",
       {group("here", Step::a1_1, 0), away(group("far", Step::a1_1, 4), "91034")},
       [](Day&) {},
       Cause::full,
       {"The group that suits is full.", "Listening: A1.1 is full.",
        "The nearest with places is 32 km away."}},
      {"too far",
       {away(group("far", Step::a1_1, 4), "91034")},
       [](Day&) {},
       Cause::distance,
       {"One group suits, but more than 20 km away.", "The nearest with places is 32 km away."}},
      {"other half-days",
       {group("a", Step::a1_1, 1, "we-pm"), group("b", Step::a1_1, 0, "th-ev")},
       [](Day&) {},
       Cause::half_days,
       {"2 groups have this level, but at other half-days.", "One group has places at other half-days."}},
      {"no childcare",
       {group("a", Step::a1_1, 1)},
       [](Day& d) { d.units[0].members[0].childcare = true; },
       Cause::childcare,
       {"One group suits, but has no childcare.", "One group has places, without childcare."}},
      {"two things at once",
       {away(group("a", Step::a1_1, 1, "we-pm"), "91034")},
       [](Day&) {},
       Cause::several,
       {"One group has this level, but several things do not go."}},
      {"no group of the level",
       {group("a", Step::b1_1, 1), group("b", Step::a2_1, 1)},
       [](Day&) {},
       Cause::no_level,
       {"Listening: A1.1. No group takes this level.", "The nearest group takes A2.1 to A2.1."}},
      {"a level to be tested",
       {group("a", Step::a1_1, 1)},
       [](Day& d) { d.units[0].members[0].levels.set(levels::Skill::reading, Step::unknown); },
       Cause::level_unknown,
       {"Reading: the level is not known. Do the test first."}},
      {"ruled out",
       {group("a", Step::a1_1, 1)},
       [](Day& d) {
         d.bars = {{d.units[0].id, {"a"}}};
       },
       Cause::barred,
       {"The team ruled out the group that suits."}},
      {"nothing at all", {}, [](Day&) {}, Cause::no_level, {"There is no group."}},
      {"a brother without a group",
       {group("a", Step::a1_1, 5)},
       [](Day& d) { d.units[0].members.push_back(learner("zed", Step::c1)); },
       Cause::together,
       {"The 2 people stay together. One of them has no group that suits."}},
      {"one place for two",
       {group("a", Step::a1_1, 1)},
       [](Day& d) { d.units[0].members.push_back(learner("zed", Step::a1_1)); },
       Cause::together,
       {"The 2 people stay together. There are not places for all of them."}},
  };
  for (auto const& c : cases) {
    auto day = a_day(c.groups);
    c.change(day);
    auto const p = propose(day);
    ASSERT_TRUE(p && p->placed.empty()) << c.what;
    EXPECT_EQ(p->left.front().learner.text, "selam") << c.what;
    EXPECT_EQ(code(p->left.front().cause), code(c.cause)) << c.what;
    EXPECT_EQ(sentences(p->left.front().why), c.said) << c.what;
    EXPECT_FALSE(Text::in(*find_language("fr"))("intake.cause." + std::string(code(c.cause))).empty());
  }
}

TEST(IntakeExplained, ALimitThatEndedTheSearchSaysHowFarOffItMayBe) {
  struct {
    Goal goal;
    const char* said;
  } const cases[] = {
      {{.of = Goal::Of::unplaced, .value = 10, .bound = 8},
       "Time ran out before this was proven to be the best. 90 people are placed; more than 92 is proven "
       "impossible."},
      {{.of = Goal::Of::unplaced_of_class, .klass = 2, .value = 10, .bound = 8},
       "Time ran out before this was proven to be the best. In priority 2, 10 people wait; fewer than 8 is "
       "proven "
       "impossible."},
      {{.of = Goal::Of::cost, .value = 1000, .bound = 990},
       "Time ran out before this was proven to be the best. Nobody more can be placed, but it is 1,000 "
       "points away "
       "from the wishes; fewer than 990 is proven impossible."},
  };
  for (auto const& c : cases) {
    auto const why = explain_goals({c.goal}, 100, 90);
    EXPECT_EQ(sentences(why).back(), c.said);
    EXPECT_NE(sentences(why, "fr").back(), c.said);
  }
}

TEST(IntakeExplained, EveryReasonOfRandomDaysHasItsSentenceInBothLanguages) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    auto dice = Draw(seed);
    auto const p = propose(draw_day(dice));
    if (!p) continue;
    for (const Place& place : p->placed)
      for (auto const* const lang : {"fr", "en"})
        for (auto const& s : sentences(place.why, lang)) EXPECT_FALSE(s.empty());
    for (const Left& left : p->left) {
      EXPECT_FALSE(left.why.empty());
      for (auto const* const lang : {"fr", "en"})
        for (auto const& s : sentences(left.why, lang)) EXPECT_FALSE(s.empty());
    }
  }
}

}  // namespace
}  // namespace cote::activities::intake
