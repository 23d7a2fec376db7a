// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "activities/intake/seating.h"

/// What COIN-OR's CBC, a general solver of integer programs, makes of the same tasks. It reads a model we
/// write as text and shares no line with our search.
namespace cote::activities::intake {

/// Whether the command is installed (Debian's coinor-cbc).
bool cbc_is_here();

struct ByCbc {
  std::vector<std::vector<Cost>> values{};  // by task, by goal in the order of `goals`
  double seconds = 0;                       // of the command, all goals together
};

/// The goals of a task in their order, without values. All tasks solved together must have the same ones.
std::vector<Goal> goals_of(const Task& task);

/// Solves all tasks in one model a goal; none when CBC finds no solution, or does not end with "Optimal".
std::optional<ByCbc> solve_by_cbc(std::span<const Task> tasks);

}  // namespace cote::activities::intake
