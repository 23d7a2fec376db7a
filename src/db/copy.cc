// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/copy.h"

#include <atomic>
#include <chrono>
#include <fstream>
#include <memory>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include "db/connection.h"
#include "db/copy_postgresql.h"
#include "db/db.h"

namespace cote::db {
namespace {

using Kind = Error::Kind;
using namespace std::chrono_literals;

constexpr int kPages = 512;  // copied between two looks at the progress

struct Close {
  void operator()(sqlite3* db) const { sqlite3_close(db); }
};
using Sqlite = std::unique_ptr<sqlite3, Close>;

Sqlite open_sqlite(const std::string& path, int flags) {
  sqlite3* raw = nullptr;
  int const code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  Sqlite db(raw);
  if (code != SQLITE_OK) throw Error(Kind::unavailable, fmt::format("cannot open the SQLite file {}", path));
  sqlite3_busy_timeout(raw, 10'000);
  return db;
}

void plain(sqlite3* db, const char* sql) {
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    throw Error(Kind::other, fmt::format("SQLite, {}, in: {}", sqlite3_errmsg(db), sql));
}

std::string first_text(sqlite3* db, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  std::string out;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) == SQLITE_OK &&
      sqlite3_step(statement) == SQLITE_ROW)
    if (auto const* text = sqlite3_column_text(statement, 0)) out = reinterpret_cast<const char*>(text);
  sqlite3_finalize(statement);
  return out;
}

void copy_pages(sqlite3* to, sqlite3* from, const CopyProgress& progress) {
  auto* const backup = sqlite3_backup_init(to, "main", from, "main");
  if (backup == nullptr) throw Error(Kind::other, fmt::format("SQLite, {}", sqlite3_errmsg(to)));
  int code = SQLITE_OK;
  for (auto const end = std::chrono::steady_clock::now() + 60s;;) {
    code = sqlite3_backup_step(backup, kPages);
    if (progress)
      progress(sqlite3_backup_pagecount(backup) - sqlite3_backup_remaining(backup),
               sqlite3_backup_pagecount(backup));
    if (code == SQLITE_OK) continue;
    bool const busy = code == SQLITE_BUSY || code == SQLITE_LOCKED;
    if (!busy || std::chrono::steady_clock::now() > end) break;
    std::this_thread::sleep_for(20ms);
  }
  int const finished = sqlite3_backup_finish(backup);
  if (code != SQLITE_DONE || finished != SQLITE_OK)
    throw Error(Kind::unavailable, fmt::format("the copy was not completed: {}", sqlite3_errstr(code)));
}

void remove_sqlite(const std::filesystem::path& path) {
  std::error_code ignored;
  for (auto const* end : {"", "-wal", "-shm", "-journal"})
    std::filesystem::remove(path.string() + end, ignored);
}

void sqlite_out(const Target& target, std::string_view address,
                const std::function<void(std::string_view)>& each, const CopyProgress& progress) {
  auto const beside = private_file_near(address, "copy");
  struct Gone {
    const std::filesystem::path& path;
    ~Gone() { remove_sqlite(path); }
  } const gone{beside};
  {
    auto const from = open_sqlite(target.where, SQLITE_OPEN_READWRITE);
    // One snapshot from here on: a writer cannot make the copy begin again.
    plain(from.get(), "begin");
    plain(from.get(), "select count(*) from sqlite_master");
    auto const to = open_sqlite(beside.string(), SQLITE_OPEN_READWRITE);
    copy_pages(to.get(), from.get(), progress);
  }
  std::ifstream in(beside, std::ios::binary);
  std::vector<char> buffer(std::size_t{64} * 1024);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
    each({buffer.data(), static_cast<std::size_t>(in.gcount())});
}

std::string schema_of(std::string_view address) {
  return open(address)->read([](Session& s) {
    // An address may name a schema that is not there yet.
    auto const row = s.one<std::string>(
        "select coalesce(cast(current_schema() as text), split_part(current_setting('search_path'), ',', "
        "1))");
    return row ? std::get<0>(*row) : std::string("public");
  });
}

std::vector<std::string> tables_of(std::string_view address) {
  std::vector<std::string> out;
  auto const rows = open(address)->read([](Session& s) {
    return s.all<std::string>(
        "select cast(tablename as text) from pg_tables where schemaname = current_schema() order by "
        "tablename");
  });
  for (auto const& [name] : rows) out.push_back(name);
  return out;
}

void put_row(Tx& tx, const postgresql::Row& row) {
  std::string columns;
  std::string places;
  Binds binds;
  for (std::size_t i = 0; i < row.columns.size(); ++i) {
    auto const* const comma = i == 0 ? "" : ", ";
    columns += comma + row.columns[i];
    places += fmt::format("{}:{}", comma, row.columns[i]);
    binds.emplace_back(row.columns[i], row.values[i]);
  }
  tx.run(fmt::format("insert or replace into {} ({}) values ({})", row.table, columns, places), binds);
}

}  // namespace

