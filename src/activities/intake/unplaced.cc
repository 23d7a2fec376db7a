// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/unplaced.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace cote::activities::intake {
namespace {

using levels::Literacy;
using levels::Step;

struct Rung {
  bool literacy = false;
  int step = 0;
  auto operator<=>(const Rung&) const = default;
};

Rung rung(const levels::Profile& p) {
  if (p.literacy != Literacy::unknown && p.literacy != Literacy::reads)
    return {true, static_cast<int>(p.literacy)};
  auto lowest = Step::unknown;
  for (Step const s : p.french)
    if (s != Step::unknown && (lowest == Step::unknown || s < lowest)) lowest = s;
  return {false, static_cast<int>(lowest)};
}

std::string key(Rung r) {
  return r.literacy ? levels::name_key(static_cast<Literacy>(r.step))
                    : levels::name_key(static_cast<Step>(r.step));
}

}  // namespace

std::string counted_under(const levels::Profile& profile) { return key(rung(profile)); }

std::vector<Unplaced> unplaced(const Day& day, const Proposal& proposal) {
  auto learners = std::map<LearnerId, const Learner*>{};
  for (const Unit& u : day.units)
    for (const Learner& l : u.members) learners.emplace(l.id, &l);
  auto counts = std::map<std::tuple<Rung, std::string, Cause>, int>{};
  for (const Left& left : proposal.left) {
    auto const& learner = *learners.at(left.learner);
    ++counts[{rung(learner.levels), learner.nis, left.cause}];
  }
  auto out = std::vector<Unplaced>{};
  for (auto const& [at, people] : counts) {
    auto const& [level, nis, cause] = at;
    out.push_back({key(level), nis, cause, people});
  }
  return out;
}

}  // namespace cote::activities::intake
