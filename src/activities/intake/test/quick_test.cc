// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/quick.h"

#include <gtest/gtest.h>

#include "kernel/lang.h"

namespace cote::activities::intake {
namespace {

using levels::Literacy;
using levels::Skill;
using levels::Step;

Questionnaire ladder() {
  return {.id = "ladder",
          .questions = {{.id = "c", .key = "c", .step = Step::b1_1},
                        {.id = "a", .key = "a", .step = Step::a1_1},
                        {.id = "b1", .key = "b1", .step = Step::a2_1},
                        {.id = "b2", .key = "b2", .step = Step::a2_1}}};
}

TEST(IntakeQuick, ClimbsUntilTheFirstStepThatIsNotHeld) {
  constexpr auto yes = Answer::yes;
  constexpr auto no = Answer::no;
  constexpr auto help = Answer::with_help;
  struct {
    const char* what;
    Answers answers;
    Step step;
    bool uneven;
    const char* key;
  } const cases[] = {
      {"nothing asked", {}, Step::unknown, false, ""},
      {"no to the first", {{"a", no}}, Step::none, false, "intake.quick.why.no"},
      {"help with the first", {{"a", help}}, Step::none, false, "intake.quick.why.with_help"},
      {"yes to the first only", {{"a", yes}}, Step::a1_1, false, "intake.quick.why.all"},
      {"yes, then no", {{"a", yes}, {"b1", no}}, Step::a1_1, false, "intake.quick.why.no"},
      {"both questions of a step count",
       {{"a", yes}, {"b1", yes}, {"b2", help}},
       Step::a1_1,
       false,
       "intake.quick.why.with_help"},
      {"one question of a step was asked",
       {{"a", yes}, {"b2", yes}},
       Step::a2_1,
       false,
       "intake.quick.why.all"},
      {"yes to all",
       {{"a", yes}, {"b1", yes}, {"b2", yes}, {"c", yes}},
       Step::b1_1,
       false,
       "intake.quick.why.all"},
      {"a yes above a no", {{"a", yes}, {"b1", no}, {"c", yes}}, Step::a1_1, true, "intake.quick.why.no"},
      {"a step that was not asked ends the climb",
       {{"a", yes}, {"c", yes}},
       Step::a1_1,
       false,
       "intake.quick.why.all"},
      {"the first was not asked", {{"c", yes}}, Step::unknown, false, ""},
  };
  for (auto const& c : cases) {
    auto const found = score(ladder(), c.answers);
    EXPECT_EQ(found.profile.in(Skill::listening), c.step) << c.what;
    EXPECT_EQ(found.profile.in(Skill::speaking), Step::unknown) << c.what;
    EXPECT_EQ(found.uneven, c.uneven) << c.what;
    ASSERT_EQ(found.why.size(), (*c.key == '\0' ? 0U : 1U) + (c.uneven ? 1U : 0U)) << c.what;
    if (!found.why.empty()) {
      EXPECT_EQ(found.why.front().key, c.key) << c.what;
    }
  }
}

TEST(IntakeQuick, TheExampleIsSoundAndSaidInBothLanguages) {
  auto const& example = example_questionnaire();
  EXPECT_TRUE(example.example);
  EXPECT_TRUE(check(example).empty());
  auto answers = Answers{};
  for (const Question& q : example.questions) {
    answers[q.id] = q.id == "speaking.a2_1" ? Answer::no : Answer::yes;
    for (auto const* const lang : {"fr", "en"}) EXPECT_FALSE(Text::in(*find_language(lang))(q.key).empty());
  }
  auto const found = score(example, answers);
  EXPECT_EQ(found.profile.in(Skill::speaking), Step::a1_1);
  EXPECT_EQ(found.profile.in(Skill::writing), Step::b1_1);
  EXPECT_EQ(found.profile.literacy, Literacy::reads);
  EXPECT_TRUE(found.uneven);
  EXPECT_EQ(say(Text::in(*find_language("en")), found.why[1]),
            "Speaking: A1.1. No to: “I can explain in a shop what I am looking for.”");
  auto const evidence = evidence_of(found, example, Date{std::chrono::year{2026} / 9 / 1});
  ASSERT_EQ(evidence.size(), 5U);
  EXPECT_EQ(levels::weigh(evidence, Date{std::chrono::year{2026} / 9 / 1}).profile, found.profile);
}

TEST(IntakeQuick, FindsQuestionsThatCannotBe) {
  auto wrong = ladder();
  wrong.questions[1].id = "c";
  wrong.questions[2].step = Step::none;
  auto const found = check(wrong);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0], (Problem{.field = "c", .key = "intake.quick.problem.twice", .args = {}}));
  EXPECT_EQ(found[1], (Problem{.field = "b1", .key = "intake.quick.problem.no_step", .args = {}}));
}

}  // namespace
}  // namespace cote::activities::intake
