// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/enrolment/why.h"

#include <tuple>
#include <unordered_map>

#include "activities/enrolment/rules.h"

namespace cote::activities::rules {
namespace {

bool gives_a_place(Event event) { return event == Event::place || event == Event::offer; }

}  // namespace

Why explain(const Enrolment& me, const Places& places, const std::vector<Enrolment>& all,
            const std::vector<std::pair<Step, Enrolment>>& steps, std::vector<Step> own) {
  Why out{.state = me.state, .size = me.size, .places = places, .offer_expires = me.offer_expires};
  out.reason = me.reason;
  for (auto const& other : all) {
    if (other.state == State::offered && other.id != me.id) ++out.offered;
    if (me.state != State::waiting || other.state != State::waiting || !before(other, me)) continue;
    ++out.units_ahead;
    out.persons_ahead += other.size;
  }
  // Somebody's turn is the step that began it: the first one, or the last time back to the end of the queue.
  std::unordered_map<EnrolmentId, std::tuple<std::int64_t, Time, std::int64_t>> turns;
  bool waits = false;
  for (auto const& [step, unit] : steps) {
    if (step.event == Event::requeue || !turns.contains(unit.id))
      turns.insert_or_assign(unit.id, std::tuple(unit.priority, step.at, step.number));
    if (unit.id == me.id) {
      waits = step.state == State::waiting;
    } else if (waits && gives_a_place(step.event) && turns.at(me.id) < turns.at(unit.id)) {
      out.passed.push_back({step.at, step.free, unit.size, step.event});
    }
  }
  out.steps = std::move(own);
  return out;
}

}  // namespace cote::activities::rules
