// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "activities/attendance/rules.h"
#include "activities/test/world.h"

namespace cote::activities {
namespace {

using test::at;

std::vector<Session> tuesdays(int count) {
  std::vector<Session> out;
  for (int i = 0; i < count; ++i)
    out.push_back({.id = {"s" + std::to_string(i)},
                   .starts = test::local("2026-10-13T09:00") + std::chrono::days(7 * i),
                   .ends = test::local("2026-10-13T12:00") + std::chrono::days(7 * i),
                   .length = Minutes(165)});
  return out;
}
Mark mark(int session, Presence state, int minutes) {
  return {.session = {"s" + std::to_string(session)},
          .participant = {"p"},
          .state = state,
          .length = Minutes(minutes)};
}

TEST(Minutes, WhatCameBeforeJoiningIsNotExpectedAndNotAbsent) {
  auto const sessions = tuesdays(4);
  // The third one is after the clocks went back: 9:00 is 8:00 UTC then.
  std::vector<Stay> const stays{{.joined = at("2026-10-27T07:59:59Z")}};
  auto const sums = rules::tally(sessions, {}, stays);
  EXPECT_EQ(sums.sessions, 2);
  EXPECT_EQ(sums.expected, Minutes(330));
  EXPECT_EQ(sums.absent, Minutes(0));
  EXPECT_EQ(sums.remaining, Minutes(330));
  std::vector<Stay> const late{{.joined = at("2026-10-27T08:00:01Z")}};
  EXPECT_EQ(rules::tally(sessions, {}, late).sessions, 1) << "joined when it had begun";
}

TEST(Minutes, PartsAddUpToWhatIsExpected) {
  auto sessions = tuesdays(6);
  sessions[5].status = SessionStatus::cancelled;
  std::vector<Stay> const stays{{.joined = at("2026-10-01T00:00:00Z")}};
  std::vector<Mark> const marks{mark(0, Presence::present, 165), mark(1, Presence::late, 100),
                                mark(2, Presence::excused, 0), mark(3, Presence::absent, 0)};
  auto const sums = rules::tally(sessions, marks, stays);
  EXPECT_EQ(sums.attended, Minutes(265));
  EXPECT_EQ(sums.expected, Minutes(825)) << "a cancelled session expects nobody";
  EXPECT_EQ(sums.excused, Minutes(165));
  EXPECT_EQ(sums.absent, Minutes(230)) << "with the 65 minutes of the late one";
  EXPECT_EQ(sums.remaining, Minutes(165));
  EXPECT_EQ(sums.attended + sums.excused + sums.absent + sums.remaining, sums.expected);
}

TEST(Minutes, LeavingEndsWhatIsExpected) {
  auto const sessions = tuesdays(4);
  std::vector<Stay> const twice{{at("2026-10-01T00:00:00Z"), at("2026-10-14T00:00:00Z")},
                                {at("2026-10-30T00:00:00Z"), std::nullopt}};
  EXPECT_EQ(rules::tally(sessions, {}, twice).sessions, 2) << "the first and the last";
  std::vector<Mark> const marks{mark(1, Presence::present, 165)};
  EXPECT_EQ(rules::tally(sessions, marks, twice).sessions, 3) << "somebody who was there was there";
}

TEST(Minutes, TheSignComesWhenTheThresholdCannotBeReached) {
  auto const sessions = tuesdays(10);
  std::vector<Stay> const stays{{.joined = at("2026-10-01T00:00:00Z")}};
  std::vector<Mark> marks;
  auto const stands = [&] { return rules::threshold(rules::tally(sessions, marks, stays), 80); };
  EXPECT_EQ(stands(), Threshold::possible);
  marks = {mark(0, Presence::absent, 0), mark(1, Presence::absent, 0)};
  EXPECT_EQ(stands(), Threshold::possible) << "eight of ten are just enough";
  marks.push_back(mark(2, Presence::late, 164));
  EXPECT_EQ(stands(), Threshold::out_of_reach) << "one minute too few";
  marks[2].length = Minutes(165);
  for (int i = 3; i < 9; ++i) marks.push_back(mark(i, Presence::present, 165));
  EXPECT_EQ(stands(), Threshold::possible);
  marks.push_back(mark(9, Presence::present, 165));
  EXPECT_EQ(stands(), Threshold::met);
  EXPECT_EQ(rules::threshold(rules::tally(sessions, marks, stays), 0), Threshold::none);
  EXPECT_EQ(rules::needed({.expected = Minutes(1)}, 50), Minutes(1)) << "rounded up";
}

TEST(Minutes, AMarkSaysMinutesThatFit) {
  auto const session = tuesdays(1)[0];
  EXPECT_EQ(rules::settled(mark(0, Presence::present, 3), session).length, Minutes(165));
  EXPECT_EQ(rules::settled(mark(0, Presence::absent, 3), session).length, Minutes(0));
  for (auto const minutes : {-1, 0, 165, 9999})
    EXPECT_EQ(rules::check(mark(0, Presence::late, minutes), session).size(), 1U) << minutes;
  EXPECT_TRUE(rules::check(mark(0, Presence::late, 164), session).empty());
}

}  // namespace
}  // namespace cote::activities