namespace {

/// What a program that was killed left a day ago or longer: names that begin like `stem`, of our own files.
void remove_left_behind(const std::filesystem::path& stem) {
  auto const begin = stem.filename().string();
  auto const old = std::filesystem::file_time_type::clock::now() - 24h;
  std::error_code ignored;
  auto const folder = stem.has_parent_path() ? stem.parent_path() : std::filesystem::path(".");
  std::vector<std::filesystem::path> left;
  for (auto const& entry : std::filesystem::directory_iterator(folder, ignored))
    if (entry.path().filename().string().starts_with(begin) && entry.is_regular_file(ignored) &&
        entry.last_write_time(ignored) < old)
      left.push_back(entry.path());
  for (auto const& path : left) std::filesystem::remove(path, ignored);
}

}  // namespace

std::filesystem::path private_file_near(std::string_view address, std::string_view what) {
  static std::atomic<int> made = 0;
  constexpr std::string_view kSqlite = "sqlite:";
  auto const near = address.starts_with(kSqlite) ? std::filesystem::path(address.substr(kSqlite.size()))
                                                 : std::filesystem::temp_directory_path() / "coteacote";
  auto const stem = fmt::format("{}.{}-", near.string(), what);
  std::filesystem::path const path = fmt::format("{}{}-{}", stem, getpid(), ++made);
  if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path());
  remove_left_behind(stem);
  int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) throw Error(Kind::unavailable, fmt::format("cannot make the file {}", path.string()));
  ::close(file);
  return path;
}

void copy_out(std::string_view address, const std::function<void(std::string_view)>& each,
              const CopyProgress& progress) {
  auto const target = parse_address(address);
  if (!target.postgresql) return sqlite_out(target, address, each, progress);
  std::int64_t done = 0;
  postgresql::dump(target.where, schema_of(address), [&](std::string_view piece) {
    each(piece);
    done += static_cast<std::int64_t>(piece.size());
    if (progress) progress(done, 0);
  });
}

void check_copy(std::string_view address, const std::filesystem::path& file) {
  auto const target = parse_address(address);
  if (target.postgresql) return postgresql::check(target.where, file);
  auto const db = open_sqlite(file.string(), SQLITE_OPEN_READWRITE);
  if (first_text(db.get(), "pragma integrity_check") != "ok" ||
      !first_text(db.get(), "select \"table\" from pragma_foreign_key_check").empty() ||
      first_text(db.get(), "select name from sqlite_master where name = 'schema_migration'").empty())
    throw Error(Kind::other, "the copy is damaged, or no database of this program");
}

void look_into_copy(std::string_view address, const std::filesystem::path& file,
                    std::span<const std::string_view> tables, const std::function<void(Session&)>& look) {
  auto const target = parse_address(address);
  if (!target.postgresql) return open("sqlite:" + file.string())->read_with(look);
  struct Scratch {
    std::filesystem::path path = private_file_near("postgresql://", "look");
    ~Scratch() { remove_sqlite(path); }
  } const scratch;
  auto const db = open("sqlite:" + scratch.path.string());
  migrate(*db);
  db->write_with([&](Tx& tx) {
    postgresql::rows(target.where, file, tables, [&](const postgresql::Row& row) { put_row(tx, row); });
  });
  db->read_with(look);
}

void copy_in(std::string_view address, const std::filesystem::path& file, const CopyProgress& progress) {
  auto const target = parse_address(address);
  if (target.postgresql)
    return postgresql::restore(target.where, schema_of(address), tables_of(address), file);
  auto const from = open_sqlite(file.string(), SQLITE_OPEN_READWRITE);
  auto const to = open_sqlite(target.where, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  copy_pages(to.get(), from.get(), progress);
  // What was replaced must not stay readable in the log.
  plain(to.get(), "pragma wal_checkpoint(truncate)");
}

bool nothing_there(std::string_view address) {
  auto const target = parse_address(address);
  if (!target.postgresql && !std::filesystem::exists(target.where)) return true;
  return open(address)->read([&](Session& s) {
    auto const* const sql =
        target.postgresql
            ? "select count(*) from information_schema.tables where table_schema = current_schema()"
            : "select count(*) from sqlite_master where type = 'table'";
    return std::get<0>(s.one<std::int64_t>(sql).value()) == 0;
  });
}

}  // namespace cote::db
