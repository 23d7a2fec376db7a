// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "web/http.h"
#include "web/percent.h"

namespace cote::web {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

TEST(WebFields, SplitsFirstAndDecodesAfterwards) {
  struct {
    const char* encoded;
    Pairs pairs;
  } const cases[] = {
      {"", {}},
      {"&&", {}},
      {"q=m%C3%A9decin+de+garde&open=now", {{"q", "médecin de garde"}, {"open", "now"}}},
      {"q=a%26b%3Dc&d", {{"q", "a&b=c"}, {"d", ""}}},
      {"a=1=2&=x&a=3", {{"a", "1=2"}, {"", "x"}, {"a", "3"}}},
      {"q=100%&r=%zz&s=%4", {{"q", "100%"}, {"r", "%zz"}, {"s", "%4"}}},
      {"q=%FFx%C3", {{"q", "\uFFFDx\uFFFD"}}},
      {"q=%C0%AF%ED%A0%80", {{"q", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"}}},
      {"q=a%00b", {{"q", "a\uFFFDb"}}},
      {"%D8%B3=%F0%9F%8F%A0", {{"س", "🏠"}}},
  };
  for (auto const& c : cases) EXPECT_EQ(Fields::parse(c.encoded).pairs(), c.pairs) << c.encoded;
}

TEST(WebFields, WritesWhatItReadsBack) {
  Fields fields;
  fields.add("q", "a&b=c +%/é\n");
  fields.add("", "سكن");
  fields.add("empty", "");
  EXPECT_EQ(Fields::parse(fields.encode()).pairs(), fields.pairs());
  EXPECT_EQ(fields.get("q"), "a&b=c +%/é\n");
  EXPECT_EQ(fields.get("none"), "");
  EXPECT_TRUE(fields.has("empty"));
  EXPECT_FALSE(fields.has("none"));
}

TEST(WebFields, KeepsAThousandPairsOfAFlood) {
  std::string flood;
  for (int i = 0; i < 5000; ++i) flood += "a=1&";
  auto const fields = Fields::parse(flood);
  EXPECT_EQ(fields.pairs().size(), 1000U);
  EXPECT_EQ(fields.all("a").size(), 1000U);
}

TEST(WebPath, IsDecodedOrRefused) {
  EXPECT_EQ(decode_path("/fr/guide/caf%C3%A9%20x"), "/fr/guide/café x");
  for (auto const* bad :
       {"/%", "/%4", "/%zz", "/a%00b", "/a%2Fb", "/a%2fb", "/%0d%0aX", "/%FF", "/%C0%AE", "/a\tb", "/\x7f"})
    EXPECT_FALSE(decode_path(bad)) << bad;
}

}  // namespace
}  // namespace cote::web
