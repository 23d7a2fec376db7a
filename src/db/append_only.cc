// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/append_only.h"

#include <algorithm>

#include <fmt/format.h>

namespace cote::db {
namespace {

std::vector<std::string> on_sqlite(const AppendOnly& what) {
  auto const refuse = [&](std::string_view verb, std::string_view when) {
    return fmt::format(
        "create trigger {0}_no_{1} before {1} on {0} {2}begin select raise(abort, '{0} is append-only'); end",
        what.table, verb, when);
  };
  // "insert or replace" removes the old row without asking the trigger of delete.
  return {refuse("update", ""), refuse("delete", ""),
          refuse("insert",
                 fmt::format("when exists (select 1 from {0} where {1} = new.{1}) ", what.table, what.key))};
}

std::vector<std::string> on_postgresql(const AppendOnly& what) {
  return {
      fmt::format("create function {0}_append_only() returns trigger language plpgsql as $$ begin "
                  "raise exception '{0} is append-only' using errcode = '23514'; end $$",
                  what.table),
      fmt::format("create trigger {0}_append_only before update or delete on {0} for each row "
                  "execute function {0}_append_only()",
                  what.table),
      fmt::format("create trigger {0}_not_emptied before truncate on {0} for each statement "
                  "execute function {0}_append_only()",
                  what.table),
  };
}

}  // namespace

std::vector<AppendOnly> append_only_tables(std::string_view migration) {
  constexpr std::string_view kMark = "-- append-only: ";
  std::vector<AppendOnly> out;
  for (std::size_t at = 0; at < migration.size();) {
    auto const end = std::min(migration.find('\n', at), migration.size());
    auto const line = migration.substr(at, end - at);
    at = end + 1;
    if (!line.starts_with(kMark)) continue;
    auto const open = line.find(" (");
    auto const close = line.find(')');
    if (open == std::string_view::npos || close == std::string_view::npos) continue;
    out.push_back({.table = line.substr(kMark.size(), open - kMark.size()),
                   .key = line.substr(open + 2, close - open - 2)});
  }
  return out;
}

std::vector<std::string> append_only_statements(const AppendOnly& what, bool postgresql) {
  return postgresql ? on_postgresql(what) : on_sqlite(what);
}

}  // namespace cote::db
