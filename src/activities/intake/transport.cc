// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/transport.h"

#include <algorithm>
#include <stdexcept>

namespace cote::activities::intake {

Transport::Transport(int persons, std::vector<bool> loose)
    : tables_(loose.size()),
      loose_(std::move(loose)),
      empty_(tables_, 0),
      price_(index(persons) * tables_, kClosed),
      open_(index(persons)),
      at_(index(persons), kNobody),
      sitting_(tables_),
      move_(tables_ * tables_, kClosed),
      mover_(tables_ * tables_, kNobody),
      far_(tables_),
      before_(tables_),
      carried_(tables_) {}

void Transport::seat(int person, std::span<const Seat> seats, int hole) {
  auto& open = open_[index(person)];
  open.clear();
  for (const Seat& s : seats) {
    open.push_back(s.table);
    price(person, s.table) = s.cost;
  }
  search(person);
  shift_to(hole, person);
}

void Transport::reprice(int person, std::span<const Seat> seats) {
  auto const table = at_[index(person)];
  leave(person);
  seat(person, seats, table);
}

void Transport::join(int person, int table) {
  at_[index(person)] = table;
  sitting_[index(table)].push_back(person);
  auto const here = price(person, table);
  total_ += here;
  for (int const other : open_[index(person)]) {
    auto const step = price(person, other) - here;
    auto const at = pair(table, other);
    if (other == table || step >= move_[at]) continue;
    move_[at] = step;
    mover_[at] = person;
  }
}

void Transport::leave(int person) {
  auto const table = at_[index(person)];
  auto& sitting = sitting_[index(table)];
  sitting.erase(std::ranges::find(sitting, person));
  at_[index(person)] = kNobody;
  total_ -= price(person, table);
  for (int const other : open_[index(person)]) {
    auto const at = pair(table, other);
    if (other == table || mover_[at] != person) continue;
    move_[at] = kClosed;
    mover_[at] = kNobody;
    for (int const p : sitting) {
      auto const there = price(p, other);
      if (there >= kClosed || there - price(p, table) >= move_[at]) continue;
      move_[at] = there - price(p, table);
      mover_[at] = p;
    }
  }
}

/// Bellman and Ford from the person over the tables. There is no cycle of negative length, since the present
/// arrangement is the cheapest; so this ends.
void Transport::search(int person) {
  ++work_;
  std::ranges::fill(far_, kClosed);
  auto waiting = std::vector<bool>(tables_, false);
  for (int const t : open_[index(person)]) {
    far_[index(t)] = price(person, t);
    before_[index(t)] = kNobody;
    waiting[index(t)] = true;
  }
  for (bool again = true; again;) {
    again = false;
    for (std::size_t from = 0; from < tables_; ++from) {
      if (!waiting[from]) continue;
      waiting[from] = false;
      auto const gives_empty = loose_[from] && empty_[from] > 0;
      for (std::size_t to = 0; to < tables_; ++to) {
        auto const at = from * tables_ + to;
        auto const by_empty = gives_empty && loose_[to] && move_[at] >= 0;
        auto const step = by_empty ? 0 : move_[at];
        if (step >= kClosed || far_[from] + step >= far_[to]) continue;
        far_[to] = far_[from] + step;
        before_[to] = static_cast<int>(from);
        carried_[to] = by_empty ? kNobody : mover_[at];
        waiting[to] = again = true;
      }
    }
  }
}

void Transport::shift_to(int hole, int person) {
  if (far_[index(hole)] >= kClosed) throw std::logic_error("a seat nobody can reach");
  auto table = hole;
  while (before_[index(table)] != kNobody) {
    auto const from = before_[index(table)];
    auto const who = carried_[index(table)];
    if (who == kNobody) {
      --empty_[index(from)];
      ++empty_[index(table)];
    } else {
      leave(who);
      join(who, table);
    }
    table = from;
  }
  join(person, table);
}

}  // namespace cote::activities::intake
