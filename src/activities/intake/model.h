// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "activities/intake/half_days.h"
#include "activities/intake/reason.h"
#include "activities/intake/seating.h"
#include "activities/levels/fit.h"
#include "kernel/id.h"
#include "kernel/time.h"

/// The nouns of a registration day's proposal.
namespace cote::activities::intake {

using LearnerId = Id<struct IntakeLearnerTag>;
using UnitId = Id<struct IntakeUnitTag>;
using GroupId = Id<struct IntakeGroupTag>;  // the id of an edition

struct Learner {
  LearnerId id{};
  levels::Profile levels{};
  std::optional<HalfDays> can{};  // none: not asked, so no group is ruled out by it
  HalfDays prefers{};             // empty: no preference
  bool childcare = false;         // cannot come without
  std::string nis{};              // commune; empty: unknown
  std::optional<int> farthest{};  // km; none: no limit was named
  bool operator==(const Learner&) const = default;
};

/// One person, or a family or group that asked to stay together. Its members may need different groups; what
/// is never split is the decision: either every member has a place, or the unit waits as a whole and nobody
/// of it holds a place. They need not share a group, a commune or a half-day.
struct Unit {
  UnitId id{};
  std::vector<Learner> members{};
  int klass = 0;  // priority class, 0 first
  Time ticket{};
  bool operator==(const Unit&) const = default;
};

struct Group {
  GroupId id{};
  levels::Entry entry{};
  HalfDays half_days{};    // empty: unknown, rules nobody out
  bool childcare = false;  // known to have it
  std::string nis{};       // commune; empty: unknown, or at a distance
  int places = 0;          // free now; below zero counts as none
  bool operator==(const Group&) const = default;
};

/// Kilometres between communes, either way round, as the caller measures them (by road or in a straight
/// line: the sentences say "km" and no more). The same commune is 0; a pair that is not there is unknown.
class Distances {
 public:
  void set(const std::string& a, const std::string& b, int km);
  [[nodiscard]] std::optional<int> between(const std::string& a, const std::string& b) const;

 private:
  std::map<std::pair<std::string, std::string>, int> km_{};
};

/// What the centre decides about fit. The figures are starting values of this software, not rules of the
/// trade: a level step weighs as much as a hundred kilometres, a half-day that is not preferred as twenty.
struct Policy {
  Order order = Order::most_placed;
  levels::Tolerance tolerance{};
  Cost per_step = 100;  // steps above the group's first level
  Cost per_km = 1;
  Cost not_preferred = 20;  // half-days possible, but others are preferred
  Cost unknown_km = 50;     // as if it were so far
  bool operator==(const Policy&) const = default;
};

/// What somebody at the desk has decided already. A pin seats a learner whatever level, time or distance say,
/// but takes a place like everybody; the rest of the unit then must be placed too.
struct Pin {
  LearnerId learner{};
  GroupId group{};
};
struct Bar {
  UnitId unit{};
  GroupId group{};
};

struct Day {
  std::vector<Unit> units{};
  std::vector<Group> groups{};
  Distances distances{};
  std::vector<Pin> pins{};
  std::vector<Bar> bars{};
};

}  // namespace cote::activities::intake
