// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "activities/intake/seating.h"

namespace cote::activities::intake {

/// How a random task is drawn.
struct Shape {
  int people = 6;
  int groups = 3;
  int most_places = 3;
  int classes = 3;
  int families_percent = 40;  // of units
  int largest = 4;
  int open_percent = 60;  // of the groups, for each person
  int most_cost = 5;
  int forced_percent = 0;
  Order order = Order::most_placed;
};

/// The same numbers for the same seed on every machine.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}
  int between(int least, int most) {
    return least + static_cast<int>(engine_() % static_cast<std::uint64_t>(most - least + 1));
  }
  bool percent(int p) { return between(1, 100) <= p; }

 private:
  std::mt19937_64 engine_;
};

/// The first units take the classes in turn, so that all occur where there are units enough.
Task draw(Draw& dice, const Shape& shape);

/// What breaks the rules: a place too many, a torn unit, a closed choice, a forced unit that waits. Empty:
/// none.
std::string fault(const Task& task, const std::vector<int>& group_of);

/// The goals' values of a seating, in their order.
std::vector<Cost> values(const Task& task, const std::vector<int>& group_of);

/// The best values, by trying every way; for a handful of people. Empty: no way seats the forced.
std::vector<Cost> best_by_trying(const Task& task);

}  // namespace cote::activities::intake
