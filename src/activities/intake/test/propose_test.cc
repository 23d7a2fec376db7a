// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/propose.h"

#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "activities/intake/test/world.h"
#include "activities/intake/unplaced.h"

namespace cote::activities::intake {
namespace {

using levels::Step;

std::map<LearnerId, GroupId> seats(const Proposal& p) {
  auto out = std::map<LearnerId, GroupId>{};
  for (const Place& place : p.placed) out.emplace(place.learner, place.group);
  return out;
}

std::map<GroupId, int> free_after(const Day& day, const Proposal& p) {
  auto out = std::map<GroupId, int>{};
  for (const Group& g : day.groups) out[g.id] = std::max(0, g.places);
  for (const Place& place : p.placed) --out[place.group];
  return out;
}

bool pinned(const Day& day, const LearnerId& id) {
  return std::ranges::any_of(day.pins, [&](const Pin& p) { return p.learner == id; });
}

/// Everything a proposal promises whatever the day.
void expect_sound(const Day& day, const Policy& policy, const Proposal& p) {
  auto const at = seats(p);
  auto const free = free_after(day, p);
  for (auto const& [id, places] : free) EXPECT_GE(places, 0) << "group " << id.text;
  std::size_t people = 0;
  for (const Unit& u : day.units) {
    people += u.members.size();
    auto const in = std::ranges::count_if(u.members, [&](const Learner& l) { return at.contains(l.id); });
    EXPECT_TRUE(in == 0 || in == std::ssize(u.members)) << "unit " << u.id.text << " is torn";
  }
  EXPECT_EQ(p.placed.size() + p.left.size(), people);
  for (const Pin& pin : day.pins) EXPECT_EQ(at.at(pin.learner), pin.group);
  for (const Bar& bar : day.bars)
    for (const Place& place : p.placed) EXPECT_FALSE(place.unit == bar.unit && place.group == bar.group);
  for (const Unit& u : day.units)
    for (const Learner& l : u.members) {
      if (pinned(day, l.id)) continue;
      auto const barred = [&](const Group& g) {
        return std::ranges::any_of(day.bars, [&](const Bar& b) { return b.unit == u.id && b.group == g.id; });
      };
      for (const Group& g : day.groups) {
        auto const m = match(l, g, day.distances, policy);
        if (at.contains(l.id) && at.at(l.id) == g.id) {
          EXPECT_TRUE(m.suitable() && !barred(g)) << l.id.text;
        }
        // Who is alone is never left while a group that suits has a place.
        if (!at.contains(l.id) && u.members.size() == 1 && free.at(g.id) > 0) {
          EXPECT_FALSE(m.suitable() && !barred(g)) << l.id.text << " could sit in " << g.id.text;
        }
      }
    }
}

TEST(IntakeProposal, KeepsItsPromisesOnRandomDaysInWhateverOrderTheyCome) {
  auto kept = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    SCOPED_TRACE(seed);
    auto dice = Draw(seed);
    auto const day = draw_day(dice, {.pins = static_cast<int>(seed % 4) % 3});
    auto const policy = Policy{.order = seed % 3 == 0 ? Order::by_class : Order::most_placed};
    auto const one = propose(day, policy);
    auto const other = propose(shuffled(day, dice), policy);
    ASSERT_EQ(bool(one), bool(other));
    if (!one) continue;  // the pins asked for too much
    ++kept;
    expect_sound(day, policy, *one);
    ASSERT_TRUE(one->proven());
    ASSERT_EQ(seats(*one), seats(*other));
  }
  EXPECT_GT(kept, 150);
}

TEST(IntakeProposal, BetterGroupsAreFullAndEqualsGoByTicket) {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    SCOPED_TRACE(seed);
    auto dice = Draw(seed);
    auto const day = draw_day(dice, {.units = 40, .pins = 0, .bars = 0});
    auto const p = propose(day);
    ASSERT_TRUE(p);
    auto const free = free_after(day, *p);
    auto people = std::map<LearnerId, std::pair<const Unit*, const Learner*>>{};
    for (const Unit& u : day.units)
      for (const Learner& l : u.members) people[l.id] = {&u, &l};
    for (const Place& place : p->placed) {
      for (const Group& g : day.groups) {
        auto const m = match(*people.at(place.learner).second, g, day.distances, {});
        if (m.suitable() && m.cost < place.match.cost) {
          EXPECT_EQ(free.at(g.id), 0);
        }
      }
      auto const* const holder = people.at(place.learner).first;
      auto const of_group = std::ranges::find(day.groups, place.group, &Group::id);
      for (const Left& left : p->left) {
        auto const [unit, who] = people.at(left.learner);
        if (holder->members.size() > 1 || unit->members.size() > 1 || unit->klass != holder->klass) continue;
        auto const m = match(*who, *of_group, day.distances, {});
        if (m.suitable() && m.cost == place.match.cost) {
          EXPECT_LE(holder->ticket, unit->ticket);
        }
      }
    }
  }
}

