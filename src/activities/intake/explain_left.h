// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "activities/intake/board.h"
#include "activities/intake/propose.h"

namespace cote::activities::intake {

/// "Listening: A1.1; the group takes A1.1 to A1.2."
Reason level_reason(const Learner& learner, const Group& group, const Match& match);

/// Says why those without a place have none, once all seats are given.
class LeftReasons {
 public:
  LeftReasons(const Board& board, const std::vector<int>& group_of);
  /// The row must be one of the unit's, and without a place.
  [[nodiscard]] Left of(int unit, int row) const;

 private:
  struct Look;
  [[nodiscard]] Look look(int row) const;
  [[nodiscard]] int suitable(int row) const;
  void no_group(Left& left, int row, const Look& look) const;
  void no_level(Left& left, int row) const;
  void with_groups(Left& left, int unit, int row, const Look& look) const;
  void nearby(Left& left, int row) const;

  const Board& board_;
  std::vector<int> free_;  // places by column
};

}  // namespace cote::activities::intake
