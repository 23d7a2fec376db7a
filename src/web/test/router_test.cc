// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "web/http.h"

namespace cote::web {
namespace {

Handler says(std::string words) {
  return [words = std::move(words)](const Visit&) { return Reply{.body = words}; };
}

class WebRouter : public ::testing::Test {
 protected:
  WebRouter() {
    // Added so that a first-come router would choose wrongly.
    for (auto const* pattern :
         {"/guide/{slug}", "/guide/{slug}/report", "/guide/new", "/", "/guide", "/{a}/{b}/x"})
      router.add({.pattern = pattern, .name = pattern}, says(pattern));
    router.add({.method = "POST", .pattern = "/guide", .name = "post"}, says("post"));
    router.add({.pattern = "/guide", .name = "plain", .localised = false}, says("plain"));
  }
  Router router;
};

TEST_F(WebRouter, MatchesWholeSegmentsAndPrefersLiteralOnes) {
  struct {
    const char* path;
    const char* name;  // empty: nothing
    std::vector<std::string> segments;
  } const cases[] = {
      {"/", "/", {}},
      {"/guide", "/guide", {}},
      {"/guide/new", "/guide/new", {}},
      {"/guide/newer", "/guide/{slug}", {"newer"}},
      {"/guide/a b", "/guide/{slug}", {"a b"}},
      {"/guide/new/report", "/guide/{slug}/report", {"new"}},
      {"/guide/new/x", "/{a}/{b}/x", {"guide", "new"}},
      {"/guide/", "", {}},
      {"/guide//report", "", {}},
      {"/guide/a/report/more", "", {}},
      {"/Guide", "", {}},
      {"/guid", "", {}},
      {"", "/", {}},
      {"guide", "", {}},
  };
  for (auto const& c : cases) {
    auto const match = router.find("GET", c.path, true);
    EXPECT_EQ(match.route == nullptr ? "" : match.route->name, c.name) << c.path;
    EXPECT_EQ(match.segments, c.segments) << c.path;
  }
  EXPECT_EQ(router.find("GET", "/guide", false).route->name, "plain");
  EXPECT_EQ(router.find("GET", "/guide/new", false).route, nullptr);
  EXPECT_EQ(router.routes().size(), 8U);
}

TEST_F(WebRouter, TellsAWrongMethodFromAWrongAddress) {
  EXPECT_EQ(router.find("HEAD", "/guide", true).route->name, "/guide");
  EXPECT_EQ(router.find("POST", "/guide", true).route->name, "post");
  auto const match = router.find("DELETE", "/guide", true);
  EXPECT_EQ(match.handler, nullptr);
  EXPECT_EQ(match.allow, "OPTIONS, GET, HEAD, POST");
  EXPECT_EQ(router.find("DELETE", "/none", true).allow, "");
}

TEST_F(WebRouter, RefusesTheSamePatternTwice) {
  EXPECT_THROW(router.add({.pattern = "/guide"}, says("")), std::logic_error);
  EXPECT_THROW(router.add({.pattern = "/guide/{other}"}, says("")), std::logic_error)
      << "the same hole, renamed";
  EXPECT_THROW(router.add({.pattern = "guide"}, says("")), std::logic_error);
}

TEST_F(WebRouter, ALongPathIsNotASlowOne) {
  std::string path;
  for (int i = 0; i < 2000; ++i) path += "/a";
  EXPECT_EQ(router.find("GET", path, true).route, nullptr);
}

}  // namespace
}  // namespace cote::web
