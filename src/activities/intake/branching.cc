// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/branching.h"

#include <algorithm>

namespace cote::activities::intake {
namespace {

constexpr Cost kScale = 1024;                    // of costs, so that multipliers may be fractions
constexpr Cost kNever = Cost{1} << 50;           // price of what a branch has ruled out
constexpr Cost kHopeless = kNever / kScale / 2;  // a bound that includes such a price
constexpr int kRootRounds = 150;
constexpr int kNodeRounds = 6;

enum class Branch : std::uint8_t { open, in, out };

std::size_t index(int i) { return static_cast<std::size_t>(i); }

Cost whole_up(Cost scaled) { return scaled <= 0 ? 0 : (scaled + kScale - 1) / kScale; }

class Tree {
 public:
  Tree(const Stage& stage, const std::vector<int>& start, const Limit& limit, std::uint64_t spent)
      : stage_(stage),
        task_(stage.task),
        limit_(limit),
        spent_(spent),
        flow_(static_cast<int>(task_.persons.size()), looseness(stage)),
        gain_(task_.persons.size(), 0),
        branch_(task_.units.size(), Branch::open) {
    for (std::size_t u = 0; u < task_.units.size(); ++u) {
      if (task_.forced[u]) branch_[u] = Branch::in;
      if (task_.units[u].size() > 1) families_.push_back(static_cast<int>(u));
    }
    seat_as(start);
    accept(start);
  }

  Best run() {
    auto const root = explore(kRootRounds);
    best_.bound = std::min(best_.value, root);
    best_.work = flow_.work();
    return std::move(best_);
  }

 private:
  static std::vector<bool> looseness(const Stage& stage) {
    auto out = std::vector<bool>(stage.task.places.size(), true);
    out.insert(out.end(), stage.bench_loose.begin(), stage.bench_loose.end());
    return out;
  }

  int bench(const Person& p) const {
    return static_cast<int>(task_.places.size()) + stage_.bench_of[index(p.klass)];
  }

  /// What each seat costs this person now: branch taken, multipliers included.
  std::vector<Seat> seats(int person, Branch branch) const {
    auto const& p = task_.persons[index(person)];
    auto out = std::vector<Seat>{};
    out.reserve(p.choices.size() + 1);
    for (const Seat& s : p.choices)
      out.push_back(
          {s.table, (stage_.count_costs ? s.cost * kScale : 0) + (branch == Branch::out ? kNever : 0)});
    auto const waits = stage_.wait_cost[index(p.klass)] * kScale;
    out.push_back({bench(p), waits + (branch == Branch::open ? gain_[index(person)] : 0) +
                                 (branch == Branch::in ? kNever : 0)});
    return out;
  }

  /// Puts people in one by one, with as many seats at each table as `start` takes: cheapest all along.
  void seat_as(const std::vector<int>& start) {
    auto empty = task_.places;
    auto waiting = std::vector<int>(stage_.bench_loose.size(), 0);
    for (std::size_t i = 0; i < start.size(); ++i)
      if (start[i] >= 0)
        --empty[index(start[i])];
      else
        ++waiting[index(stage_.bench_of[index(task_.persons[i].klass)])];
    for (std::size_t g = 0; g < empty.size(); ++g) flow_.add_empty(static_cast<int>(g), empty[g]);
    for (std::size_t b = 0; b < waiting.size(); ++b)
      if (stage_.bench_loose[b])
        flow_.add_empty(static_cast<int>(empty.size() + b), static_cast<int>(start.size()) - waiting[b]);
    for (std::size_t u = 0; u < task_.units.size(); ++u)
      for (int const person : task_.units[u]) {
        auto const at = start[index(person)];
        flow_.seat(person, seats(person, branch_[u]), at >= 0 ? at : bench(task_.persons[index(person)]));
      }
  }

  bool placed(int person) const { return flow_.table_of(person) < static_cast<int>(task_.places.size()); }

  std::size_t placed_of(int unit) const {
    auto const& members = task_.units[index(unit)];
    return static_cast<std::size_t>(std::ranges::count_if(members, [&](int m) { return placed(m); }));
  }

  bool torn(int unit) const {
    auto const in = placed_of(unit);
    return in != 0 && in != task_.units[index(unit)].size();
  }

  std::vector<int> torn_units() const {
    auto out = std::vector<int>{};
    std::ranges::copy_if(families_, std::back_inserter(out),
                         [&](int u) { return branch_[index(u)] == Branch::open && torn(u); });
    return out;
  }

  /// A whole seating is a solution; the better one stays.
  void accept(const std::vector<int>& group_of) {
    for (std::size_t u = 0; u < task_.units.size(); ++u)
      for (int const m : task_.units[u])
        if (task_.forced[u] && group_of[index(m)] < 0) {
          if (best_.group_of.empty()) best_.group_of = group_of;
          return;
        }
    Cost value = 0;
    for (std::size_t i = 0; i < group_of.size(); ++i) value += price(i, group_of[i]);
    if (value >= best_.value) return;
    best_.value = value;
    best_.group_of = group_of;
  }

