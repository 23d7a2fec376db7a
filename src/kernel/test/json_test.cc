// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/json.h"

#include <gtest/gtest.h>

namespace cote::json {
namespace {

std::string nested(int levels) {
  auto const n = static_cast<std::size_t>(levels);
  return std::string(n, '[') + std::string(n, ']');
}

TEST(KernelJson, ReadsOneDocumentAndSaysWhereItStopped) {
  struct {
    std::string text;
    bool good;
  } const cases[] = {
      {R"({"a": [1, 2.5, null, true, "é"]})", true},
      {"  [] \r\n", true},
      {"3", true},
      {"", false},
      {"{", false},
      {"[1,]", false},
      {"[] []", false},
      {"{\"a\":01}", false},
      {"\"\xff\"", false},
      {nested(32), true},
      {nested(33), false},
      {nested(100000), false},
  };
  for (auto const& c : cases) {
    std::string error = "untouched";
    EXPECT_EQ(parse(c.text, &error).has_value(), c.good) << c.text.substr(0, 40);
    EXPECT_EQ(error.empty(), c.good) << c.text.substr(0, 40);
  }
  std::string error;
  parse("[1, x]", &error);
  EXPECT_NE(error.find("at byte 4"), std::string::npos) << error;
}

TEST(KernelJson, GivesEmptyForWhatIsAbsentOrOfAnotherType) {
  auto const o = parse(R"({"s":"x","n":1.5,"i":2,"b":true})").value().as_object();
  EXPECT_EQ(text(o, "s"), "x");
  EXPECT_EQ(text(o, "n"), "");
  EXPECT_EQ(text(o, "z"), "");
  EXPECT_EQ(number(o, "n"), 1.5);
  EXPECT_EQ(number(o, "i"), 2.0);
  EXPECT_EQ(number(o, "s"), std::nullopt);
  EXPECT_EQ(number(o, "z"), std::nullopt);
}

TEST(KernelJson, PutsOnlyWhatIsNotEmpty) {
  object o;
  put(o, "a", "x");
  put(o, "b", "");
  EXPECT_EQ(boost::json::serialize(o), R"({"a":"x"})");
}

}  // namespace
}  // namespace cote::json
