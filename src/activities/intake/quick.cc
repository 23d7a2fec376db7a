// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/quick.h"

#include <algorithm>
#include <set>

namespace cote::activities::intake {
namespace {

using levels::Aspect;
using levels::Literacy;
using levels::Skill;
using levels::Step;

constexpr std::array<Aspect, 5> kAspects{Skill::listening, Skill::speaking, Skill::reading, Skill::writing,
                                         std::monostate{}};

int height(const Question& q) {
  return std::holds_alternative<Skill>(q.about) ? static_cast<int>(q.step) : static_cast<int>(q.literacy);
}

constexpr int kNone = 1;  // of both scales
static_assert(kNone == static_cast<int>(Step::none) && kNone == static_cast<int>(Literacy::none));

/// The climb in one aspect.
struct Climb {
  int held = 0;  // 0: unknown
  const Question* stopped_by = nullptr;
  bool with_help = false;
  bool uneven = false;
};

Climb climb(std::vector<const Question*> questions, const Answers& answers) {
  std::ranges::stable_sort(questions, {}, [](const Question* q) { return height(*q); });
  auto out = Climb{};
  auto ended = false;
  for (auto at = questions.begin(); at != questions.end();) {
    auto const step = height(**at);
    auto asked = false;
    const Question* failed = nullptr;
    auto any_yes = false;
    for (; at != questions.end() && height(**at) == step; ++at) {
      auto const answer = answers.contains((*at)->id) ? answers.at((*at)->id) : Answer::not_asked;
      if (answer == Answer::not_asked) continue;
      asked = true;
      if (answer == Answer::yes) any_yes = true;
      if (answer != Answer::yes && failed == nullptr) {
        failed = *at;
        if (!ended) out.with_help = answer == Answer::with_help;
      }
    }
    if (ended) {
      out.uneven = out.uneven || (any_yes && out.stopped_by != nullptr);
    } else if (!asked || failed != nullptr) {
      ended = true;
      out.stopped_by = failed;
      if (failed != nullptr && out.held == 0) out.held = kNone;
    } else {
      out.held = step;
    }
  }
  return out;
}

Reason reason_of(const Aspect& aspect, const Climb& c, const levels::Profile& profile) {
  auto const* const skill = std::get_if<Skill>(&aspect);
  auto const level =
      skill != nullptr ? levels::name_key(profile.in(*skill)) : levels::name_key(profile.literacy);
  auto out =
      Reason{"intake.quick.why.all", {{"skill", Named{levels::name_key(aspect)}}, {"level", Named{level}}}};
  if (c.stopped_by == nullptr) return out;
  out.key = c.with_help ? "intake.quick.why.with_help" : "intake.quick.why.no";
  out.args.emplace_back("question", Named{c.stopped_by->key});
  return out;
}

Question french(Skill skill, Step step, std::string end) {
  auto const id = std::string(levels::code(skill)) + "." + end;
  return {.id = id, .key = "intake.quick." + id, .about = skill, .step = step};
}

}  // namespace

Problems check(const Questionnaire& questionnaire) {
  auto out = Problems{};
  auto ids = std::set<std::string>{};
  for (const Question& q : questionnaire.questions) {
    if (!ids.insert(q.id).second)
      out.push_back({.field = q.id, .key = "intake.quick.problem.twice", .args = {}});
    if (height(q) <= kNone) out.push_back({.field = q.id, .key = "intake.quick.problem.no_step", .args = {}});
  }
  return out;
}

const Questionnaire& example_questionnaire() {
  static const auto kExample = [] {
    auto out = Questionnaire{.id = "example", .example = true};
    for (Skill const skill : levels::kSkills) {
      out.questions.push_back(french(skill, Step::a1_1, "a1_1"));
      out.questions.push_back(french(skill, Step::a2_1, "a2_1"));
      out.questions.push_back(french(skill, Step::b1_1, "b1_1"));
    }
    out.questions.push_back({.id = "literacy.reads",
                             .key = "intake.quick.literacy.reads",
                             .about = std::monostate{},
                             .literacy = Literacy::reads});
    return out;
  }();
  return kExample;
}

Estimate score(const Questionnaire& questionnaire, const Answers& answers) {
  auto out = Estimate{};
  for (const Aspect& aspect : kAspects) {
    auto mine = std::vector<const Question*>{};
    for (const Question& q : questionnaire.questions)
      if (q.about == aspect) mine.push_back(&q);
    auto const c = climb(std::move(mine), answers);
    if (c.held == 0) continue;
    if (auto const* const skill = std::get_if<Skill>(&aspect))
      out.profile.set(*skill, static_cast<Step>(c.held));
    else
      out.profile.literacy = static_cast<Literacy>(c.held);
    out.uneven = out.uneven || c.uneven;
    out.why.push_back(reason_of(aspect, c, out.profile));
  }
  if (out.uneven) out.why.push_back({"intake.quick.why.uneven"});
  return out;
}

std::vector<levels::Evidence> evidence_of(const Estimate& estimate, const Questionnaire& by, Date on) {
  auto out = std::vector<levels::Evidence>{};
  for (Skill const skill : levels::kSkills)
    if (estimate.profile.in(skill) != Step::unknown)
      out.push_back({.about = skill,
                     .step = estimate.profile.in(skill),
                     .source = levels::Source::quick,
                     .on = on,
                     .detail = by.id});
  if (estimate.profile.literacy != Literacy::unknown)
    out.push_back({.about = std::monostate{},
                   .literacy = estimate.profile.literacy,
                   .source = levels::Source::quick,
                   .on = on,
                   .detail = by.id});
  return out;
}

}  // namespace cote::activities::intake