  Cost price(std::size_t person, int group) const {
    auto const& p = task_.persons[person];
    if (group < 0) return stage_.wait_cost[index(p.klass)];
    if (!stage_.count_costs) return 0;
    return std::ranges::find(p.choices, group, &Seat::table)->cost;
  }

  void accept_flow() {
    auto group_of = std::vector<int>(task_.persons.size(), -1);
    for (std::size_t i = 0; i < group_of.size(); ++i)
      if (placed(static_cast<int>(i))) group_of[i] = flow_.table_of(static_cast<int>(i));
    accept(group_of);
  }

  void set_branch(int unit, Branch branch) {
    branch_[index(unit)] = branch;
    for (int const m : task_.units[index(unit)]) flow_.reprice(m, seats(m, branch));
  }

  /// Shares the gain of each torn unit anew: those who wait pay more for waiting, those who sit less.
  void shift_gains(const std::vector<int>& torn, double pace) {
    double norm = 0;
    for (int const u : torn) {
      auto const n = static_cast<double>(task_.units[index(u)].size());
      auto const in = static_cast<double>(placed_of(u));
      norm += in * (n - in) / n;
    }
    auto const known = best_.value < Best::kNone;
    auto const missing = known ? std::max(best_.value * kScale - flow_.total(), kScale / 4) : kScale;
    auto const step = pace * static_cast<double>(missing) / norm;
    for (int const u : torn) share(task_.units[index(u)], placed_of(u), step);
  }

  void share(const std::vector<int>& members, std::size_t in, double step) {
    auto const n = static_cast<double>(members.size());
    auto const outside = n - static_cast<double>(in);
    Cost given = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      auto const sits = placed(members[i]);
      auto change = static_cast<Cost>(step * ((sits ? 0.0 : 1.0) - outside / n));
      if (i + 1 == members.size()) change = -given;
      given += change;
      gain_[index(members[i])] += change;
    }
    for (int const m : members) flow_.reprice(m, seats(m, Branch::open));
  }

  bool enough() {
    if (!ended_) ended_ = spent_ + flow_.work() >= limit_.work || (limit_.stop && limit_.stop());
    return ended_;
  }

  bool beaten(Cost bound) const { return bound >= std::min(best_.value, kHopeless); }

  /// Raises the bound of this node by moving multipliers. Any multipliers give a bound, so they are never
  /// taken back.
  Cost sharpen(int rounds) {
    auto bound = whole_up(flow_.total());
    auto pace = 1.0;
    auto idle = 0;
    for (int i = 0; i < rounds && !beaten(bound) && !enough(); ++i) {
      auto const torn = torn_units();
      if (torn.empty()) break;
      shift_gains(torn, pace);
      auto const now = whole_up(flow_.total());
      idle = now > bound ? 0 : idle + 1;
      bound = std::max(bound, now);
      if (idle >= 4) {
        pace *= 0.5;
        idle = 0;
      }
    }
    return bound;
  }

  /// Looks at this node and below; returns a bound of every whole seating there (at least the best value,
  /// when all was seen).
  Cost explore(int rounds) {
    auto const bound = sharpen(rounds);
    if (beaten(bound)) return best_.value;
    auto const torn = torn_units();
    if (torn.empty()) {
      accept_flow();
      return best_.value;
    }
    if (enough()) return bound;
    return std::max(bound, split(pick(torn)));
  }

  /// The torn unit that is most torn.
  int pick(const std::vector<int>& torn) const {
    return *std::ranges::max_element(torn, {}, [&](int u) {
      auto const in = placed_of(u);
      return std::min(in, task_.units[index(u)].size() - in);
    });
  }

  Cost split(int unit) {
    auto const mostly_in = placed_of(unit) * 2 >= task_.units[index(unit)].size();
    auto least = Cost{kClosed};
    for (auto const branch : {mostly_in ? Branch::in : Branch::out, mostly_in ? Branch::out : Branch::in}) {
      set_branch(unit, branch);
      least = std::min(least, explore(kNodeRounds));
    }
    set_branch(unit, Branch::open);
    return least;
  }

  const Stage& stage_;
  const Task& task_;
  const Limit& limit_;
  std::uint64_t spent_;
  Transport flow_;
  std::vector<Cost> gain_;  // by person, scaled; their sum over a unit is zero
  std::vector<Branch> branch_;
  std::vector<int> families_;
  Best best_;
  bool ended_ = false;
};

}  // namespace

Best cheapest(const Stage& stage, const std::vector<int>& start, const Limit& limit, std::uint64_t spent) {
  return Tree(stage, start, limit, spent).run();
}

}  // namespace cote::activities::intake
