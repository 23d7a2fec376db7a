// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/levels/fit.h"

#include <algorithm>
#include <vector>

namespace cote::activities::levels {
namespace {

/// One aspect looked at: how far below or above the range, and how far above its start.
struct Look {
  Aspect aspect{};
  bool unknown = false;
  int below = 0;
  int above = 0;
  int up = 0;
};

template <class E>
Look look(Aspect aspect, E has, const Range<E>& asked) {
  if (asked.from == E::unknown) return {.aspect = aspect};
  if (has == E::unknown) return {.aspect = aspect, .unknown = true};
  auto const h = static_cast<int>(has);
  auto const from = static_cast<int>(asked.from);
  auto const to = std::max(from, static_cast<int>(asked.to));
  return {.aspect = aspect, .below = std::max(0, from - h), .above = std::max(0, h - to), .up = h - from};
}

std::vector<Look> looks(const Profile& learner, const Entry& group) {
  auto out = std::vector<Look>{};
  for (Skill const skill : kSkills)
    if (auto const& asked = group.french[static_cast<std::size_t>(skill)])
      out.push_back(look(skill, learner.in(skill), *asked));
  if (group.literacy) out.push_back(look(std::monostate{}, learner.literacy, *group.literacy));
  return out;
}

template <class F>
const Look& widest(const std::vector<Look>& all, F measure) {
  return *std::ranges::max_element(all,
                                   [&](const Look& a, const Look& b) { return measure(a) < measure(b); });
}

template <class F>
auto on(const Aspect& aspect, F of_skill, std::string_view of_literacy) {
  auto const* const skill = std::get_if<Skill>(&aspect);
  return skill != nullptr ? of_skill(*skill) : of_literacy;
}

}  // namespace

Entry entry_between(Step level_in, Step level_out, std::initializer_list<Skill> skills) {
  if (level_in == Step::unknown) return {};
  auto const last = std::max(static_cast<int>(level_in), static_cast<int>(level_out) - 1);
  auto out = Entry{};
  for (Skill const skill : skills)
    out.french[static_cast<std::size_t>(skill)] = Range<Step>{level_in, static_cast<Step>(last)};
  return out;
}

Fit fit(const Profile& learner, const Entry& group, const Tolerance& tolerance) {
  auto const all = looks(learner, group);
  if (all.empty()) return {};
  auto const& low = widest(all, [](const Look& l) { return l.below; });
  auto const& high = widest(all, [](const Look& l) { return l.above; });
  auto const far = [](const Look& l, int steps) { return std::max(steps, std::abs(l.up)); };
  if (low.below > tolerance.below && low.below - tolerance.below >= high.above - tolerance.above)
    return {Verdict::too_low, low.aspect, far(low, low.below), false};
  if (high.above > tolerance.above) return {Verdict::too_high, high.aspect, far(high, high.above), false};
  auto const& blank = widest(all, [](const Look& l) { return l.unknown ? 1 : 0; });
  if (blank.unknown) return {Verdict::unknown, blank.aspect, 0, false};
  auto const& decides = widest(all, [](const Look& l) { return std::abs(l.up); });
  return {Verdict::fits, decides.aspect, std::abs(decides.up), low.below > 0 || high.above > 0};
}

std::string_view has(const Profile& learner, const Aspect& aspect) {
  return on(
      aspect, [&](Skill s) { return code(learner.in(s)); }, code(learner.literacy));
}

std::string_view from(const Entry& group, const Aspect& aspect) {
  return on(
      aspect,
      [&](Skill s) { return code(group.french[static_cast<std::size_t>(s)].value_or(Range<Step>{}).from); },
      code(group.literacy.value_or(Range<Literacy>{}).from));
}

std::string_view to(const Entry& group, const Aspect& aspect) {
  return on(
      aspect,
      [&](Skill s) { return code(group.french[static_cast<std::size_t>(s)].value_or(Range<Step>{}).to); },
      code(group.literacy.value_or(Range<Literacy>{}).to));
}

}  // namespace cote::activities::levels
