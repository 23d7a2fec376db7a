// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "activities/enrolment/model.h"

namespace cote::activities {

/// A time when a place went to a unit that stood behind, because there was no room for this one.
struct PassedOver {
  Time at{};
  std::int64_t free = 0;        // places there were
  std::int64_t their_size = 0;  // of the unit that got them
  Event event = Event::place;   // at once, or by an offer
  bool operator==(const PassedOver&) const = default;
};

/// Why an enrolment stands where it stands: enough to be said in sentences, and nobody's name.
struct Why {
  State state = State::requested;
  std::int64_t size = 1;
  Places places{};
  std::int64_t units_ahead = 0;  // that wait before it
  std::int64_t persons_ahead = 0;
  std::int64_t offered = 0;  // units that have an offer now and may still say no
  std::vector<PassedOver> passed{};
  std::optional<Time> offer_expires{};
  std::vector<Step> steps{};  // its own story
  std::string reason{};       // the last one that was given
};

namespace rules {

/// `steps` are all of the edition, in order, each with the unit it is about; `all` its enrolments as they
/// stand, `own` the steps of this one. Pure.
Why explain(const Enrolment& me, const Places& places, const std::vector<Enrolment>& all,
            const std::vector<std::pair<Step, Enrolment>>& steps, std::vector<Step> own);

}  // namespace rules
}  // namespace cote::activities
