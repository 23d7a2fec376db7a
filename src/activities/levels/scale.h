// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

/// Levels of language, by skill. Two scales that are never mixed: the Common European Framework of Reference
/// (CEFR, Council of Europe 2001), its levels cut in two as its section 3.5 allows, and literacy.
namespace cote::activities::levels {

/// The steps of issue "Activities": A1.1 to C1. A step means "reached"; `none` is somebody who has no French
/// yet, which is known; `unknown` is what nobody has looked at, and compares with nothing.
enum class Step : std::uint8_t { unknown, none, a1_1, a1_2, a2_1, a2_2, b1_1, b1_2, b2_1, b2_2, c1 };
inline constexpr int kSteps = 11;

/// Reading and writing as such, in any language: the four levels of LASLLIAM (Council of Europe 2022, which
/// describes literacy below and up to A1), by number. `none`: has never learnt to read; `reads`: past the
/// fourth, needs no literacy course. What an association calls its own groups is a matter of wording.
enum class Literacy : std::uint8_t { unknown, none, one, two, three, four, reads };
inline constexpr int kLiteracySteps = 7;

/// The four skills, as the self-assessment grid of the CEFR names them.
enum class Skill : std::uint8_t { listening, speaking, reading, writing };
inline constexpr std::array kSkills{Skill::listening, Skill::speaking, Skill::reading, Skill::writing};

/// What a level is about: a skill in French, or literacy (monostate).
using Aspect = std::variant<Skill, std::monostate>;

/// A learner's levels: any of them may be unknown.
struct Profile {
  std::array<Step, 4> french{};  // by Skill
  Literacy literacy = Literacy::unknown;

  [[nodiscard]] Step in(Skill skill) const { return french[static_cast<std::size_t>(skill)]; }
  void set(Skill skill, Step step) { french[static_cast<std::size_t>(skill)] = step; }
  bool operator==(const Profile&) const = default;
};

/// The same step in all four skills.
Profile all_at(Step step, Literacy literacy = Literacy::reads);

/// Unordered when either is unknown: unknown is neither below nor above.
std::partial_ordering compare(Step a, Step b);
std::partial_ordering compare(Literacy a, Literacy b);

/// "A1.1", "C1", "none", "unknown". Stored, exported, and the end of text keys once lower case.
std::string_view code(Step step);
std::string_view code(Literacy step);  // "unknown", "none", "1" to "4", "reads"
std::string_view code(Skill skill);    // "listening"…

/// Reads the codes above, in either case. A whole level ("A2", as certificates say it) is no step: halves()
/// tells which two it may be, and somebody decides. Anything else is none.
std::optional<Step> parse_step(std::string_view text);
std::optional<Literacy> parse_literacy(std::string_view text);
std::optional<Skill> parse_skill(std::string_view text);

struct Halves {
  Step lower = Step::unknown;
  Step upper = Step::unknown;
  bool operator==(const Halves&) const = default;
};
/// "A2" gives A2.1 and A2.2; "C1", which is not cut, gives C1 twice; anything else is none.
std::optional<Halves> halves(std::string_view whole);

/// Text keys of the names: "level.step.a1_1", "level.literacy.1", "level.skill.listening",
/// "level.skill.literacy".
std::string name_key(Step step);
std::string name_key(Literacy step);
std::string name_key(Skill skill);
std::string name_key(const Aspect& aspect);

}  // namespace cote::activities::levels
