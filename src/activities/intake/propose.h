// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "activities/intake/model.h"
#include "activities/intake/suit.h"
#include "kernel/result.h"

namespace cote::activities::intake {

struct Place {
  UnitId unit{};
  LearnerId learner{};
  GroupId group{};
  Match match{};
  bool pinned = false;
  int choice = 0;    // 1: no suitable group fits better; 0: pinned to a group that does not suit
  int suitable = 0;  // groups that suit
  std::vector<Reason> why{};
};

/// Why a learner has no place, by what would have to change first.
enum class Cause : std::uint8_t {
  level_unknown,  // the groups ask for a level nobody knows yet
  no_level,       // no group takes this level
  half_days,      // groups of this level, but one thing alone rules each of them out…
  childcare,
  distance,
  barred,
  several,   // …or more than one thing
  full,      // groups that suit, all full
  together,  // a place for this one, or a group that suits, but not for the whole unit
};
/// "level_unknown"…: the end of "intake.cause.".
std::string_view code(Cause cause);

struct Left {
  UnitId unit{};
  LearnerId learner{};
  Cause cause = Cause::full;
  int suitable = 0;
  std::vector<Reason> why{};
};

/// A proposal for a whole day: an offer to people at the desk, who decide. Every learner of the day is in
/// exactly one of the two lists, in the order of tickets.
struct Proposal {
  std::vector<Place> placed{};
  std::vector<Left> left{};
  std::vector<Goal> goals{};  // what was reached, what bounds it, in the order in which it counts
  std::vector<Reason> why{};  // the proposal as a whole: proven the best, or the best found and the bound
  [[nodiscard]] bool proven() const;
};

/// The best placement: by `policy.order` most people placed, then the smallest sum of costs (suit.h). Units
/// are whole, capacity is kept, pins and bars are kept. Among equal ones: whoever came alone and has the
/// earlier ticket is placed before somebody alone of the same class, who costs the same in the same group;
/// the rest is settled by ticket and id, so that the order of the input changes nothing. "Proven" holds for
/// the goals; `limit` may end the search before, and then `why` says how far off it may be.
///
/// Problems (field: id): intake.problem.twice, .empty_unit, .klass, .pin_unknown, .pin_twice, .pin_full,
/// .bar_unknown, .pin_barred; .pin_impossible when the pinned units cannot all be placed whole.
/// 600 people and 60 groups: about a tenth of a second.
Result<Proposal> propose(const Day& day, const Policy& policy = {}, const Limit& limit = {});

}  // namespace cote::activities::intake
