// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

#include "activities/intake/reason.h"
#include "activities/levels/evidence.h"
#include "kernel/result.h"

namespace cote::activities::intake {

/// Quick positioning: a few questions at a station, in the person's language, for a first estimate. It is one
/// of four separate things (pre-orientation, test, self-evaluation, certificate) and never replaces the test.

enum class Answer : std::uint8_t { not_asked, yes, with_help, no };

struct Question {
  std::string id{};
  std::string key{};                                      // of the sentence
  levels::Aspect about = levels::Skill::listening;        // a skill, or literacy
  levels::Step step = levels::Step::unknown;              // who says yes has this step in the skill…
  levels::Literacy literacy = levels::Literacy::unknown;  // …or this one of literacy
  bool operator==(const Question&) const = default;
};

struct Questionnaire {
  std::string id{};
  bool example = false;  // shown as such: to be replaced by the centre's own
  std::vector<Question> questions{};
};

/// Twice the same id (intake.quick.problem.twice), or a question of no step (.no_step). Field: the id.
Problems check(const Questionnaire& questionnaire);

/// A small neutral questionnaire, marked as an example: three questions a skill and one on literacy.
const Questionnaire& example_questionnaire();

using Answers = std::map<std::string, Answer>;  // by question id; a missing one was not asked

struct Estimate {
  levels::Profile profile{};
  bool uneven = false;        // a yes above a no: a test should tell
  std::vector<Reason> why{};  // one for each skill, then literacy, as far as asked
  bool operator==(const Estimate&) const = default;
};

/// In each skill one climbs from the lowest step: a step is held when every question asked of it was answered
/// yes; "with help" is not yet. The first step not held ends the climb, and the last one held is the
/// estimate: `none` when the very first was not held, `unknown` when nothing was asked at or below it.
Estimate score(const Questionnaire& questionnaire, const Answers& answers);

/// The estimate as evidence of the source "quick".
std::vector<levels::Evidence> evidence_of(const Estimate& estimate, const Questionnaire& by, Date on);

}  // namespace cote::activities::intake
