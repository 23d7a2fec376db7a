// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "activities/levels/scale.h"
#include "kernel/time.h"

namespace cote::activities::levels {

/// Where a level comes from. In the order in which they count when they disagree; this order is a choice of
/// this software (what was seen here before what a paper says, that before what was guessed), no law.
enum class Source : std::uint8_t { test_here, certificate, quick, declared };

/// "test_here", "certificate", "quick", "declared".
std::string_view code(Source source);
std::string name_key(Source source);  // "level.source.test_here"…

/// One thing that tells a level: in one skill, or of literacy.
struct Evidence {
  Aspect about = Skill::listening;
  Step step = Step::unknown;              // when about a skill
  Literacy literacy = Literacy::unknown;  // when about literacy
  Source source = Source::declared;
  Date on{};             // when it was tested, certified, said; an invalid date sorts before all others
  std::string detail{};  // name of the test or certificate, as written
  bool operator==(const Evidence&) const = default;
};

/// What holds of a learner, and why: for each skill and literacy the piece of evidence that counts, and those
/// of the same source or a lesser one that say otherwise. Nothing known leaves `unknown` and no evidence.
struct Held {
  Profile profile{};
  std::array<std::vector<Evidence>, 5> by{};        // by Skill, then literacy: at most one each
  std::array<std::vector<Evidence>, 5> contrary{};  // same order
};

/// The strongest source decides; within a source the newest; of the same day the lower step, so that nobody
/// lands too high. Evidence dated after `today`, or of an unknown step, does not count. O(n log n).
Held weigh(std::span<const Evidence> all, Date today);

}  // namespace cote::activities::levels
