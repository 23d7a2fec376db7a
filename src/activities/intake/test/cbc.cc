// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/test/cbc.h"

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

namespace cote::activities::intake {
namespace {

/// A sum in CPLEX's LP format, a few terms a line.
class Sum {
 public:
  void add(Cost factor, const std::string& name) {
    if (factor == 0) return;
    text_ += fmt::format(" {} {} {}{}", factor < 0 ? '-' : '+', std::abs(factor), name,
                         ++count_ % 6 == 0 ? "\n" : "");
  }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_{};
  int count_ = 0;
};

std::string x(std::size_t task, int person, int group) {
  return fmt::format("x{}_{}_{}", task, person, group);
}
std::string y(std::size_t task, std::size_t unit) { return fmt::format("y{}_{}", task, unit); }

const Person& person(const Task& task, int i) { return task.persons[static_cast<std::size_t>(i)]; }

/// People of the unit that a goal counts.
Cost weight(const Task& task, const std::vector<int>& unit, const Goal& goal) {
  Cost out = 0;
  for (int const m : unit)
    if (goal.of == Goal::Of::unplaced || person(task, m).klass == goal.klass) ++out;
  return out;
}

/// A goal as a sum to make small: costs, or people placed counted negatively.
void add_goal(Sum& sum, const Task& task, std::size_t t, const Goal& goal) {
  if (goal.of != Goal::Of::cost) {
    for (std::size_t u = 0; u < task.units.size(); ++u) sum.add(-weight(task, task.units[u], goal), y(t, u));
    return;
  }
  for (std::size_t p = 0; p < task.persons.size(); ++p)
    for (const Seat& s : task.persons[p].choices) sum.add(s.cost, x(t, static_cast<int>(p), s.table));
}

Cost people(const Task& task, const Goal& goal) {
  Cost out = 0;
  if (goal.of != Goal::Of::cost)
    for (const auto& unit : task.units) out += weight(task, unit, goal);
  return out;
}

void write_rules(std::ostream& out, const Task& task, std::size_t t) {
  auto tables = std::vector<Sum>(task.places.size());
  for (std::size_t u = 0; u < task.units.size(); ++u) {
    for (int const m : task.units[u]) {
      auto sum = Sum{};
      for (const Seat& s : person(task, m).choices) {
        sum.add(1, x(t, m, s.table));
        tables[static_cast<std::size_t>(s.table)].add(1, x(t, m, s.table));
      }
      sum.add(-1, y(t, u));
      out << sum.text() << " = 0\n";
    }
    if (task.forced[u]) out << " " << y(t, u) << " = 1\n";
  }
  for (std::size_t g = 0; g < tables.size(); ++g)
    if (!tables[g].empty()) out << tables[g].text() << " <= " << task.places[g] << "\n";
}

void write_names(std::ostream& out, const Task& task, std::size_t t) {
  for (std::size_t u = 0; u < task.units.size(); ++u) out << " " << y(t, u) << "\n";
  for (std::size_t p = 0; p < task.persons.size(); ++p)
    for (const Seat& s : task.persons[p].choices) out << " " << x(t, static_cast<int>(p), s.table) << "\n";
}

using Values = std::vector<std::vector<Cost>>;

void write_model(const std::filesystem::path& file, std::span<const Task> tasks, std::span<const Goal> goals,
                 const Values& reached, std::size_t now) {
  auto out = std::ofstream(file);
  auto objective = Sum{};
  for (std::size_t t = 0; t < tasks.size(); ++t) add_goal(objective, tasks[t], t, goals[now]);
  out << "Minimize\n obj:" << (objective.empty() ? " 0 " + y(0, 0) : objective.text()) << "\nSubject To\n";
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    write_rules(out, tasks[t], t);
    for (std::size_t g = 0; g < now; ++g) {
      auto sum = Sum{};
      add_goal(sum, tasks[t], t, goals[g]);
      if (!sum.empty()) out << sum.text() << " = " << reached[t][g] - people(tasks[t], goals[g]) << "\n";
    }
  }
  out << "Binary\n";
  for (std::size_t t = 0; t < tasks.size(); ++t) write_names(out, tasks[t], t);
  out << "End\n";
}

/// The names CBC set to one; none unless it says "Optimal".
std::optional<std::set<std::string>> read_answer(const std::filesystem::path& file) {
  auto in = std::ifstream(file);
  auto line = std::string{};
  if (!std::getline(in, line) || !line.starts_with("Optimal")) return {};
  auto out = std::set<std::string>{};
  while (std::getline(in, line)) {
    auto words = std::istringstream(line);
    auto number = std::string{};
    auto name = std::string{};
    double value = 0;
    if (words >> number >> name >> value && std::lround(value) == 1) out.insert(name);
  }
  return out;
}

Cost value_of(const Task& task, std::size_t t, const Goal& goal, const std::set<std::string>& ones) {
  Cost out = people(task, goal);
  if (goal.of != Goal::Of::cost) {
    for (std::size_t u = 0; u < task.units.size(); ++u)
      if (ones.contains(y(t, u))) out -= weight(task, task.units[u], goal);
    return out;
  }
  for (std::size_t p = 0; p < task.persons.size(); ++p)
    for (const Seat& s : task.persons[p].choices)
      if (ones.contains(x(t, static_cast<int>(p), s.table))) out += s.cost;
  return out;
}

}  // namespace

bool cbc_is_here() { return std::system("command -v cbc >/dev/null 2>&1") == 0; }

std::vector<Goal> goals_of(const Task& task) {
  auto classes = 1;
  for (const Person& p : task.persons) classes = std::max(classes, p.klass + 1);
  auto out = std::vector<Goal>{};
  auto const total = task.order == Order::most_placed;
  if (total) out.push_back({.of = Goal::Of::unplaced});
  for (int c = 0; c < classes - (total ? 1 : 0); ++c)
    out.push_back({.of = Goal::Of::unplaced_of_class, .klass = c});
  out.push_back({.of = Goal::Of::cost});
  return out;
}

std::optional<ByCbc> solve_by_cbc(std::span<const Task> tasks) {
  auto const folder = std::filesystem::temp_directory_path() / fmt::format("cote-cbc-{}", getpid());
  std::filesystem::create_directories(folder);
  auto const goals = goals_of(tasks.front());
  auto out = ByCbc{.values = Values(tasks.size())};
  for (std::size_t g = 0; g < goals.size(); ++g) {
    write_model(folder / "model.lp", tasks, goals, out.values, g);
    std::filesystem::remove(folder / "answer.txt");
    auto const start = std::chrono::steady_clock::now();
    auto const command = fmt::format("cbc '{0}/model.lp' solve solution '{0}/answer.txt' >'{0}/log.txt' 2>&1",
                                     folder.string());
    if (std::system(command.c_str()) != 0) return {};
    out.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    auto const ones = read_answer(folder / "answer.txt");
    if (!ones) return {};
    for (std::size_t t = 0; t < tasks.size(); ++t)
      out.values[t].push_back(value_of(tasks[t], t, goals[g], *ones));
  }
  std::filesystem::remove_all(folder);
  return out;
}

}  // namespace cote::activities::intake
