// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "activities/intake/transport.h"

/// The arithmetic of a proposal, without a word about levels: people, groups with places, units that are
/// seated whole or not at all. People of the model sit at `intake/model.h`; here everything is a number.
namespace cote::activities::intake {

/// What is best, first to last. Every order ends with the smallest sum of costs.
enum class Order : std::uint8_t {
  most_placed,  // most people; among those most of class 0, then of class 1…
  by_class,     // most people of class 0, then of class 1…
};

struct Person {
  int klass = 0;                // priority class, 0 first
  std::vector<Seat> choices{};  // groups, each at most once, with a cost of 0 or more
};

struct Task {
  std::vector<int> places{};  // by group
  std::vector<Person> persons{};
  std::vector<std::vector<int>> units{};  // each person in exactly one
  std::vector<bool> forced{};             // by unit: must be seated
  Order order = Order::most_placed;
};

/// When to give up. `work` counts searched paths, so it ends at the same point on every machine: the one
/// given here is about two seconds for 600 people. After `stop` the answer depends on the machine.
struct Limit {
  std::uint64_t work = 120'000;
  std::function<bool()> stop{};  // asked now and then; true: enough. Empty: never
};

/// One of the goals in turn: the value reached, and the least that could exist, given that the goals before
/// have the values reached. Proven: they are equal.
struct Goal {
  enum class Of : std::uint8_t { unplaced, unplaced_of_class, cost };
  Of of = Of::unplaced;
  int klass = -1;  // for unplaced_of_class
  Cost value = 0;
  Cost bound = 0;
  [[nodiscard]] bool proven() const { return value == bound; }
};

struct Seating {
  std::vector<int> group_of{};  // by person; -1: not placed
  std::vector<Goal> goals{};    // in the order in which they count
  std::uint64_t work = 0;
  [[nodiscard]] bool proven() const;
};

/// The best seating, or the best found when `limit` ends the search; none when the forced units cannot all be
/// seated, or no way was found before the limit. Deterministic for a task and a limit of work.
///
/// Without units of several this is an assignment, solved by one minimum-cost flow a goal. With them it is a
/// generalised assignment, which is NP-hard. Each goal is then searched by branch and bound: the bound is the
/// flow with units torn apart, sharpened by Lagrange multipliers that share a unit's gain among its members
/// (Held and Karp; Geoffrion 1974); a branch seats a torn unit whole or leaves it out.
std::optional<Seating> seat_all(const Task& task, const Limit& limit = {});

}  // namespace cote::activities::intake