TEST(IntakeProposal, TheListOfThoseLeftAddsUp) {
  auto dice = Draw(7);
  auto const day = draw_day(dice, {.units = 60, .pins = 0});
  auto const p = propose(day);
  ASSERT_TRUE(p);
  auto sum = 0;
  auto seen = std::set<std::tuple<std::string, std::string, Cause>>{};
  for (const Unplaced& u : unplaced(day, *p)) {
    sum += u.people;
    EXPECT_TRUE(seen.insert({u.level_key, u.nis, u.cause}).second);
  }
  EXPECT_EQ(sum, static_cast<int>(p->left.size()));
  EXPECT_GT(sum, 20);
}

TEST(IntakeProposal, CountsUnderTheLowestKnownSkillOrTheLiteracyStep) {
  auto p = levels::all_at(Step::b1_1);
  EXPECT_EQ(counted_under(p), "level.step.b1_1");
  p.set(levels::Skill::writing, Step::a1_1);
  p.set(levels::Skill::reading, Step::unknown);
  EXPECT_EQ(counted_under(p), "level.step.a1_1");
  p.literacy = levels::Literacy::two;
  EXPECT_EQ(counted_under(p), "level.literacy.2");
  EXPECT_EQ(counted_under({}), "level.step.unknown");
}

Day a_day() {
  return {.units = {alone(learner("selam", Step::a1_1), 1),
                    family("the family", {learner("mina", Step::a1_1), learner("omar", Step::b1_1)}, 2)},
          .groups = {group("morning", Step::a1_1, 1), group("evening", Step::b1_1, 5, "th-ev")}};
}

TEST(IntakeProposal, APinWinsOverEverythingButTheNumberOfPlaces) {
  auto day = a_day();
  EXPECT_EQ(seats(*propose(day)),
            (std::map<LearnerId, GroupId>{{{"mina"}, {"morning"}}, {{"omar"}, {"evening"}}}));
  day.pins = {{{"selam"}, {"morning"}}};
  EXPECT_EQ(seats(*propose(day)), (std::map<LearnerId, GroupId>{{{"selam"}, {"morning"}}}));
  day.pins = {{{"selam"}, {"evening"}}};  // at a level that is not hers, since somebody knows why
  EXPECT_EQ(seats(*propose(day)).size(), 3U);
  day.pins = {};
  day.bars = {{{"the family"}, {"evening"}}};
  EXPECT_EQ(seats(*propose(day)), (std::map<LearnerId, GroupId>{{{"selam"}, {"morning"}}}));
}

TEST(IntakeProposal, NamesEachMistakeOnce) {
  struct {
    const char* what;
    void (*spoil)(Day&);
    const char* field;
    const char* key;
  } const cases[] = {
      {"two units of one id", [](Day& d) { d.units[1].id = d.units[0].id; }, "unit of selam",
       "intake.problem.twice"},
      {"two of one person", [](Day& d) { d.units[1].members[0].id = {"selam"}; }, "selam",
       "intake.problem.twice"},
      {"two groups of one id", [](Day& d) { d.groups[1].id = {"morning"}; }, "morning",
       "intake.problem.twice"},
      {"a unit of nobody", [](Day& d) { d.units[1].members = {}; }, "the family",
       "intake.problem.empty_unit"},
      {"a class below none", [](Day& d) { d.units[1].klass = -1; }, "the family", "intake.problem.klass"},
      {"a pin of a stranger",
       [](Day& d) {
         d.pins = {{{"jo"}, {"morning"}}};
       },
       "jo", "intake.problem.pin_unknown"},
      {"a pin to nowhere",
       [](Day& d) {
         d.pins = {{{"mina"}, {"noon"}}};
       },
       "mina", "intake.problem.pin_unknown"},
      {"a pin to two groups",
       [](Day& d) {
         d.pins = {{{"omar"}, {"evening"}}, {{"omar"}, {"morning"}}};
       },
       "omar", "intake.problem.pin_twice"},
      {"two pins, one place",
       [](Day& d) {
         d.pins = {{{"selam"}, {"morning"}}, {{"mina"}, {"morning"}}};
       },
       "mina", "intake.problem.pin_full"},
      {"a pin where it is barred",
       [](Day& d) {
         d.pins = {{{"omar"}, {"evening"}}};
         d.bars = {{{"the family"}, {"evening"}}};
       },
       "omar", "intake.problem.pin_barred"},
      {"a bar of nobody",
       [](Day& d) {
         d.bars = {{{"jo"}, {"evening"}}};
       },
       "jo", "intake.problem.bar_unknown"},
      {"pins that tear a family",
       [](Day& d) {
         d.pins = {{{"selam"}, {"morning"}}, {{"omar"}, {"evening"}}};
       },
       "selam", "intake.problem.pin_impossible"},
  };
  for (auto const& c : cases) {
    auto day = a_day();
    c.spoil(day);
    auto const found = propose(day);
    ASSERT_TRUE(found.invalid()) << c.what;
    ASSERT_EQ(found.problems().size(), 1U) << c.what;
    EXPECT_EQ(found.problems().front().field, c.field) << c.what;
    EXPECT_EQ(found.problems().front().key, c.key) << c.what;
  }
}

}  // namespace
}  // namespace cote::activities::intake
