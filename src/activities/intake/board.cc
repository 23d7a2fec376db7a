// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/board.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace cote::activities::intake {
namespace {

struct Known {
  std::map<LearnerId, UnitId> unit_of{};
  std::set<UnitId> units{};
  std::map<GroupId, int> places{};
};

Problem problem(const std::string& id, std::string key) {
  return {.field = id, .key = std::move(key), .args = {}};
}

Known know(const Day& day, Problems& out) {
  auto known = Known{};
  for (const Unit& u : day.units) {
    if (!known.units.insert(u.id).second) out.push_back(problem(u.id.text, "intake.problem.twice"));
    if (u.members.empty()) out.push_back(problem(u.id.text, "intake.problem.empty_unit"));
    if (u.klass < 0) out.push_back(problem(u.id.text, "intake.problem.klass"));
    for (const Learner& l : u.members)
      if (!known.unit_of.emplace(l.id, u.id).second)
        out.push_back(problem(l.id.text, "intake.problem.twice"));
  }
  for (const Group& g : day.groups)
    if (!known.places.emplace(g.id, std::max(0, g.places)).second)
      out.push_back(problem(g.id.text, "intake.problem.twice"));
  return known;
}

void check_pins(const Day& day, Known& known, const std::set<std::pair<UnitId, GroupId>>& barred,
                Problems& out) {
  auto pinned = std::set<LearnerId>{};
  for (const Pin& pin : day.pins) {
    auto const unit = known.unit_of.find(pin.learner);
    auto const places = known.places.find(pin.group);
    if (unit == known.unit_of.end() || places == known.places.end()) {
      out.push_back(problem(pin.learner.text, "intake.problem.pin_unknown"));
      continue;
    }
    if (!pinned.insert(pin.learner).second)
      out.push_back(problem(pin.learner.text, "intake.problem.pin_twice"));
    else if (barred.contains({unit->second, pin.group}))
      out.push_back(problem(pin.learner.text, "intake.problem.pin_barred"));
    else if (--places->second < 0)
      out.push_back(problem(pin.learner.text, "intake.problem.pin_full"));
  }
}

template <class T>
std::vector<const T*> sorted(const std::vector<T>& all) {
  auto out = std::vector<const T*>{};
  for (const T& one : all) out.push_back(&one);
  if constexpr (std::is_same_v<T, Unit>)
    std::ranges::sort(out, {}, [](const Unit* u) { return std::tuple(u->ticket, u->id); });
  else
    std::ranges::sort(out, {}, [](const T* one) { return one->id; });
  return out;
}

void add_rows(Board& board, const Day& day) {
  auto pinned = std::map<LearnerId, GroupId>{};
  for (const Pin& pin : day.pins) pinned.emplace(pin.learner, pin.group);
  for (const Unit* unit : sorted(day.units)) {
    auto& rows = board.units.emplace_back();
    for (const Learner* learner : sorted(unit->members)) {
      auto row = Board::Row{.unit = unit, .learner = learner};
      if (auto const pin = pinned.find(learner->id); pin != pinned.end())
        row.pinned = static_cast<int>(std::ranges::find(board.columns, pin->second, &Group::id) -
                                      board.columns.begin());
      rows.push_back(static_cast<int>(board.rows.size()));
      board.rows.push_back(row);
    }
  }
}

std::vector<Seat> choices(const Board& board, int row) {
  auto const pinned = board.rows[static_cast<std::size_t>(row)].pinned;
  if (pinned >= 0) return {{pinned, board.at(row, pinned).cost}};
  auto out = std::vector<Seat>{};
  for (int g = 0; g < static_cast<int>(board.columns.size()); ++g)
    if (board.at(row, g).suitable()) out.push_back({g, board.at(row, g).cost});
  return out;
}

}  // namespace

Problems check(const Day& day) {
  auto out = Problems{};
  auto known = know(day, out);
  auto barred = std::set<std::pair<UnitId, GroupId>>{};
  for (const Bar& bar : day.bars) {
    if (!known.units.contains(bar.unit) || !known.places.contains(bar.group))
      out.push_back(problem(bar.unit.text, "intake.problem.bar_unknown"));
    barred.insert({bar.unit, bar.group});
  }
  check_pins(day, known, barred, out);
  return out;
}

Board lay_out(const Day& day, const Policy& policy) {
  auto board = Board{};
  board.columns = sorted(day.groups);
  add_rows(board, day);
  auto barred = std::set<std::pair<UnitId, GroupId>>{};
  for (const Bar& bar : day.bars) barred.insert({bar.unit, bar.group});
  for (const Unit& u : day.units) board.classes.push_back(u.klass);
  std::ranges::sort(board.classes);
  board.classes.erase(std::unique(board.classes.begin(), board.classes.end()), board.classes.end());
  board.matches.reserve(board.rows.size() * board.columns.size());
  for (const Board::Row& row : board.rows)
    for (const Group* group : board.columns) {
      auto m = match(*row.learner, *group, day.distances, policy);
      if (!barred.empty() && barred.contains({row.unit->id, group->id})) m.add(Obstacle::barred);
      board.matches.push_back(m);
    }
  return board;
}

Task task_of(const Board& board, const Policy& policy) {
  auto out = Task{.units = board.units, .order = policy.order};
  for (const Group* group : board.columns) out.places.push_back(std::max(0, group->places));
  for (int i = 0; i < static_cast<int>(board.rows.size()); ++i)
    out.persons.push_back(
        {.klass = board.rows[static_cast<std::size_t>(i)].unit->klass, .choices = choices(board, i)});
  for (const auto& rows : board.units)
    out.forced.push_back(std::ranges::any_of(
        rows, [&](int r) { return board.rows[static_cast<std::size_t>(r)].pinned >= 0; }));
  return out;
}

}  // namespace cote::activities::intake
