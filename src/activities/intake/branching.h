// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "activities/intake/seating.h"

namespace cote::activities::intake {

/// One goal of a task: what each seat costs and where those sit who have none.
struct Stage {
  const Task& task;
  std::vector<int> bench_of{};  // by class: at which bench those without a place wait, from 0
  std::vector<bool>
      bench_loose{};              // by bench: any number may wait there; otherwise as many as do at the start
  std::vector<Cost> wait_cost{};  // by class: what one without a place costs
  bool count_costs = false;       // whether places cost what the task says, or nothing
};

/// The cheapest seating of whole units for one stage, from a start that respects its benches.
/// Value kNone: none found. bound: no whole seating costs less.
struct Best {
  static constexpr Cost kNone = kClosed;
  std::vector<int> group_of{};
  Cost value = kNone;
  Cost bound = 0;
  std::uint64_t work = 0;
};

/// `start`: group of each person, or -1; whole units, or else nobody seated (then it is no solution where
/// units are forced). `spent`: work of earlier stages, counted against the limit.
Best cheapest(const Stage& stage, const std::vector<int>& start, const Limit& limit, std::uint64_t spent);

}  // namespace cote::activities::intake
