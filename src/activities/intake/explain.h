// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "activities/intake/board.h"
#include "activities/intake/propose.h"

namespace cote::activities::intake {

/// The proposal that a seating of this board means, with the reasons of every line.
Proposal explain(const Board& board, const Seating& seating);

/// Reasons of the whole: proven the best, or how far it may be from it.
std::vector<Reason> explain_goals(const std::vector<Goal>& goals, int people, int placed);

}  // namespace cote::activities::intake
