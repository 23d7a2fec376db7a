// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/levels/fit.h"

#include <gtest/gtest.h>

namespace cote::activities::levels {
namespace {

Profile profile(Step listening, Step speaking, Step reading, Step writing,
                Literacy literacy = Literacy::unknown) {
  return {.french = {listening, speaking, reading, writing}, .literacy = literacy};
}

constexpr auto none = Step::none;
constexpr auto unknown = Step::unknown;
constexpr auto a11 = Step::a1_1;
constexpr auto a12 = Step::a1_2;
constexpr auto a21 = Step::a2_1;
constexpr auto b11 = Step::b1_1;

TEST(LevelFit, TheSkillsTheGroupNamesDecide) {
  auto const all = entry_between(a11, a21);  // A1.1 or A1.2, in four skills
  auto const oral = entry_between(a11, a21, {Skill::listening, Skill::speaking});
  auto alpha = entry_between(a11, Step::c1, {Skill::speaking});
  alpha.literacy = Range<Literacy>{Literacy::none, Literacy::one};
  auto const some = [](Skill s) { return std::optional<Aspect>(s); };
  auto const literacy = std::optional<Aspect>(std::monostate{});
  struct {
    const char* what;
    Profile has;
    Entry group;
    Tolerance tolerance;
    Fit fit;
  } const cases[] = {
      {"on the level",
       profile(a11, a11, a11, a11),
       all,
       {},
       {Verdict::fits, some(Skill::listening), 0, false}},
      {"one skill ahead, still in",
       profile(a11, a12, a11, a11),
       all,
       {},
       {Verdict::fits, some(Skill::speaking), 1, false}},
      {"one skill behind",
       profile(a11, a11, a11, none),
       all,
       {},
       {Verdict::too_low, some(Skill::writing), 1, false}},
      {"one skill beyond",
       profile(a11, a21, a11, a11),
       all,
       {},
       {Verdict::too_high, some(Skill::speaking), 2, false}},
      {"behind in one, beyond in another by as much",
       profile(a21, a11, a11, none),
       all,
       {},
       {Verdict::too_low, some(Skill::writing), 1, false}},
      {"behind by one, beyond by three",
       profile(b11, a11, a11, none),
       all,
       {},
       {Verdict::too_high, some(Skill::listening), 4, false}},
      {"unknown in one",
       profile(a11, a11, unknown, a11),
       all,
       {},
       {Verdict::unknown, some(Skill::reading), 0, false}},
      {"unknown in one, behind in another",
       profile(a11, none, unknown, a11),
       all,
       {},
       {Verdict::too_low, some(Skill::speaking), 1, false}},
      {"writing does not count in an oral group",
       profile(a11, a12, unknown, b11),
       oral,
       {},
       {Verdict::fits, some(Skill::speaking), 1, false}},
      {"a step below by tolerance",
       profile(none, a11, a11, a11),
       all,
       {.below = 1, .above = 0},
       {Verdict::fits, some(Skill::listening), 1, true}},
      {"two below is too much for it",
       profile(none, a11, a11, a11),
       entry_between(a12, a21),
       {.below = 1, .above = 0},
       {Verdict::too_low, some(Skill::listening), 2, false}},
      {"a step above by tolerance",
       profile(a21, a11, a11, a11),
       all,
       {.below = 0, .above = 1},
       {Verdict::fits, some(Skill::listening), 2, true}},
      {"literacy: speaks enough, does not read",
       profile(a11, a11, unknown, unknown, Literacy::none),
       alpha,
       {},
       {Verdict::fits, some(Skill::speaking), 0, false}},
      {"literacy: reads already",
       profile(a11, a11, a11, a11, Literacy::reads),
       alpha,
       {},
       {Verdict::too_high, literacy, 5, false}},
      {"literacy: nobody asked",
       profile(a11, a11, a11, a11),
       alpha,
       {},
       {Verdict::unknown, literacy, 0, false}},
      {"no level asked",
       profile(unknown, unknown, unknown, unknown),
       {},
       {},
       {Verdict::fits, std::nullopt, 0, false}},
  };
  for (auto const& c : cases) {
    auto const found = fit(c.has, c.group, c.tolerance);
    EXPECT_EQ(static_cast<int>(found.verdict), static_cast<int>(c.fit.verdict)) << c.what;
    EXPECT_EQ(found.decides, c.fit.decides) << c.what;
    EXPECT_EQ(found.distance, c.fit.distance) << c.what;
    EXPECT_EQ(found.stretched, c.fit.stretched) << c.what;
  }
}

TEST(LevelFit, AnEntryLeadsFromOneLevelToBelowTheOther) {
  EXPECT_EQ(entry_between(a11, a21).french[0], (Range<Step>{a11, a12}));
  EXPECT_EQ(entry_between(a11, a11).french[3], (Range<Step>{a11, a11}));
  EXPECT_EQ(entry_between(a11, unknown).french[3], (Range<Step>{a11, a11}));
  EXPECT_EQ(entry_between(unknown, a21), Entry{});
  EXPECT_FALSE(entry_between(a11, a21, {Skill::speaking}).french[0]);
}

TEST(LevelFit, SaysInCodesWhatItCompared) {
  auto const group = entry_between(a11, a21, {Skill::speaking});
  EXPECT_EQ(has(profile(none, a12, none, none), Skill::speaking), "A1.2");
  EXPECT_EQ(from(group, Skill::speaking), "A1.1");
  EXPECT_EQ(to(group, Skill::speaking), "A1.2");
  EXPECT_EQ(has(profile(none, a12, none, none, Literacy::two), std::monostate{}), "2");
  EXPECT_EQ(from(group, std::monostate{}), "unknown");
}

}  // namespace
}  // namespace cote::activities::levels
