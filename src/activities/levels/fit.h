// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "activities/levels/scale.h"

namespace cote::activities::levels {

/// From which step to which a group takes people in, both included. No documented rule of the trade says
/// which skill decides, so the group says it: the skills it gives a range for are those that count.
template <class E>
struct Range {
  E from = E::unknown;
  E to = E::unknown;
  bool operator==(const Range&) const = default;
};
struct Entry {
  std::array<std::optional<Range<Step>>, 4> french{};  // by Skill
  std::optional<Range<Literacy>> literacy{};
  bool operator==(const Entry&) const = default;
};

/// The entry of a group that leads from `level_in` to `level_out`, the same for the given skills: who has at
/// least the one and not yet the other. An unknown or lower `level_out` leaves `level_in` alone; an unknown
/// `level_in` asks for nothing.
Entry entry_between(Step level_in, Step level_out,
                    std::initializer_list<Skill> skills = {Skill::listening, Skill::speaking, Skill::reading,
                                                           Skill::writing});

/// How far outside its ranges a group may take somebody, in steps. Zero unless the centre decides otherwise.
struct Tolerance {
  int below = 0;
  int above = 0;
  bool operator==(const Tolerance&) const = default;
};

enum class Verdict : std::uint8_t { fits, too_low, too_high, unknown };

/// Whether a learner fits and which aspect decided: the one furthest outside; when one is unknown, that one,
/// unless another already rules the learner out; when all fit, the one highest above the group's `from`.
/// Ties go to the first in the order listening, speaking, reading, writing, literacy.
struct Fit {
  Verdict verdict = Verdict::fits;
  std::optional<Aspect> decides{};  // empty: the group asks for no level
  int distance = 0;                 // steps from the group's `from` on the deciding aspect, never negative
  bool stretched = false;           // fits only by the tolerance
  bool operator==(const Fit&) const = default;
};
Fit fit(const Profile& learner, const Entry& group, const Tolerance& tolerance = {});

/// Codes of what the learner has and of what the group asks on that aspect, for sentences: "A1.1", "1".
std::string_view has(const Profile& learner, const Aspect& aspect);
std::string_view from(const Entry& group, const Aspect& aspect);
std::string_view to(const Entry& group, const Aspect& aspect);

}  // namespace cote::activities::levels
