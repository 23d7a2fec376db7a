// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/etag.h"

#include <set>

#include <gtest/gtest.h>

namespace cote::web {
namespace {

TEST(WebEtag, EveryByteEveryLengthAndTheRevisionCount) {
  std::set<std::uint64_t> seen;
  std::string const text(70, 'a');
  std::size_t made = 0;
  for (std::size_t size = 0; size <= text.size(); ++size, ++made)
    seen.insert(content_hash(text.substr(0, size)));
  for (std::size_t at = 0; at < text.size(); ++at)
    for (char const c : {'b', '\0', '\xff'}) {
      auto changed = text;
      changed[at] = c;
      seen.insert(content_hash(changed));
      ++made;
    }
  EXPECT_EQ(seen.size(), made);
  EXPECT_EQ(content_hash(text), content_hash(std::string(70, 'a')));
  EXPECT_NE(etag_of("x", 1), etag_of("x", 2));
  EXPECT_EQ(etag_of("x", 1), etag_of("x", 1));
  EXPECT_EQ(hex(0x0123456789abcdefU), "0123456789abcdef");
}

TEST(WebEtag, MatchesListsWeaklyAndNothingElse) {
  for (auto const* yes : {"\"a\"", "W/\"a\"", "\"b\", \"a\"", "*", "\"b\",W/\"a\" , \"c\""})
    EXPECT_TRUE(etag_matches(yes, "\"a\"")) << yes;
  for (auto const* no : {"", "a", "\"b\"", "\"aa\"", "\"a", "\"b\" a", "\"\""})
    EXPECT_FALSE(etag_matches(no, "\"a\"")) << no;
  EXPECT_EQ(etag_in("\"1f\"", "gzip"), "\"1f-gzip\"");
}

}  // namespace
}  // namespace cote::web
