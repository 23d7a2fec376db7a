// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// pg_dump, pg_restore and psql, for copy.cc.
namespace cote::db::postgresql {

/// `where` is an address for libpq; `schema` the one that is copied.
void dump(const std::string& where, const std::string& schema,
          const std::function<void(std::string_view)>& each);
/// Reads the whole archive; throws Error when that cannot be done.
void check(const std::string& where, const std::filesystem::path& archive);
/// One row of an archive: every value as text, which the column it goes to turns into what it is.
struct Row {
  std::string table{};
  std::vector<std::string> columns{};
  std::vector<std::optional<std::string>> values{};
};
/// Gives every row of `tables` in the archive, which is not restored anywhere.
void rows(const std::string& where, const std::filesystem::path& archive,
          std::span<const std::string_view> tables, const std::function<void(const Row&)>& each);
/// Empties the schema, which holds `tables`, and fills it again, in one transaction. Readers of the tables
/// wait; where one stands in the way, it lets her go first and begins again.
void restore(const std::string& where, const std::string& schema, const std::vector<std::string>& tables,
             const std::filesystem::path& archive);

}  // namespace cote::db::postgresql
