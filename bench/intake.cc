// SPDX-License-Identifier: AGPL-3.0-or-later
// The proposal of a registration day: 600 people, 15 % of the units families of two to five, 60 groups. Goal:
// proven the best in 2 s, explanations included. Beside it CBC on the same model, which must agree.
//   bench_intake [--days N] [--by-cbc N]
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <random>

#include <fmt/format.h>

#include "activities/intake/board.h"
#include "activities/intake/propose.h"
#include "activities/intake/test/cbc.h"

namespace cote::bench {
namespace {

using namespace activities::intake;
using activities::levels::Step;
using Steady = std::chrono::steady_clock;

constexpr double kGoal = 2.0;
constexpr int kPeople = 600;
constexpr int kGroups = 60;
constexpr int kTowns = 38;  // municipalities of the province
constexpr std::array kTimes{"mo-am tu-am", "mo-pm we-pm", "tu-am th-am", "we-am fr-am",
                            "th-pm fr-pm", "mo-ev th-ev", "tu-ev we-ev", "sa-am"};

class Draw {
 public:
  explicit Draw(unsigned seed) : engine_(seed) {}
  int between(int least, int most) {
    return least + static_cast<int>(engine_() % static_cast<std::uint64_t>(most - least + 1));
  }
  bool percent(int p) { return between(1, 100) <= p; }
  /// Half of everybody lives and half of all courses are in the first six.
  std::string town() { return std::to_string(percent(50) ? between(0, 5) : between(0, kTowns - 1)); }
  /// Beginners are many.
  Step step() { return static_cast<Step>(1 + std::min(between(0, 8), between(0, 8))); }
  HalfDays times(int percent_each) {
    auto words = std::string{};
    for (auto const* const t : kTimes)
      if (percent(percent_each)) words.append(" ").append(t);
    return HalfDays::parse(words).value();
  }

 private:
  std::mt19937_64 engine_;
};

Learner draw_learner(Draw& dice, std::string id, const std::string& town) {
  auto out = Learner{.id = {std::move(id)}, .levels = activities::levels::all_at(dice.step()), .nis = town};
  if (dice.percent(80)) out.can = dice.times(70);
  if (dice.percent(60)) out.prefers = dice.times(30);
  out.childcare = dice.percent(10);
  if (dice.percent(70)) out.farthest = dice.between(10, 60);
  return out;
}

void draw_units(Day& day, Draw& dice) {
  for (int made = 0, u = 0; made < kPeople; ++u) {
    auto const size = std::min(kPeople - made, dice.percent(15) ? dice.between(2, 5) : 1);
    auto& unit = day.units.emplace_back(Unit{.id = {fmt::format("u{:03}", u)},
                                             .klass = dice.percent(20) ? 0 : 1,
                                             .ticket = Time(std::chrono::minutes(u / 2))});
    auto const town = dice.town();
    for (int m = 0; m < size; ++m)
      unit.members.push_back(draw_learner(dice, fmt::format("l{:03}", made + m), town));
    made += size;
  }
}

Day draw_day(unsigned seed) {
  auto dice = Draw(seed);
  auto day = Day{};
  for (int g = 0; g < kGroups; ++g) {
    auto const from = dice.step();
    day.groups.push_back(
        {.id = {fmt::format("g{:02}", g)},
         .entry = activities::levels::entry_between(
             from, static_cast<Step>(std::min(10, static_cast<int>(from) + dice.between(1, 2)))),
         .half_days = HalfDays::parse(kTimes.at(static_cast<std::size_t>(dice.between(0, 7)))).value(),
         .childcare = dice.percent(40),
         .nis = dice.town(),
         .places = dice.between(4, 14)});
  }
  draw_units(day, dice);
  auto places = std::vector<std::pair<int, int>>{};
  for (int t = 0; t < kTowns; ++t) places.emplace_back(dice.between(0, 70), dice.between(0, 55));
  for (int a = 0; a < kTowns; ++a)
    for (int b = a + 1; b < kTowns; ++b) {
      auto const [ax, ay] = places[static_cast<std::size_t>(a)];
      auto const [bx, by] = places[static_cast<std::size_t>(b)];
      day.distances.set(std::to_string(a), std::to_string(b),
                        static_cast<int>(std::lround(std::hypot(ax - bx, ay - by))));
    }
  return day;
}

double since(Steady::time_point start) {
  return std::chrono::duration<double>(Steady::now() - start).count();
}

int run(unsigned days, unsigned by_cbc) {
  auto times = std::vector<double>{};
  auto all_well = true;
  if (!cbc_is_here()) by_cbc = 0;
  for (unsigned seed = 1; seed <= days; ++seed) {
    auto const day = draw_day(seed);
    auto const start = Steady::now();
    auto const p = propose(day);
    auto const seconds = since(start);
    times.push_back(seconds);
    all_well = all_well && p && p->proven() && seconds < kGoal;
    fmt::print("day {:>2}   {:>3} placed, {:>3} left   {:>7.3f} s, {:>5.1f} x the goal of {} s, {}", seed,
               p->placed.size(), p->left.size(), seconds, kGoal / seconds, kGoal,
               p->proven() ? "proven" : "NOT PROVEN");
    if (seed <= by_cbc) {
      auto const theirs = solve_by_cbc(std::vector{task_of(lay_out(day, {}), {})});
      auto agree = theirs.has_value();
      for (std::size_t g = 0; agree && g < p->goals.size(); ++g)
        agree = theirs->values[0][g] == p->goals[g].value;
      all_well = all_well && agree;
      fmt::print("   CBC {:>7.3f} s, {:.1f} x ours, {}", theirs ? theirs->seconds : 0.0,
                 theirs ? theirs->seconds / seconds : 0.0, agree ? "agrees" : "DIFFERS");
    }
    fmt::print("\n");
  }
  std::ranges::sort(times);
  fmt::print("median {:.3f} s, slowest {:.3f} s: {}\n", times[times.size() / 2], times.back(),
             all_well ? "met" : "MISSED");
  if (by_cbc == 0) fmt::print("CBC (Debian's coinor-cbc) is not installed: nothing to compare with\n");
  return all_well ? 0 : 1;
}

}  // namespace
}  // namespace cote::bench

int main(int argc, char** argv) {
  unsigned days = 20;
  unsigned by_cbc = 5;
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::strcmp(argv[i], "--days") == 0) days = static_cast<unsigned>(std::atoi(argv[i + 1]));
    if (std::strcmp(argv[i], "--by-cbc") == 0) by_cbc = static_cast<unsigned>(std::atoi(argv[i + 1]));
  }
  return cote::bench::run(days, by_cbc);
}
