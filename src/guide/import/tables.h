// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "guide/import/gather.h"

namespace cote::guide::import {

/// The tables of a CSV package as JSON objects: one member a column, absent when the cell is empty,
/// numbers where HSDS has numbers, and where the row was (kWhere). Rows that do not fit their head are
/// refused.
class Tables {
 public:
  Tables(const Files& files, Gather& gather);

  /// The rows of a file ("services.csv"); none when there is no such file.
  [[nodiscard]] std::vector<json::object>& rows(std::string_view file);
  [[nodiscard]] bool has(std::string_view file) const;
  /// Gives the rows of a file to another name, after those that it has.
  void move(std::string_view from, std::string_view to);

  /// Puts the rows of `child` whose `key` is a parent's id into that parent's list `member`. The key may
  /// name several parents over several columns: call it once for each.
  void nest(std::string_view child, std::string_view key, std::string_view parent, std::string_view member);
  /// Reports the rows of `child` that no call of `nest` could place.
  void report_orphans(std::string_view child, Gather& gather);

 private:
  struct Table {
    std::vector<json::object> rows{};
    std::vector<bool> placed{};
  };
  std::map<std::string, Table, std::less<>> tables_{};
};

/// The language a package says it is written in (meta_table_descriptions.csv), or `otherwise`.
std::string package_language(Tables& tables, std::string_view otherwise);

/// Reads tables that are named as in HSDS 3, links of services and locations in `at_location`.
Read read_tables(Tables& tables, Gather& gather, std::string_view at_location, Format format,
                 const Progress& progress);

}  // namespace cote::guide::import
