// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/levels/evidence.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "kernel/lang.h"
#include "kernel/text.h"

namespace cote::activities::levels {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

Date sept(unsigned d) { return Date{year{2026}, month{9}, day{d}}; }

Evidence listening(Source source, Step step, Date on) {
  return {.about = Skill::listening, .step = step, .source = source, .on = on};
}

TEST(LevelEvidence, TheStrongestThenTheNewestDecides) {
  struct {
    const char* what;
    std::vector<Evidence> all;
    Step held;
    std::size_t contrary;
  } const cases[] = {
      {"nothing", {}, Step::unknown, 0},
      {"what one says, when nothing else is known",
       {listening(Source::declared, Step::b1_1, sept(1))},
       Step::b1_1,
       0},
      {"a test over a newer certificate",
       {listening(Source::certificate, Step::b1_1, sept(9)),
        listening(Source::test_here, Step::a2_1, sept(1))},
       Step::a2_1,
       1},
      {"a certificate over an estimate",
       {listening(Source::quick, Step::a1_1, sept(9)), listening(Source::certificate, Step::a2_2, sept(1))},
       Step::a2_2,
       1},
      {"an estimate over what one says",
       {listening(Source::declared, Step::c1, sept(9)), listening(Source::quick, Step::a1_1, sept(9))},
       Step::a1_1,
       1},
      {"the newer of two tests",
       {listening(Source::test_here, Step::a1_1, sept(1)), listening(Source::test_here, Step::a2_1, sept(8))},
       Step::a2_1,
       1},
      {"the lower of two on a day",
       {listening(Source::test_here, Step::a2_1, sept(1)), listening(Source::test_here, Step::a1_2, sept(1))},
       Step::a1_2,
       1},
      {"two that agree",
       {listening(Source::test_here, Step::a2_1, sept(1)), listening(Source::declared, Step::a2_1, sept(1))},
       Step::a2_1,
       0},
      {"one without a date counts last among its like",
       {listening(Source::declared, Step::b1_1, Date{}), listening(Source::declared, Step::a1_1, sept(1))},
       Step::a1_1,
       1},
      {"a test of tomorrow does not count",
       {listening(Source::test_here, Step::a2_1, sept(11))},
       Step::unknown,
       0},
      {"a test without a result does not count",
       {listening(Source::test_here, Step::unknown, sept(9)),
        listening(Source::declared, Step::a1_1, sept(1))},
       Step::a1_1,
       0},
  };
  for (auto const& c : cases) {
    auto all = c.all;
    for (int turn = 0; turn < 2; ++turn) {
      auto const held = weigh(all, sept(10));
      EXPECT_EQ(held.profile.in(Skill::listening), c.held) << c.what;
      EXPECT_EQ(held.contrary[0].size(), c.contrary) << c.what;
      EXPECT_EQ(held.by[0].empty(), c.held == Step::unknown) << c.what;
      EXPECT_EQ(held.profile.in(Skill::reading), Step::unknown) << c.what;
      std::ranges::reverse(all);
    }
  }
}

TEST(LevelEvidence, LiteracyStandsApart) {
  auto const held =
      weigh(std::vector{Evidence{.about = std::monostate{}, .literacy = Literacy::two, .on = sept(1)},
                        listening(Source::test_here, Step::a1_1, sept(1))},
            sept(2));
  EXPECT_EQ(held.profile.literacy, Literacy::two);
  EXPECT_EQ(held.profile.in(Skill::listening), Step::a1_1);
  EXPECT_EQ(held.by[4].size(), 1U);
}

TEST(LevelEvidence, EverySourceHasItsName) {
  for (auto const source : {Source::test_here, Source::certificate, Source::quick, Source::declared})
    EXPECT_FALSE(Text::in(*find_language("ar"))(name_key(source)).empty());
}

}  // namespace
}  // namespace cote::activities::levels
