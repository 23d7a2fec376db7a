// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/seating.h"

#include <algorithm>

#include "activities/intake/branching.h"

namespace cote::activities::intake {
namespace {

std::size_t index(int i) { return static_cast<std::size_t>(i); }

int classes(const Task& task) {
  int out = 1;
  for (const Person& p : task.persons) out = std::max(out, p.klass + 1);
  return out;
}

/// Benches when the counts of the classes before `klass` are settled: one for each of these, one for the
/// rest.
Stage stage_of_class(const Task& task, int klass, int count, bool total_settled) {
  auto out = Stage{.task = task};
  for (int c = 0; c < count; ++c) {
    out.bench_of.push_back(std::min(c, klass));
    out.wait_cost.push_back(c == klass ? 1 : 0);
  }
  for (int b = 0; b <= klass; ++b) out.bench_loose.push_back(b == klass && !total_settled);
  return out;
}

Stage stage_of_total(const Task& task, int count) {
  return {.task = task,
          .bench_of = std::vector<int>(index(count), 0),
          .bench_loose = {true},
          .wait_cost = std::vector<Cost>(index(count), 1)};
}

Stage stage_of_costs(const Task& task, int count) {
  auto out = stage_of_class(task, count - 1, count, true);
  out.wait_cost.assign(index(count), 0);
  out.count_costs = true;
  return out;
}

class Goals {
 public:
  Goals(std::size_t people, const Limit& limit) : limit_(limit) { out_.group_of.assign(people, -1); }

  bool reach(Goal::Of of, int klass, const Stage& stage) {
    auto const best = cheapest(stage, out_.group_of, limit_, out_.work);
    out_.work += best.work;
    if (best.value >= Best::kNone) return false;
    out_.group_of = best.group_of;
    out_.goals.push_back({of, klass, best.value, best.bound});
    return true;
  }

  Seating take() { return std::move(out_); }

 private:
  const Limit& limit_;
  Seating out_;
};

}  // namespace

bool Seating::proven() const { return std::ranges::all_of(goals, &Goal::proven); }

std::optional<Seating> seat_all(const Task& task, const Limit& limit) {
  auto const count = classes(task);
  auto const total = task.order == Order::most_placed;
  auto goals = Goals(task.persons.size(), limit);
  if (total && !goals.reach(Goal::Of::unplaced, -1, stage_of_total(task, count))) return {};
  // The last class follows from the total.
  for (int c = 0; c < count - (total ? 1 : 0); ++c)
    if (!goals.reach(Goal::Of::unplaced_of_class, c, stage_of_class(task, c, count, total))) return {};
  if (!goals.reach(Goal::Of::cost, -1, stage_of_costs(task, count))) return {};
  return goals.take();
}

}  // namespace cote::activities::intake
