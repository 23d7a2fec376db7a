// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/suit.h"

#include <algorithm>

namespace cote::activities::intake {
namespace {

constexpr unsigned bit(Obstacle o) { return 1U << static_cast<unsigned>(o); }

unsigned level_obstacle(const levels::Fit& fit) {
  if (fit.verdict == levels::Verdict::fits) return 0;
  return bit(fit.verdict == levels::Verdict::unknown ? Obstacle::level_unknown : Obstacle::level);
}

}  // namespace

void Distances::set(const std::string& a, const std::string& b, int km) { km_[std::minmax(a, b)] = km; }

std::optional<int> Distances::between(const std::string& a, const std::string& b) const {
  if (a.empty() || b.empty()) return {};
  if (a == b) return 0;
  auto const found = km_.find(std::minmax(a, b));
  if (found == km_.end()) return {};
  return found->second;
}

bool Match::only(std::initializer_list<Obstacle> these) const {
  auto mask = 0U;
  for (Obstacle const o : these) mask |= bit(o);
  return obstacles != 0 && (obstacles & ~mask) == 0;
}

Match match(const Learner& learner, const Group& group, const Distances& distances, const Policy& policy) {
  auto out = Match{.fit = levels::fit(learner.levels, group.entry, policy.tolerance),
                   .km = distances.between(learner.nis, group.nis)};
  auto obstacles = level_obstacle(out.fit);
  if (learner.can && !group.half_days.within(*learner.can)) obstacles |= bit(Obstacle::half_days);
  if (learner.childcare && !group.childcare) obstacles |= bit(Obstacle::childcare);
  if (learner.farthest && out.km && *out.km > *learner.farthest) obstacles |= bit(Obstacle::distance);
  out.preferred = learner.prefers.empty() || group.half_days.within(learner.prefers);
  out.obstacles = static_cast<std::uint8_t>(obstacles);
  out.cost = policy.per_step * out.fit.distance + (out.km ? policy.per_km * *out.km : policy.unknown_km) +
             (out.preferred ? 0 : policy.not_preferred);
  return out;
}

}  // namespace cote::activities::intake
