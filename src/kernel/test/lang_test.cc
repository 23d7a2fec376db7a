// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/lang.h"

#include <gtest/gtest.h>

namespace cote {
namespace {

TEST(KernelLang, FrenchComesFirstAndArabicRunsLeftwards) {
  auto const all = languages();
  ASSERT_GE(all.size(), 5U);
  EXPECT_EQ(all.front().tag, "fr");
  EXPECT_EQ(all.front().name, "Français");
  ASSERT_NE(find_language("ar"), nullptr);
  EXPECT_EQ(find_language("ar")->dir(), "rtl");
  EXPECT_EQ(find_language("uk")->dir(), "ltr");
  for (auto const* none : {"", "FR", "fr-BE", "zz", "qqq", "de-x"})
    EXPECT_EQ(find_language(none), nullptr) << none;
  for (auto const& lang : all) EXPECT_EQ(lang.rtl, is_rtl(lang.tag)) << lang.tag;
}

TEST(KernelLang, NegotiatesByWeightThenOrder) {
  struct {
    const char* header;
    const char* tag;
  } const cases[] = {
      {"", "fr"},
      {"*", "fr"},
      {"nl", "nl"},
      {"NL-be", "nl"},
      {"de, ti", "fr"},
      {"ar-SY,en;q=0.8", "ar"},
      {"en;q=0.2, uk;q=0.9, fr;q=0.5", "uk"},
      {"en;q=0, nl;q=0.001", "nl"},
      {"en;q=0", "fr"},
      {"en;q=2", "fr"},
      {"en;q=x,nl;q=0.1", "nl"},
      {",,, uk ;q=0.5 , ar; q=0.4", "uk"},
      {"fr-BE, nl", "fr"},
      {"en,nl", "en"},
      {"e", "fr"},
      {"en-", "en"},
  };
  for (auto const& c : cases) EXPECT_EQ(negotiate(c.header).tag, c.tag) << c.header;
  std::string const flood(100000, ',');
  EXPECT_EQ(negotiate(flood + "nl").tag, "fr") << "a header of commas costs nothing";
}

TEST(KernelLang, KnowsScriptsWrittenFromRightToLeft) {
  for (auto const* tag : {"ar", "fa", "prs", "ps", "ur", "ckb", "he", "ar-SY"})
    EXPECT_TRUE(is_rtl(tag)) << tag;
  for (auto const* tag : {"fr", "uk", "ti", "tr", "arn", ""}) EXPECT_FALSE(is_rtl(tag)) << tag;
}

}  // namespace
}  // namespace cote
