// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/test/tasks.h"

#include <algorithm>

#include "activities/intake/test/cbc.h"

namespace cote::activities::intake {
namespace {

std::size_t index(int i) { return static_cast<std::size_t>(i); }

/// Tries every way to seat the members from `member` on of the units from `unit` on.
class Trial {
 public:
  explicit Trial(const Task& task) : task_(task), free_(task.places), group_of_(task.persons.size(), -1) {}

  std::vector<Cost> run() {
    next(0);
    return best_;
  }

 private:
  void next(std::size_t unit) {
    if (unit == task_.units.size()) {
      auto found = values(task_, group_of_);
      if (best_.empty() || found < best_) best_ = std::move(found);
      return;
    }
    if (!task_.forced[unit]) next(unit + 1);
    seat(unit, 0);
  }

  void seat(std::size_t unit, std::size_t member) {
    if (member == task_.units[unit].size()) return next(unit + 1);
    auto const person = index(task_.units[unit][member]);
    for (const Seat& s : task_.persons[person].choices) {
      if (free_[index(s.table)] == 0) continue;
      --free_[index(s.table)];
      group_of_[person] = s.table;
      seat(unit, member + 1);
      group_of_[person] = -1;
      ++free_[index(s.table)];
    }
  }

  const Task& task_;
  std::vector<int> free_;
  std::vector<int> group_of_;
  std::vector<Cost> best_{};
};

}  // namespace

Task draw(Draw& dice, const Shape& shape) {
  auto out = Task{.order = shape.order};
  for (int g = 0; g < shape.groups; ++g) out.places.push_back(dice.between(0, shape.most_places));
  while (static_cast<int>(out.persons.size()) < shape.people) {
    auto const room = shape.people - static_cast<int>(out.persons.size());
    auto const size =
        dice.percent(shape.families_percent) ? std::min(room, dice.between(2, shape.largest)) : 1;
    auto const made = static_cast<int>(out.units.size());
    auto const klass = made < shape.classes ? made : dice.between(0, shape.classes - 1);
    auto& unit = out.units.emplace_back();
    out.forced.push_back(dice.percent(shape.forced_percent));
    for (int i = 0; i < size; ++i) {
      unit.push_back(static_cast<int>(out.persons.size()));
      auto& person = out.persons.emplace_back(Person{.klass = klass});
      for (int g = 0; g < shape.groups; ++g)
        if (dice.percent(shape.open_percent)) person.choices.push_back({g, dice.between(0, shape.most_cost)});
    }
  }
  return out;
}

std::string fault(const Task& task, const std::vector<int>& group_of) {
  auto free = task.places;
  for (std::size_t p = 0; p < group_of.size(); ++p) {
    if (group_of[p] < 0) continue;
    if (--free[index(group_of[p])] < 0) return "a place too many in group " + std::to_string(group_of[p]);
    if (std::ranges::find(task.persons[p].choices, group_of[p], &Seat::table) ==
        task.persons[p].choices.end())
      return "a closed group for person " + std::to_string(p);
  }
  for (std::size_t u = 0; u < task.units.size(); ++u) {
    auto const in = std::ranges::count_if(task.units[u], [&](int m) { return group_of[index(m)] >= 0; });
    if (in != 0 && in != std::ssize(task.units[u])) return "unit " + std::to_string(u) + " is torn";
    if (in == 0 && task.forced[u]) return "unit " + std::to_string(u) + " was forced and waits";
  }
  return {};
}

std::vector<Cost> values(const Task& task, const std::vector<int>& group_of) {
  auto out = std::vector<Cost>{};
  for (const Goal& goal : goals_of(task)) {
    Cost sum = 0;
    for (std::size_t p = 0; p < group_of.size(); ++p) {
      auto const& person = task.persons[p];
      auto const counted = goal.of == Goal::Of::unplaced || person.klass == goal.klass;
      if (goal.of != Goal::Of::cost)
        sum += group_of[p] < 0 && counted ? 1 : 0;
      else if (group_of[p] >= 0)
        sum += std::ranges::find(person.choices, group_of[p], &Seat::table)->cost;
    }
    out.push_back(sum);
  }
  return out;
}

std::vector<Cost> best_by_trying(const Task& task) { return Trial(task).run(); }

}  // namespace cote::activities::intake
