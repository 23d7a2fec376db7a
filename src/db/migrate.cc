// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "db/append_only.h"
#include "db/db.h"
#include "kernel/time.h"

namespace cote::db {
namespace {

/// FNV-1a, 64 bits: tells whether a migration is still the text that was applied.
std::string checksum(std::string_view sql) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (char const c : sql) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return fmt::format("{:016x}", hash);
}

/// Statements of a script, split at semicolons outside 'quotes' and "--" comments; comments are dropped.
std::vector<std::string> statements_of(std::string_view sql) {
  std::vector<std::string> out;
  std::string now;
  bool quoted = false;
  auto const finish = [&] {
    if (now.find_first_not_of(" \t\r\n") != std::string::npos) out.push_back(now);
    now.clear();
  };
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (!quoted && sql.substr(i).starts_with("--")) {
      i = std::min(sql.find('\n', i), sql.size()) - 1;
      continue;
    }
    if (sql[i] == '\'') quoted = !quoted;
    if (!quoted && sql[i] == ';') {
      finish();
    } else {
      now += sql[i];
    }
  }
  finish();
  return out;
}

void make_table(Db& db) {
  for (int attempt = 1;; ++attempt) {
    try {
      return db.write_with([](Tx& tx) {
        tx.run(
            "create table if not exists schema_migration (number bigint primary key, name text not null, "
            "checksum text not null, applied text not null)");
      });
    } catch (const Error& e) {
      // PostgreSQL's "if not exists" still fails when another process makes the table at the same moment.
      if (e.kind == Error::Kind::unavailable || attempt == 3) throw;
    }
  }
}

void refuse_newer(Session& session, std::span<const Migration> steps) {
  auto const newest = session.one<std::int64_t>("select coalesce(max(number), 0) from schema_migration");
  int known = 0;
  for (auto const& m : steps) known = std::max(known, m.number);
  auto const there = newest ? std::get<0>(*newest) : 0;
  if (there > known)
    throw Error(Error::Kind::other, fmt::format("the database is at schema {}, newer than this program ({}): "
                                                "start the newer program",
                                                there, known));
}

/// True when it was applied now, false when it had been.
bool apply(Tx& tx, const Migration& migration, std::span<const Migration> steps, bool postgresql) {
  // Waits for another process that is migrating. Takes no snapshot, so what follows sees its work.
  if (postgresql) tx.run("lock table schema_migration in exclusive mode");
  refuse_newer(tx, steps);
  auto const sum = checksum(migration.sql);
  auto const done = tx.one<std::string>("select checksum from schema_migration where number = :number",
                                        {{"number", migration.number}});
  if (done && std::get<0>(*done) != sum)
    throw Error(Error::Kind::other,
                fmt::format("migration {:04} was applied with another text than this program's; "
                            "migrations never change once released",
                            migration.number));
  if (done) return false;
  for (auto const& statement : statements_of(migration.sql)) tx.run(statement);
  for (auto const& table : append_only_tables(migration.sql))
    for (auto const& statement : append_only_statements(table, postgresql)) tx.run(statement);
  auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  tx.run("insert into schema_migration (number, name, checksum, applied) values (:number, :name, :sum, :now)",
         {{"number", migration.number}, {"name", migration.name}, {"sum", sum}, {"now", iso(now)}});
  return true;
}

}  // namespace

std::vector<int> migrate(Db& db, std::span<const Migration> steps) {
  make_table(db);
  std::vector<int> applied;
  for (auto const& migration : steps)
    if (db.write([&](Tx& tx) { return apply(tx, migration, steps, db.is_postgresql()); }))
      applied.push_back(migration.number);
  return applied;
}

}  // namespace cote::db
