// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/seating.h"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>

#include "activities/intake/test/tasks.h"

namespace cote::activities::intake {
namespace {

std::vector<Cost> values_of(const Seating& s) {
  auto out = std::vector<Cost>{};
  for (const Goal& g : s.goals) out.push_back(g.value);
  return out;
}

/// People, groups and units in another order; the same task.
Task shuffled(const Task& task, Draw& dice) {
  auto const mixed = [&](std::size_t n) {
    auto out = std::vector<int>(n);
    std::iota(out.begin(), out.end(), 0);
    for (std::size_t i = n; i > 1; --i)
      std::swap(out[i - 1], out[static_cast<std::size_t>(dice.between(0, static_cast<int>(i) - 1))]);
    return out;
  };
  auto const people = mixed(task.persons.size());
  auto const groups = mixed(task.places.size());
  auto const units = mixed(task.units.size());
  auto out = task;
  for (std::size_t g = 0; g < groups.size(); ++g)
    out.places[static_cast<std::size_t>(groups[g])] = task.places[g];
  for (std::size_t p = 0; p < people.size(); ++p) {
    auto& person = out.persons[static_cast<std::size_t>(people[p])] = task.persons[p];
    for (Seat& s : person.choices) s.table = groups[static_cast<std::size_t>(s.table)];
  }
  for (std::size_t u = 0; u < units.size(); ++u) {
    auto const to = static_cast<std::size_t>(units[u]);
    out.forced[to] = task.forced[u];
    out.units[to] = task.units[u];
    for (int& m : out.units[to]) m = people[static_cast<std::size_t>(m)];
  }
  return out;
}

TEST(IntakeSeating, IsTheBestOfAllWaysOnThousandsOfSmallTasks) {
  auto impossible = 0;
  for (auto const order : {Order::most_placed, Order::by_class})
    for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
      auto dice = Draw(seed);
      auto const task = draw(dice, {.people = dice.between(1, 6),
                                    .groups = dice.between(1, 3),
                                    .forced_percent = dice.between(0, 30),
                                    .order = order});
      auto const best = best_by_trying(task);
      auto const found = seat_all(task);
      ASSERT_EQ(found.has_value(), !best.empty()) << "seed " << seed;
      if (!found) {
        ++impossible;
        continue;
      }
      ASSERT_EQ(fault(task, found->group_of), "") << "seed " << seed;
      ASSERT_EQ(values(task, found->group_of), best) << "seed " << seed;
      ASSERT_EQ(values_of(*found), best) << "seed " << seed;
      ASSERT_TRUE(found->proven()) << "seed " << seed;
    }
  EXPECT_GT(impossible, 100);  // forced units that cannot be seated were among them
}

TEST(IntakeSeating, TheOrderOfTheInputDoesNotChangeTheGoals) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    auto dice = Draw(seed);
    auto const task =
        draw(dice, {.people = 40, .groups = 8, .most_places = 6, .open_percent = 30, .most_cost = 90});
    auto const one = seat_all(task);
    auto const other = seat_all(shuffled(task, dice));
    ASSERT_TRUE(one && other && one->proven() && other->proven()) << "seed " << seed;
    ASSERT_EQ(values_of(*one), values_of(*other)) << "seed " << seed;
  }
}

TEST(IntakeSeating, CutShortItStillKeepsTheRulesAndItsBoundsHold) {
  auto unproven = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    auto dice = Draw(seed);
    auto const task =
        draw(dice, {.people = 60, .groups = 6, .most_places = 9, .families_percent = 80, .most_cost = 90});
    auto const best = seat_all(task);
    auto const cut = seat_all(task, {.work = 70});
    ASSERT_TRUE(best && best->proven() && cut) << "seed " << seed;
    ASSERT_EQ(fault(task, cut->group_of), "") << "seed " << seed;
    for (const Goal& g : cut->goals) ASSERT_LE(g.bound, g.value) << "seed " << seed;
    ASSERT_LE(cut->goals.front().bound, best->goals.front().value) << "seed " << seed;
    ASSERT_LE(values_of(*best), values_of(*cut)) << "seed " << seed;
    unproven += cut->proven() ? 0 : 1;
  }
  EXPECT_GT(unproven, 10);
}

