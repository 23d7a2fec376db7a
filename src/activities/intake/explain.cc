// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/explain.h"

#include <algorithm>
#include <array>

#include "activities/intake/explain_left.h"

namespace cote::activities::intake {
namespace {

std::size_t index(int i) { return static_cast<std::size_t>(i); }

Reason distance_reason(const Match& m) {
  if (!m.km) return {"intake.placed.km_unknown"};
  if (*m.km == 0) return {"intake.placed.same_commune"};
  return {"intake.placed.km", {{"km", static_cast<long long>(*m.km)}}};
}

Reason times_reason(const Learner& learner, const Group& group, const Match& m) {
  if (group.half_days.empty()) return {"intake.placed.times_unknown"};
  if (learner.prefers.empty()) return {learner.can ? "intake.placed.times" : "intake.placed.times_not_asked"};
  return {m.preferred ? "intake.placed.preferred" : "intake.placed.not_preferred"};
}

std::vector<Reason> placed_reasons(const Learner& learner, const Group& group, const Place& place) {
  auto out = std::vector<Reason>{};
  if (place.pinned) out.push_back({"intake.placed.pinned"});
  out.push_back(level_reason(learner, group, place.match));
  if (place.match.fit.stretched) out.push_back({"intake.placed.stretched"});
  out.push_back(distance_reason(place.match));
  out.push_back(times_reason(learner, group, place.match));
  if (learner.childcare)
    out.push_back({group.childcare ? "intake.placed.childcare" : "intake.placed.no_childcare"});
  if (!place.pinned && place.suitable > 1)
    out.push_back({"intake.placed.choice",
                   {{"choice", static_cast<long long>(place.choice)},
                    {"groups", static_cast<long long>(place.suitable)}}});
  return out;
}

Place place_of(const Board& board, int row, int column) {
  auto const& r = board.rows[index(row)];
  auto const& group = *board.columns[index(column)];
  auto out =
      Place{.unit = r.unit->id, .learner = r.learner->id, .group = group.id, .match = board.at(row, column)};
  out.pinned = r.pinned >= 0;
  for (int g = 0; g < static_cast<int>(board.columns.size()); ++g) {
    auto const& other = board.at(row, g);
    if (!other.suitable()) continue;
    ++out.suitable;
    if (other.cost < out.match.cost) ++out.choice;
  }
  out.choice = out.match.suitable() ? out.choice + 1 : 0;
  out.why = placed_reasons(*r.learner, group, out);
  return out;
}

Reason not_proven(const Goal& goal, int people, int placed) {
  auto const value = static_cast<long long>(goal.value);
  auto const bound = static_cast<long long>(goal.bound);
  switch (goal.of) {
    case Goal::Of::unplaced:
      return {"intake.proof.found", {{"placed", static_cast<long long>(placed)}, {"most", people - bound}}};
    case Goal::Of::unplaced_of_class:
      return {"intake.proof.found_class",
              {{"class", static_cast<long long>(goal.klass)}, {"waiting", value}, {"least", bound}}};
    default:
      return {"intake.proof.found_fit", {{"cost", value}, {"least", bound}}};
  }
}

}  // namespace

std::vector<Reason> explain_goals(const std::vector<Goal>& goals, int people, int placed) {
  auto out = std::vector<Reason>{
      {"intake.proof.count",
       {{"placed", static_cast<long long>(placed)}, {"people", static_cast<long long>(people)}}}};
  auto const open = std::ranges::find_if_not(goals, &Goal::proven);
  out.push_back(open == goals.end() ? Reason{"intake.proof.best"} : not_proven(*open, people, placed));
  return out;
}

Proposal explain(const Board& board, const Seating& seating) {
  auto out = Proposal{.goals = seating.goals};
  auto const left = LeftReasons(board, seating.group_of);
  for (std::size_t u = 0; u < board.units.size(); ++u)
    for (int const row : board.units[u]) {
      auto const column = seating.group_of[index(row)];
      if (column >= 0)
        out.placed.push_back(place_of(board, row, column));
      else
        out.left.push_back(left.of(static_cast<int>(u), row));
    }
  out.why =
      explain_goals(out.goals, static_cast<int>(board.rows.size()), static_cast<int>(out.placed.size()));
  return out;
}

}  // namespace cote::activities::intake
