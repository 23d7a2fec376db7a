// SPDX-License-Identifier: AGPL-3.0-or-later
// Against CBC: small tasks by the thousand, and some as large as a registration day.
#include <gtest/gtest.h>

#include "activities/intake/test/cbc.h"
#include "activities/intake/test/tasks.h"

namespace cote::activities::intake {
namespace {

constexpr auto kMissing = "no CBC: Debian's coinor-cbc is not installed";

void expect_the_same(const std::vector<Task>& tasks, const std::string& what) {
  auto const theirs = solve_by_cbc(tasks);
  ASSERT_TRUE(theirs) << what;
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    auto const ours = seat_all(tasks[t]);
    ASSERT_TRUE(ours && ours->proven()) << what << ", task " << t;
    ASSERT_EQ(fault(tasks[t], ours->group_of), "") << what << ", task " << t;
    ASSERT_EQ(values(tasks[t], ours->group_of), theirs->values[t]) << what << ", task " << t;
  }
}

TEST(IntakeOracle, AgreesWithCbcOnTwoThousandSmallTasks) {
  if (!cbc_is_here()) GTEST_SKIP() << kMissing;
  for (std::uint64_t batch = 1; batch <= 20; ++batch) {
    auto dice = Draw(batch);
    auto const shape = Shape{.people = dice.between(7, 16),
                             .groups = dice.between(2, 5),
                             .most_places = dice.between(2, 5),
                             .families_percent = dice.between(10, 90),
                             .open_percent = dice.between(20, 90),
                             .most_cost = dice.between(1, 200),
                             .order = batch % 4 == 0 ? Order::by_class : Order::most_placed};
    auto tasks = std::vector<Task>{};
    while (tasks.size() < 100) {
      auto task = draw(dice, shape);
      if (goals_of(task).size() == goals_of({.persons = {{.klass = 2}}, .order = shape.order}).size())
        tasks.push_back(std::move(task));
    }
    expect_the_same(tasks, "batch " + std::to_string(batch));
  }
}

TEST(IntakeOracle, AgreesWithCbcOnTasksOfFullSize) {
  if (!cbc_is_here()) GTEST_SKIP() << kMissing;
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    auto dice = Draw(seed);
    expect_the_same({draw(dice, {.people = 600,
                                 .groups = 60,
                                 .most_places = 18,
                                 .families_percent = 6,
                                 .largest = 5,
                                 .open_percent = 8,
                                 .most_cost = 250})},
                    "full size, seed " + std::to_string(seed));
  }
}

}  // namespace
}  // namespace cote::activities::intake