TEST(IntakeSeating, StopsWhenAsked) {
  auto dice = Draw(3);
  auto const task =
      draw(dice, {.people = 80, .groups = 6, .most_places = 10, .families_percent = 90, .most_cost = 90});
  auto asked = 0;
  auto const cut = seat_all(task, {.stop = [&] { return ++asked > 0; }});
  ASSERT_TRUE(cut);
  EXPECT_GT(asked, 0);
  EXPECT_EQ(fault(task, cut->group_of), "");
  EXPECT_FALSE(cut->proven());
}

TEST(IntakeSeating, AFamilyOfThreeLosesToTwoPeopleWhenThereAreTwoPlaces) {
  auto const task = Task{.places = {2},
                         .persons = {{.choices = {{0, 0}}},
                                     {.choices = {{0, 0}}},
                                     {.choices = {{0, 0}}},
                                     {.choices = {{0, 9}}},
                                     {.choices = {{0, 9}}}},
                         .units = {{0, 1, 2}, {3}, {4}},
                         .forced = {false, false, false}};
  auto const found = seat_all(task);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->group_of, (std::vector{-1, -1, -1, 0, 0}));
}

TEST(IntakeSeating, ClassesComeBeforeNumbersOnlyWhenAsked) {
  auto task = Task{.places = {1, 1},
                   .persons = {{.klass = 0, .choices = {{0, 0}}},
                               {.klass = 0, .choices = {}},
                               {.klass = 1, .choices = {{0, 0}}},
                               {.klass = 1, .choices = {{1, 0}}},
                               {.klass = 0, .choices = {{0, 5}}}},
                   .units = {{0, 1}, {2, 3}, {4}},
                   .forced = {false, false, false}};
  EXPECT_EQ(seat_all(task)->group_of, (std::vector{-1, -1, 0, 1, -1}));  // two people rather than one
  task.order = Order::by_class;
  EXPECT_EQ(seat_all(task)->group_of, (std::vector{-1, -1, -1, -1, 0}));  // the one of the first class
}

TEST(IntakeSeating, NobodyAndNoGroupAreNoTrouble) {
  EXPECT_TRUE(seat_all({})->proven());
  auto const nowhere = seat_all({.persons = {{}}, .units = {{0}}, .forced = {false}});
  EXPECT_EQ(nowhere->group_of, std::vector{-1});
}

TEST(IntakeTransport, StaysTheCheapestWhilePricesChange) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    auto dice = Draw(seed);
    auto constexpr kPeople = 12;
    auto constexpr kTables = 5;
    auto const prices = [&] {
      auto out = std::vector<Seat>{};
      for (int t = 0; t < kTables; ++t) out.push_back({t, dice.between(0, 30)});
      return out;
    };
    auto now = std::vector<std::vector<Seat>>(kPeople);
    auto const fresh = [&] {
      auto out = Transport(kPeople, std::vector<bool>(kTables, true));
      for (int t = 0; t < kTables; ++t) out.add_empty(t, 1);
      for (int p = 0; p < kPeople; ++p) out.seat(p, now[static_cast<std::size_t>(p)], p % kTables);
      return out;
    };
    for (auto& p : now) p = prices();
    auto kept = fresh();
    for (int i = 0; i < 60; ++i) {
      auto const person = dice.between(0, kPeople - 1);
      now[static_cast<std::size_t>(person)] = prices();
      kept.reprice(person, now[static_cast<std::size_t>(person)]);
      ASSERT_EQ(kept.total(), fresh().total()) << "seed " << seed << ", change " << i;
    }
  }
}

}  // namespace
}  // namespace cote::activities::intake
