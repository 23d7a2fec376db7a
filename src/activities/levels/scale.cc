// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/levels/scale.h"

#include <algorithm>
#include <cctype>
#include <span>

namespace cote::activities::levels {
namespace {

constexpr std::array<std::string_view, kSteps> kStepCodes{"unknown", "none", "A1.1", "A1.2", "A2.1", "A2.2",
                                                          "B1.1",    "B1.2", "B2.1", "B2.2", "C1"};
constexpr std::array<std::string_view, kLiteracySteps> kLiteracyCodes{"unknown", "none", "1",    "2",
                                                                      "3",       "4",    "reads"};
constexpr std::array<std::string_view, 4> kSkillCodes{"listening", "speaking", "reading", "writing"};

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool same(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

template <class E>
std::optional<E> find(std::span<const std::string_view> codes, std::string_view text) {
  auto const at = std::ranges::find_if(codes, [&](std::string_view c) { return same(c, text); });
  if (at == codes.end()) return {};
  return static_cast<E>(at - codes.begin());
}

template <class E>
std::partial_ordering order(E a, E b) {
  if (a == E::unknown || b == E::unknown) return std::partial_ordering::unordered;
  return static_cast<int>(a) <=> static_cast<int>(b);
}

std::string key(std::string_view prefix, std::string_view code) {
  auto out = std::string(prefix);
  for (char const c : code) out += c == '.' ? '_' : lower(c);
  return out;
}

}  // namespace

Profile all_at(Step step, Literacy literacy) {
  return {.french = {step, step, step, step}, .literacy = literacy};
}

std::partial_ordering compare(Step a, Step b) { return order(a, b); }
std::partial_ordering compare(Literacy a, Literacy b) { return order(a, b); }

std::string_view code(Step step) { return kStepCodes[static_cast<std::size_t>(step)]; }
std::string_view code(Literacy step) { return kLiteracyCodes[static_cast<std::size_t>(step)]; }
std::string_view code(Skill skill) { return kSkillCodes[static_cast<std::size_t>(skill)]; }

std::optional<Step> parse_step(std::string_view text) { return find<Step>(kStepCodes, text); }
std::optional<Literacy> parse_literacy(std::string_view text) { return find<Literacy>(kLiteracyCodes, text); }
std::optional<Skill> parse_skill(std::string_view text) { return find<Skill>(kSkillCodes, text); }

std::optional<Halves> halves(std::string_view whole) {
  if (whole.size() != 2) return {};
  if (auto const uncut = parse_step(whole)) return Halves{*uncut, *uncut};
  auto const first = parse_step(std::string(whole) + ".1");
  auto const second = parse_step(std::string(whole) + ".2");
  if (!first || !second) return {};
  return Halves{*first, *second};
}

std::string name_key(Step step) { return key("level.step.", code(step)); }
std::string name_key(Literacy step) { return key("level.literacy.", code(step)); }
std::string name_key(Skill skill) { return key("level.skill.", code(skill)); }

std::string name_key(const Aspect& aspect) {
  auto const* const skill = std::get_if<Skill>(&aspect);
  return skill != nullptr ? name_key(*skill) : "level.skill.literacy";
}

}  // namespace cote::activities::levels
