// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "activities/intake/model.h"

namespace cote::activities::intake {

/// What stands between a learner and a group; several may.
enum class Obstacle : std::uint8_t { level, level_unknown, half_days, childcare, distance, barred };
inline constexpr int kObstacles = 6;

/// How a learner and a group go together.
struct Match {
  std::uint8_t obstacles = 0;  // bits by Obstacle
  levels::Fit fit{};
  std::optional<int> km{};  // none: unknown
  bool preferred = true;    // half-days preferred, or no preference, or the group's unknown
  Cost cost = 0;            // the smaller the better; of use when suitable

  void add(Obstacle o) { obstacles = static_cast<std::uint8_t>(obstacles | 1U << static_cast<unsigned>(o)); }
  [[nodiscard]] bool suitable() const { return obstacles == 0; }
  [[nodiscard]] bool has(Obstacle o) const { return (obstacles >> static_cast<unsigned>(o) & 1U) != 0; }
  /// True when nothing but some of these stands in the way, and one does.
  [[nodiscard]] bool only(std::initializer_list<Obstacle> these) const;
};

/// Rules, in words: the level fits (levels/fit.h); all half-days of the group are among those the learner
/// can; childcare is there when it is needed; the group is not farther than the limit named. What is unknown
/// rules nobody out, except a level that the group asks for, and childcare that is needed. Cost: steps above
/// the group's first level, kilometres, half-days, weighed by the policy.
Match match(const Learner& learner, const Group& group, const Distances& distances, const Policy& policy);

}  // namespace cote::activities::intake
