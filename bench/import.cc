// SPDX-License-Identifier: AGPL-3.0-or-later
// Import: an NDJSON file of generated services, read and saved, against the same number of rows put into
// SQLite by hand. Goal: 5,000 services a second.
//   bench_import [--services N]
#include "guide/import.h"

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include "db/db.h"
#include "guide/store.h"
#include "kernel/id.h"

namespace cote::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr double kGoal = 5000;

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Processor time of this program: what a wall clock shows on a machine with nothing else to do.
double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  auto const seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// About what one of Namur's services has: an organisation for ten, a place, two phones, hours, topics.
std::string service(std::size_t i) {
  auto const id = [&](std::string_view kind, std::size_t n) {
    return uuid_of(fmt::format("bench:{}:{}", kind, n));
  };
  return fmt::format(
      R"({{"id":"{}","name":"Service inventé numéro {}","description":"Un accueil inventé, pour mesurer. On y trouve une aide dans les démarches, une écoute et des informations, en plusieurs langues et sans rendez-vous.","status":"active","email":"service{}@example.org","url":"https://example.org/services/{}","eligibility_description":"Pour tous","application_process":"Sur place","fees_description":"Gratuit","organization":{{"id":"{}","name":"Organisation inventée {}","description":"","website":"https://example.org"}},"phones":[{{"id":"{}","number":"081 00 {:02} {:02}","type":"voice"}},{{"id":"{}","number":"0470 00 {:02} {:02}","type":"cell"}}],"languages":[{{"code":"fr"}},{{"code":"ar"}}],"service_at_locations":[{{"id":"{}","location":{{"id":"{}","location_type":"physical","name":"Lieu inventé {}","latitude":{:.5f},"longitude":{:.5f},"addresses":[{{"address_1":"Rue inventée {}","city":"Namur","postal_code":"5000","address_type":"physical"}}]}},"schedules":[{{"freq":"WEEKLY","byday":"MO,TU,WE,TH,FR","opens_at":"{:02}:00","closes_at":"12:00"}}]}}]}})",
      id("service", i), i, i, i, id("organisation", i / 10), i / 10, id("phone", i), i / 100 % 100, i % 100,
      id("mobile", i), i / 100 % 100, i % 100, id("at", i), id("place", i), i,
      50.0 + static_cast<double>(i % 1000) / 2000, 4.5 + static_cast<double>(i / 1000 % 100) / 100, i,
      8 + i % 3);
}

std::int64_t rows_in(const std::filesystem::path& file) {
  sqlite3* db = nullptr;
  sqlite3_open(file.c_str(), &db);
  std::int64_t rows = 0;
  for (auto const* const table :
       {"organisation", "place", "service", "service_at_place", "spoken_language", "phone", "guide_text"}) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(db, fmt::format("select count(*) from {}", table).c_str(), -1, &statement, nullptr);
    if (sqlite3_step(statement) == SQLITE_ROW) rows += sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
  }
  sqlite3_close(db);
  return rows;
}

/// The limit: `rows` rows of 200 bytes into one table, prepared, in one transaction.
double by_hand(const std::filesystem::path& file, std::int64_t rows) {
  sqlite3* db = nullptr;
  if (sqlite3_open(file.c_str(), &db) != SQLITE_OK) throw std::runtime_error("no SQLite file");
  sqlite3_exec(db, "pragma journal_mode=wal; create table t (id text primary key, a text, b text, n bigint)",
               nullptr, nullptr, nullptr);
  std::string const text(80, 'x');
  auto const start = Clock::now();
  sqlite3_exec(db, "begin", nullptr, nullptr, nullptr);
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(db, "insert into t values (?, ?, ?, ?)", -1, &insert, nullptr);
  for (std::int64_t i = 0; i < rows; ++i) {
    auto const id =
        fmt::format("{:08x}-0000-4000-8000-{:012x}", static_cast<std::uint32_t>(i * 2654435761), i);
    sqlite3_bind_text(insert, 1, id.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(insert, 2, text.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(insert, 3, text.c_str(), -1, SQLITE_TRANSIENT);
    sqlite3_bind_int64(insert, 4, i);
    sqlite3_step(insert);
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  sqlite3_exec(db, "commit", nullptr, nullptr, nullptr);
  auto const seconds = since(start);
  sqlite3_close(db);
  return seconds;
}

int run(std::size_t services) {
  auto const folder = std::filesystem::temp_directory_path() / fmt::format("cote-bench-{}", getpid());
  std::filesystem::create_directories(folder);
  {
    std::ofstream out(folder / "services.ndjson");
    for (std::size_t i = 0; i < services; ++i) out << service(i) << '\n';
  }
  auto const file = folder / "guide.db";
  auto const db = db::open("sqlite:" + file.string());
  db::migrate(*db);
  auto const cpu_start = cpu_seconds();
  auto const start = Clock::now();
  auto const read = guide::import::read(folder / "services.ndjson");
  auto const reading = since(start);
  auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  auto const saved = guide::import::load_into(*db, read, now, true);
  auto const whole = since(start);
  auto const cpu = cpu_seconds() - cpu_start;
  auto const again_start = Clock::now();
  auto const again =
      guide::import::load_into(*db, guide::import::read(folder / "services.ndjson"), now, true);
  auto const again_seconds = since(again_start);
  auto const rows = rows_in(file);
  auto const limit = by_hand(folder / "limit.db", rows);
  std::filesystem::remove_all(folder);
  auto const n = static_cast<double>(services);
  fmt::print("services           {:>9}   ({} rows, {} refused)\n", services, rows, saved.rejected);
  fmt::print("read               {:>9.0f} services a second\n", n / reading);
  fmt::print("read and saved     {:>9.0f} services a second   goal {:.0f}: {}\n", n / whole, kGoal,
             n / whole >= kGoal ? "met" : "MISSED");
  fmt::print("  by processor time{:>9.0f} services a second\n", n / cpu);
  fmt::print("the same again     {:>9.0f} services a second   {} rows changed\n", n / again_seconds,
             again.added + again.changed);
  fmt::print("raw SQLite inserts {:>9.0f} rows a second; import takes {:.1f} x as long for as many rows\n",
             static_cast<double>(rows) / limit, whole / limit);
  return n / whole >= kGoal && again.added + again.changed == 0 ? 0 : 1;
}

}  // namespace
}  // namespace cote::bench

int main(int argc, char** argv) {
  std::size_t services = 20'000;
  for (int i = 1; i + 1 < argc; ++i)
    if (std::strcmp(argv[i], "--services") == 0) services = static_cast<std::size_t>(std::atoll(argv[i + 1]));
  return cote::bench::run(services);
}
