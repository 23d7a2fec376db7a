// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/enrolment/why.h"

#include "activities/enrolment/rules.h"

namespace cote::activities::rules {
namespace {

/// From when to when it waited, as numbers of steps: the queue it stands in now, or the last it stood in.
struct Wait {
  std::int64_t from = 0;
  std::optional<std::int64_t> until{};
};

std::vector<Wait> waits(const std::vector<Step>& own) {
  std::vector<Wait> out;
  for (auto const& step : own) {
    if (!out.empty() && !out.back().until) out.back().until = step.number;
    if (step.state == State::waiting) out.push_back({.from = step.number});
  }
  return out;
}

bool gives_a_place(Event event) { return event == Event::place || event == Event::offer; }

}  // namespace

Why explain(const Enrolment& me, const Places& places, const std::vector<Enrolment>& all,
            const std::vector<std::pair<Step, Enrolment>>& after, std::vector<Step> own) {
  Why out{.state = me.state, .size = me.size, .places = places, .offer_expires = me.offer_expires};
  out.reason = me.reason;
  for (auto const& other : all) {
    if (other.state == State::offered && other.id != me.id) ++out.offered;
    if (me.state != State::waiting || other.state != State::waiting || !before(other, me)) continue;
    ++out.units_ahead;
    out.persons_ahead += other.size;
  }
  auto const mine = waits(own);
  for (auto const& [step, unit] : after) {
    if (unit.id == me.id || !gives_a_place(step.event) || !before(me, unit)) continue;
    for (auto const& wait : mine)
      if (step.number > wait.from && (!wait.until || step.number < *wait.until))
        out.passed.push_back({step.at, step.free, unit.size, step.event});
  }
  out.steps = std::move(own);
  return out;
}

}  // namespace cote::activities::rules
