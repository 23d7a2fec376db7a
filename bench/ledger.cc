// SPDX-License-Identifier: AGPL-3.0-or-later
// Verification of the ledger: every hash of a chain computed again, read from a SQLite file. Goal: 100,000
// entries a second.
//   bench_ledger [--entries N]
#include "people/ledger.h"

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include "db/db.h"
#include "kernel/id.h"

namespace cote::bench {
namespace {

using Steady = std::chrono::steady_clock;
namespace ledger = people::ledger;
constexpr double kGoal = 100'000;

double since(Steady::time_point start) {
  return std::chrono::duration<double>(Steady::now() - start).count();
}

/// Processor time of this program: what a wall clock shows on a machine with nothing else to do.
double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  auto const seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// What a day at the desk leaves: changes with a small detail, reads with a purpose.
void write(db::Db& db, int entries) {
  auto const start = *parse_time("2026-11-23T08:00:00Z");
  constexpr int kAtOnce = 5000;
  for (int first = 0; first < entries; first += kAtOnce)
    db.write_with([&](db::Tx& tx) {
      for (int i = first; i < std::min(first + kAtOnce, entries); ++i) {
        people::Actor const who{.account = {uuid_of(fmt::format("account {}", i % 40))}};
        ledger::note(tx, who,
                     {.action = i % 3 == 0 ? "personal.read" : "guide.draft_changed",
                      .subject = i % 3 == 0 ? "account" : "service",
                      .subject_id = uuid_of(fmt::format("thing {}", i % 5000)),
                      .detail = R"({"fields":["description","hours"],"version":7})",
                      .purpose = i % 3 == 0 ? "support" : ""},
                     start + std::chrono::seconds(i));
      }
    });
}

int run(int entries) {
  auto const folder = std::filesystem::temp_directory_path() / fmt::format("cote-bench-{}", getpid());
  std::filesystem::create_directories(folder);
  auto const db = db::open("sqlite:" + (folder / "ledger.db").string());
  db::migrate(*db);
  auto start = Steady::now();
  write(*db, entries);
  auto const writing = since(start);
  start = Steady::now();
  auto const cpu_start = cpu_seconds();
  auto const verdict = db->read([](db::Session& s) { return ledger::verify(s); });
  auto const cpu = cpu_seconds() - cpu_start;
  auto const wall = since(start);
  start = Steady::now();
  auto const page = db->read([&](db::Session& s) {
    return ledger::rows(s, {.subject = "service", .subject_id = uuid_of("thing 7")}, entries / 2, 50);
  });
  auto const paging = since(start);
  std::filesystem::remove_all(folder);
  auto const n = static_cast<double>(entries);
  fmt::print("entries            {:>9}   written at {:.0f} a second\n", verdict.entries, n / writing);
  fmt::print("verified           {:>9.0f} a second, {:.2f} x the goal of {:.0f}: {}\n", n / wall,
             n / wall / kGoal, kGoal, n / wall >= kGoal ? "met" : "MISSED");
  fmt::print("  by processor time{:>9.0f} a second, {:.2f} x\n", n / cpu, n / cpu / kGoal);
  fmt::print("a page of one thing{:>9.2f} ms, {} rows\n", paging * 1000, page.size());
  return verdict.broken || verdict.entries != entries || n / wall < kGoal ? 1 : 0;
}

}  // namespace
}  // namespace cote::bench

int main(int argc, char** argv) {
  int entries = 300'000;
  for (int i = 1; i + 1 < argc; ++i)
    if (std::strcmp(argv[i], "--entries") == 0) entries = std::atoi(argv[i + 1]);
  return cote::bench::run(entries);
}
