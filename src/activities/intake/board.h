// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "activities/intake/model.h"
#include "activities/intake/suit.h"
#include "kernel/result.h"

namespace cote::activities::intake {

/// A day laid out as a table: rows of learners, columns of groups, in an order that does not depend on the
/// order of the input (units by ticket and id, learners of a unit and groups by id). Points into the day.
struct Board {
  struct Row {
    const Unit* unit = nullptr;
    const Learner* learner = nullptr;
    int pinned = -1;  // column
  };
  std::vector<Row> rows{};
  std::vector<const Group*> columns{};
  std::vector<std::vector<int>> units{};  // rows of each
  std::vector<int> classes{};             // the priority classes there are, first to last
  std::vector<Match> matches{};           // row by row

  [[nodiscard]] const Match& at(int row, int column) const {
    return matches[static_cast<std::size_t>(row) * columns.size() + static_cast<std::size_t>(column)];
  }
};

/// What is wrong with a day, as propose.h lists it.
Problems check(const Day& day);

/// Of a day without problems.
Board lay_out(const Day& day, const Policy& policy);

/// The same in numbers. A pinned learner has one choice. Classes are numbered as in `Board::classes`.
Task task_of(const Board& board, const Policy& policy);

}  // namespace cote::activities::intake
