// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/levels/scale.h"

#include <gtest/gtest.h>

#include "kernel/lang.h"
#include "kernel/text.h"

namespace cote::activities::levels {
namespace {

TEST(LevelScale, EveryStepReadsBackAndHasANameInEveryLanguage) {
  for (auto const* const tag : {"fr", "en", "nl", "ar", "uk"}) {
    auto const& t = Text::in(*find_language(tag));
    for (int i = 0; i < kSteps; ++i) {
      auto const step = static_cast<Step>(i);
      EXPECT_EQ(parse_step(code(step)), step);
      EXPECT_FALSE(t(name_key(step)).empty());
    }
    for (int i = 0; i < kLiteracySteps; ++i) {
      auto const step = static_cast<Literacy>(i);
      EXPECT_EQ(parse_literacy(code(step)), step);
      EXPECT_FALSE(t(name_key(step)).empty());
    }
    for (Skill const skill : kSkills) {
      EXPECT_EQ(parse_skill(code(skill)), skill);
      EXPECT_FALSE(t(name_key(skill)).empty());
    }
    EXPECT_FALSE(t(name_key(Aspect{std::monostate{}})).empty());
  }
}

TEST(LevelScale, AWholeLevelIsNoStep) {
  for (auto const* const text : {"A2", "", "A1.3", "C2", "a1_1", "A1.1 ", "B3.1"})
    EXPECT_FALSE(parse_step(text)) << text;
  EXPECT_EQ(parse_step("b2.1"), Step::b2_1);
  EXPECT_EQ(halves("A2"), (Halves{Step::a2_1, Step::a2_2}));
  EXPECT_EQ(halves("c1"), (Halves{Step::c1, Step::c1}));
  for (auto const* const text : {"A1.1", "C2", "", "A", "none"}) EXPECT_FALSE(halves(text)) << text;
}

TEST(LevelScale, UnknownComparesWithNothing) {
  EXPECT_TRUE(compare(Step::none, Step::a1_1) < 0);
  EXPECT_TRUE(compare(Step::b2_2, Step::c1) < 0);
  EXPECT_TRUE(compare(Step::a2_1, Step::a1_2) > 0);
  EXPECT_TRUE(compare(Step::b1_1, Step::b1_1) == 0);
  EXPECT_EQ(compare(Step::unknown, Step::none), std::partial_ordering::unordered);
  EXPECT_EQ(compare(Step::unknown, Step::unknown), std::partial_ordering::unordered);
  EXPECT_TRUE(compare(Literacy::four, Literacy::reads) < 0);
  EXPECT_EQ(compare(Literacy::one, Literacy::unknown), std::partial_ordering::unordered);
}

}  // namespace
}  // namespace cote::activities::levels
