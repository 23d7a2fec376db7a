// SPDX-License-Identifier: AGPL-3.0-or-later
// Laws that hold for every schedule, tried on schedules made by chance from a seed that a failure prints.
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "guide/hours/hours.h"
#include "kernel/time.h"

namespace cote::guide::hours {
namespace {

namespace ch = std::chrono;

class Chance {
 public:
  explicit Chance(unsigned seed) : engine_(seed) {}
  int number(int low, int high) { return std::uniform_int_distribution(low, high)(engine_); }
  std::string one(const std::vector<std::string>& list) {
    return list[static_cast<std::size_t>(number(0, static_cast<int>(list.size()) - 1))];
  }
  std::string clock(int low, int high) {
    const int minute = number(low * 4, high * 4) * 15;
    return two(minute / 60) + ":" + two(minute % 60);
  }
  std::string two(int value) { return (value < 10 ? "0" : "") + std::to_string(value); }

  std::string rule() {
    const std::vector<std::string> days{"Mo",
                                        "Tu-Fr",
                                        "Fr-Mo",
                                        "Sa,Su",
                                        "PH",
                                        "Su,PH",
                                        "Tu[2]",
                                        "We[-1]",
                                        "Jun-Aug",
                                        "Nov-Feb Mo",
                                        "Dec 25",
                                        "Mar 29",
                                        "Oct 20-28",
                                        "week 10-20",
                                        "PH -1 day",
                                        "easter",
                                        "2026 Dec 24-2027 Jan 03",
                                        "2026+ Th",
                                        "Dec 20-Jan 06"};
    std::string out = number(0, 9) > 0 ? one(days) + " " : "";
    switch (number(0, 4)) {
      case 0:
        out += clock(17, 23) + "-" + clock(0, 6);
        break;
      case 1:
        out += clock(0, 4) + "-" + clock(4, 6) + "," + clock(7, 9) + "-" + clock(10, 12);
        break;
      case 2:
        out += clock(6, 22) + "+";
        break;
      case 3:
        return out + one({"off", "open", "unknown", "\"by appointment\"", "00:00-24:00"});
      default:
        out += clock(7, 11) + "-" + clock(12, 18);
        break;
    }
    return out + one({"", "", "", " off", " \"téléphoner\"", " open \"side door\""});
  }
  std::string text() {
    std::string out = rule();
    for (int more = number(0, 3); more > 0; --more) out += one({"; ", "; ", "; ", " || "}) + rule();
    return out;
  }

 private:
  std::mt19937 engine_;
};

constexpr unsigned kSeeds = 250;
const Minute kStarts[] = {ch::local_days(ch::year(2026) / 3 / 27), ch::local_days(ch::year(2026) / 10 / 23),
                          ch::local_days(ch::year(2026) / 12 / 23)};

template <class Law>
void for_chance(Law law) {
  int tried = 0;
  for (unsigned seed = 1; seed <= kSeeds; ++seed) {
    const std::string text = Chance(seed).text();
    const auto parsed = parse(text);
    if (!parsed.schedule) continue;
    ++tried;
    SCOPED_TRACE("seed " + std::to_string(seed) + ": " + text);
    law(*parsed.schedule);
    if (testing::Test::HasFatalFailure()) return;
  }
  EXPECT_GT(tried, static_cast<int>(kSeeds) * 3 / 4);
}

TEST(HoursByChance, TheNormalFormReadsBackAsAnEqualSchedule) {
  for_chance([](const Schedule& schedule) {
    const auto again = parse(schedule.text());
    ASSERT_TRUE(again.schedule) << schedule.text() << ": " << again.refused.message;
    ASSERT_EQ(again.schedule->text(), schedule.text());
    for (const Minute start : kStarts)
      ASSERT_EQ(again.schedule->between(start, start + ch::days(12)),
                schedule.between(start, start + ch::days(12)));
  });
}

TEST(HoursByChance, AMinuteAgreesWithTheIntervals) {
  for_chance([](const Schedule& schedule) {
    for (const Minute start : kStarts) {
      const auto slots = schedule.between(start, start + ch::days(5));
      std::size_t next = 0;
      for (Minute now = start; now < start + ch::days(5); now += ch::minutes(5)) {
        // The hour that the clock skips in March has no minutes of its own.
        if (now >= Minute(ch::local_days(ch::year(2026) / 3 / 29)) + ch::hours(2) &&
            now < Minute(ch::local_days(ch::year(2026) / 3 / 29)) + ch::hours(3))
          continue;
        while (next < slots.size() && slots[next].to <= now) ++next;
        const bool inside = next < slots.size() && slots[next].from <= now;
        ASSERT_EQ(schedule.at(now), inside ? slots[next].state : State::closed) << iso(now);
        if (inside) {
          ASSERT_EQ(schedule.comment_at(now), slots[next].comment) << iso(now);
        }
      }
    }
  });
}

TEST(HoursByChance, IntervalsAreInOrderWithinTheWindowAndMaximal) {
  for_chance([](const Schedule& schedule) {
    const Minute from = kStarts[0] + ch::minutes(617), to = from + ch::days(20);
    const auto slots = schedule.between(from, to);
    for (std::size_t at = 0; at < slots.size(); ++at) {
      ASSERT_LT(slots[at].from, slots[at].to);
      ASSERT_GE(slots[at].from, from);
      ASSERT_LE(slots[at].to, to);
      if (at == 0) continue;
      ASSERT_LE(slots[at - 1].to, slots[at].from);
      if (slots[at - 1].to == slots[at].from) {
        ASSERT_TRUE(slots[at - 1].state != slots[at].state || slots[at - 1].comment != slots[at].comment);
      }
    }
  });
}

TEST(HoursByChance, TheNextChangeIsTheFirst) {
  for_chance([](const Schedule& schedule) {
    for (const Minute start : kStarts) {
      const auto change = schedule.next_change(start, ch::days(4));
      const State before = schedule.at(start);
      const Minute end = change ? *change : start + ch::days(4);
      const auto slots = schedule.between(start, end);
      for (auto const& slot : slots) ASSERT_EQ(slot.state, before) << iso(slot.from);
      if (before == State::closed) {
        ASSERT_TRUE(slots.empty());
      }
      if (change) {
        ASSERT_NE(schedule.at(*change), before) << iso(*change);
      }
    }
  });
}

}  // namespace
}  // namespace cote::guide::hours
