// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/import/tables.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include <fmt/format.h>

#include "guide/hsds/names.h"
#include "kernel/csv.h"

namespace cote::guide::import {
namespace {

constexpr std::string_view kNumbers[] = {"minimum_age", "maximum_age", "latitude",
                                         "longitude",   "amount",      "extension",
                                         "interval",    "count",       "year_incorporated"};

json::value cell_value(std::string_view column, const std::string& cell) {
  if (std::ranges::find(kNumbers, column) == std::end(kNumbers)) return json::value(cell);
  double number = 0;
  auto const* const end = cell.data() + cell.size();
  auto const [at, error] = std::from_chars(cell.data(), end, number);
  // Not a number: left as text, so that the reader says so.
  if (error != std::errc() || at != end) return json::value(cell);
  return json::value(number);
}

}  // namespace

Tables::Tables(const Files& files, Gather& gather) {
  for (auto const& [name, bytes] : files) {
    if (!name.ends_with(".csv")) continue;
    std::string error;
    auto const parsed = csv::parse(bytes, &error);
    auto& table = tables_[name];
    for (auto const& row : parsed.rows) {
      auto const where = fmt::format("{}:{}", name, row.line);
      if (row.cells.size() == 1 && row.cells[0].empty()) continue;
      if (row.cells.size() > parsed.head.size()) {
        gather.refuse(
            where, {}, {},
            fmt::format("has {} cells where the first line names {}", row.cells.size(), parsed.head.size()));
        continue;
      }
      json::object object;
      object[kWhere] = where;
      bool clean = true;
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        clean = clean && is_clean_text(row.cells[i]);
        if (!row.cells[i].empty()) object[parsed.head[i]] = cell_value(parsed.head[i], row.cells[i]);
      }
      if (clean)
        table.rows.push_back(std::move(object));
      else
        gather.refuse(where, {}, {}, "is not clean UTF-8 text");
    }
    if (!error.empty()) gather.refuse(name, {}, {}, error);
  }
}

std::vector<json::object>& Tables::rows(std::string_view file) { return tables_[std::string(file)].rows; }

bool Tables::has(std::string_view file) const {
  auto const found = tables_.find(file);
  return found != tables_.end() && !found->second.rows.empty();
}

void Tables::move(std::string_view from, std::string_view to) {
  auto const found = tables_.find(from);
  if (found == tables_.end()) return;
  auto rows = std::move(found->second.rows);
  tables_.erase(found);
  auto& into = tables_[std::string(to)].rows;
  std::ranges::move(rows, std::back_inserter(into));
}

void Tables::nest(std::string_view child, std::string_view key, std::string_view parent,
                  std::string_view member) {
  auto const children = tables_.find(child);
  if (children == tables_.end()) return;
  std::unordered_map<std::string, json::object*> parents;
  for (auto& row : rows(parent)) parents.emplace(json::text(row, "id"), &row);
  auto& table = children->second;
  table.placed.resize(table.rows.size());
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    auto const id = json::text(table.rows[i], key);
    auto const found = id.empty() ? parents.end() : parents.find(id);
    if (found == parents.end()) continue;
    auto& list = (*found->second)[member];
    if (!list.is_array()) list.emplace_array();
    list.get_array().push_back(table.rows[i]);
    table.placed[i] = true;
  }
}

void Tables::report_orphans(std::string_view child, Gather& gather) {
  auto const found = tables_.find(child);
  if (found == tables_.end()) return;
  found->second.placed.resize(found->second.rows.size());
  for (std::size_t i = 0; i < found->second.rows.size(); ++i) {
    auto const& row = found->second.rows[i];
    if (!found->second.placed[i])
      gather.drop(json::text(row, kWhere), json::text(row, "id"), "belongs to nothing in this package");
  }
}

std::string package_language(Tables& tables, std::string_view otherwise) {
  std::string lang;
  for (auto const& row : tables.rows("meta_table_descriptions.csv")) {
    auto const said = hsds::language_tag(json::text(row, "language"));
    if (!said || (!lang.empty() && lang != *said)) return std::string(otherwise);
    lang = *said;
  }
  return lang.empty() ? std::string(otherwise) : lang;
}

}  // namespace cote::guide::import
