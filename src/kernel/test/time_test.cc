// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/time.h"

#include <gtest/gtest.h>

namespace cote {
namespace {

TEST(KernelTime, BelgianClockChangesOnTheLastSundaysOfMarchAndOctober) {
  struct {
    const char* utc;
    const char* local;
  } const cases[] = {
      {"2026-03-29T00:59:00Z", "2026-03-29T01:59"}, {"2026-03-29T01:00:00Z", "2026-03-29T03:00"},
      {"2026-10-25T00:59:00Z", "2026-10-25T02:59"}, {"2026-10-25T01:00:00Z", "2026-10-25T02:00"},
      {"2026-11-23T08:00:00Z", "2026-11-23T09:00"}, {"2026-07-21T22:30:00Z", "2026-07-22T00:30"},
  };
  for (auto const& c : cases) EXPECT_EQ(iso(to_local(parse_time(c.utc).value())), c.local) << c.utc;
}

TEST(KernelTime, SkippedAndDoubledWallClockMinutesHaveOneInstant) {
  EXPECT_EQ(iso(to_utc(parse_local("2026-03-29T02:30").value())), "2026-03-29T01:00:00Z");
  EXPECT_EQ(iso(to_utc(parse_local("2026-10-25T02:30").value())), "2026-10-25T00:30:00Z");
  EXPECT_EQ(iso(to_utc(parse_local("2026-01-01T00:00").value())), "2025-12-31T23:00:00Z");
}

TEST(KernelTime, ReadsInstantsWithOffsetsAndRefusesTheRest) {
  EXPECT_EQ(iso(parse_time("2026-11-23T09:00:00+01:00").value()), "2026-11-23T08:00:00Z");
  EXPECT_EQ(iso(parse_time("2026-11-23T09:00:00.125Z").value()), "2026-11-23T09:00:00Z");
  for (auto const* bad :
       {"", "2026-11-23", "2026-02-30T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T09:00:00",
        "2026-11-23T09:00:00.Z", "2026-11-23T09:00:00Zx", "2026-11-23T09:00:00+1:00"})
    EXPECT_FALSE(parse_time(bad)) << bad;
}

}  // namespace
}  // namespace cote
