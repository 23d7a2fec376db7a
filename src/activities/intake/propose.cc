// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/propose.h"

#include <algorithm>

#include "activities/intake/board.h"
#include "activities/intake/explain.h"

namespace cote::activities::intake {
namespace {

std::size_t index(int i) { return static_cast<std::size_t>(i); }

bool alone(const Board& board, int row) {
  auto const& r = board.rows[index(row)];
  return r.unit->members.size() == 1 && r.pinned < 0;
}

/// Where two people alone are worth the same in a group, the earlier ticket has the place. Rows are in the
/// order of tickets, and an exchange leaves the same cost in the same group, so one pass finds them all.
void prefer_earlier(const Board& board, std::vector<int>& group_of) {
  auto const count = static_cast<int>(board.rows.size());
  for (int i = 0; i < count; ++i) {
    if (group_of[index(i)] >= 0 || !alone(board, i)) continue;
    for (int j = count - 1; j > i; --j) {
      auto const g = group_of[index(j)];
      if (g < 0 || !alone(board, j)) continue;
      if (board.rows[index(i)].unit->klass != board.rows[index(j)].unit->klass) continue;
      if (!board.at(i, g).suitable() || board.at(i, g).cost != board.at(j, g).cost) continue;
      std::swap(group_of[index(i)], group_of[index(j)]);
      break;
    }
  }
}

}  // namespace

bool Proposal::proven() const { return std::ranges::all_of(goals, &Goal::proven); }

Result<Proposal> propose(const Day& day, const Policy& policy, const Limit& limit) {
  if (auto wrong = check(day); !wrong.empty()) return wrong;
  auto const board = lay_out(day, policy);
  auto seating = seat_all(task_of(board, policy), limit);
  if (!seating)
    return Problems{{.field = day.pins.empty() ? "" : day.pins.front().learner.text,
                     .key = "intake.problem.pin_impossible",
                     .args = {}}};
  prefer_earlier(board, seating->group_of);
  for (Goal& goal : seating->goals)
    if (goal.klass >= 0) goal.klass = board.classes[index(goal.klass)];
  return explain(board, *seating);
}

}  // namespace cote::activities::intake
