// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/range.h"

#include <gtest/gtest.h>

namespace cote::web {
namespace {

using enum RangeAsked::Kind;

TEST(WebRange, OneRangeIsRead) {
  EXPECT_EQ(range_in("bytes=0-0", 100), (RangeAsked{part, 0, 1}));
  EXPECT_EQ(range_in("bytes=5-9", 100), (RangeAsked{part, 5, 5}));
  EXPECT_EQ(range_in("Bytes=5-9", 100), (RangeAsked{part, 5, 5}));
  EXPECT_EQ(range_in("bytes=90-", 100), (RangeAsked{part, 90, 10}));
  EXPECT_EQ(range_in("bytes=-7", 100), (RangeAsked{part, 93, 7}));
}

TEST(WebRange, AnEndPastTheLastByteIsTheLastByte) {
  EXPECT_EQ(range_in("bytes=0-16383", 100), (RangeAsked{part, 0, 100}));
  EXPECT_EQ(range_in("bytes=99-99999999999999999999999", 100), (RangeAsked{part, 99, 1}));
  EXPECT_EQ(range_in("bytes=-1000", 100), (RangeAsked{part, 0, 100}));
}

TEST(WebRange, WhatDoesNotExistIsOutside) {
  for (auto const* header :
       {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-99999999999999999999"})
    EXPECT_EQ(range_in(header, 100).kind, outside) << header;
  EXPECT_EQ(range_in("bytes=0-", 0).kind, outside);
  EXPECT_EQ(range_in("bytes=-5", 0).kind, outside);
}

TEST(WebRange, WhatIsNoSingleRangeOfBytesIsIgnored) {
  for (auto const* header :
       {"", "bytes=", "bytes=-", "bytes=5", "bytes=9-5", "bytes=a-b", "bytes=1-2,4-5", "bytes= 1-2",
        "bytes=1-2 ", "bytes=+1-2", "bytes=--1", "bytes=1--2", "items=1-2", "bytes 1-2"})
    EXPECT_EQ(range_in(header, 100), RangeAsked{}) << header;
}

TEST(WebRange, ContentRangeSaysWhere) {
  EXPECT_EQ(content_range({part, 5, 5}, 100), "bytes 5-9/100");
  EXPECT_EQ(content_range({outside}, 100), "bytes */100");
}

}  // namespace
}  // namespace cote::web
