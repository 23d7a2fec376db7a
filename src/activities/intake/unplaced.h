// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "activities/intake/propose.h"

namespace cote::activities::intake {

/// Under which level somebody is counted. A convention for counting, no judgement: who is known not to be
/// past literacy counts under their literacy step; others under the lowest of the four skills that are known;
/// who has none known under "unknown". The key of its name, which also tells the two scales apart.
std::string counted_under(const levels::Profile& profile);

/// How many could not be placed, for one level, commune and cause.
struct Unplaced {
  std::string level_key{};
  std::string nis{};  // empty: unknown
  Cause cause = Cause::full;
  int people = 0;
  bool operator==(const Unplaced&) const = default;
};

/// For the work pages: whole figures, which leave the house only after small cells are hidden. Sorted by
/// level as the scale goes (unknown first, literacy after French), commune, cause. The people add up to
/// `left`.
std::vector<Unplaced> unplaced(const Day& day, const Proposal& proposal);

}  // namespace cote::activities::intake
