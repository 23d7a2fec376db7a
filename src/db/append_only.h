// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cote::db {

/// A table that rows are only ever added to. A migration asks for it with a line of its own,
///
///   -- append-only: ledger (seq)
///
/// where `seq` is the primary key; afterwards the database itself refuses to change, remove or replace a row
/// (Error, Kind::constraint), whoever asks, unless somebody who may change the schema takes the refusal away.
struct AppendOnly {
  std::string_view table{};
  std::string_view key{};
};

/// The lines of this kind in a migration.
std::vector<AppendOnly> append_only_tables(std::string_view migration);
/// The statements that make it so: triggers differ between the two databases.
std::vector<std::string> append_only_statements(const AppendOnly& what, bool postgresql);

}  // namespace cote::db
