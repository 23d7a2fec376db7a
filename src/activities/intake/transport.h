// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

/// The cheapest way to seat people at tables, kept cheapest while people come, and while their prices change:
/// minimum-cost flow by successive shortest paths (Ford and Fulkerson; Ahuja, Magnanti, Orlin, "Network
/// Flows", chapter 9), on the graph whose nodes are the tables and whose arcs are "the cheapest person to
/// move from this one to that one".
namespace cote::activities::intake {

using Cost = std::int64_t;
/// A table this person may not sit at.
inline constexpr Cost kClosed = std::numeric_limits<Cost>::max() / 4;

struct Seat {
  int table = 0;
  Cost cost = 0;
};

class Transport {
 public:
  /// `loose[t]`: seats of table t may stay empty, and an empty seat may be exchanged for one of another loose
  /// table at no cost. A table that is not loose is always full.
  Transport(int persons, std::vector<bool> loose);

  /// Seats that stay empty unless somebody needs them.
  void add_empty(int table, int seats) { empty_[index(table)] += seats; }

  /// One more seat at `hole` and one more person, who may sit where `seats` say; everybody moves as the
  /// cheapest arrangement wants. `seats` must let the person sit at `hole`. O(tables^2) in practice.
  void seat(int person, std::span<const Seat> seats, int hole);

  /// Other prices for somebody who sits: the same tables, in any order.
  void reprice(int person, std::span<const Seat> seats);

  [[nodiscard]] int table_of(int person) const { return at_[index(person)]; }
  /// Sum of the prices of the seats taken. The least there is for the seats that exist.
  [[nodiscard]] Cost total() const { return total_; }
  /// Paths searched so far: the measure of work, the same on every machine.
  [[nodiscard]] std::uint64_t work() const { return work_; }

 private:
  static constexpr int kNobody = -1;
  static std::size_t index(int i) { return static_cast<std::size_t>(i); }
  Cost& price(int person, int table) { return price_[index(person) * tables_ + index(table)]; }
  std::size_t pair(int from, int to) const { return index(from) * tables_ + index(to); }
  void join(int person, int table);
  void leave(int person);
  void search(int person);
  void shift_to(int hole, int person);

  std::size_t tables_;
  std::vector<bool> loose_;
  std::vector<int> empty_;
  std::vector<Cost> price_;             // person x table
  std::vector<std::vector<int>> open_;  // by person: the tables that are open to them
  std::vector<int> at_;
  std::vector<std::vector<int>> sitting_;  // by table
  std::vector<Cost> move_;                 // table x table: the cheapest move of a person
  std::vector<int> mover_;
  std::vector<Cost> far_;  // of the last search
  std::vector<int> before_;
  std::vector<int> carried_;
  Cost total_ = 0;
  std::uint64_t work_ = 0;
};

}  // namespace cote::activities::intake
