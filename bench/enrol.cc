// SPDX-License-Identifier: AGPL-3.0-or-later
// Two hundred clients at once for twenty places, round after round, on SQLite and, when COTE_TEST_POSTGRESQL
// names a server (test/support/with_postgres.sh starts one), on PostgreSQL. Each enrolment is whole: person,
// unit, place in the queue, ledger, letter; and on the disk before its client goes on. Goals: an exact
// result, 500 enrolments a second, 99 of 100 under 200 ms. Then the attendance of ten years, 300,000 rows,
// filtered: each under 50 ms.
//   bench_enrol [--rounds N] [--rows N]
#include <algorithm>
#include <barrier>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <thread>

#include <fmt/format.h>
#include <unistd.h>

#include "activities/attendance/store.h"
#include "activities/door.h"
#include "activities/enrolment/door.h"
#include "activities/store.h"
#include "db/db.h"
#include "people/ledger.h"

namespace cote::bench {
namespace {

using namespace activities;
using Steady = std::chrono::steady_clock;

constexpr int kClients = 200;
constexpr int kPlaces = 20;
constexpr double kGoal = 500;          // enrolments a second
constexpr double kLimit = 0.2;         // seconds, 99 of 100
constexpr double kFilterLimit = 0.05;  // seconds
auto const kNow = *parse_time("2026-09-01T08:00:00Z");

double since(Steady::time_point start) {
  return std::chrono::duration<double>(Steady::now() - start).count();
}

EditionId edition(db::Db& db, int round) {
  auto const house = people::Actor::house("bench");
  CatalogueDoor const catalogue{db};
  Activity a{.slug = fmt::format("cours-{}", round), .state = ActivityState::live};
  a.title = {{{.lang = "fr", .text = "Français, groupe inventé"}}};
  Edition e{.slug = fmt::format("cours-{}-2026", round), .capacity = kPlaces};
  e.activity = catalogue.keep(house, a, kNow).operator*();
  auto const id = catalogue.keep(house, e, kNow).operator*();
  if (!EnrolmentDoor{db}.set_state(house, id, EditionState::open, kNow)) std::abort();
  return id;
}

Form form(int round, int client) {
  Form out{.key = fmt::format("form of round {} client {}", round, client)};
  out.members.push_back({.name = fmt::format("Personne inventée {}-{}", round, client),
                         .email = fmt::format("p{}-{}@example.org", round, client)});
  return out;
}

/// One round: everybody lets go at once. Seconds each client waited.
std::vector<double> race(db::Db& db, const EditionId& id, int round) {
  std::vector<double> waited(kClients);
  std::barrier start(kClients);
  std::vector<std::jthread> clients;
  for (int i = 0; i < kClients; ++i)
    clients.emplace_back([&, i] {
      auto const reader = people::Actor::reader();
      auto const mine = form(round, i);
      start.arrive_and_wait();
      auto const begun = Steady::now();
      if (!EnrolmentDoor{db}.enrol(reader, id, mine, kNow)) std::abort();
      waited[static_cast<std::size_t>(i)] = since(begun);
    });
  return waited;
}

bool enrolments(db::Db& db, std::string_view name, int rounds) {
  std::vector<EditionId> editions;
  for (int r = 0; r <= rounds; ++r) editions.push_back(edition(db, r));
  race(db, editions[0], 0);  // opens connections, prepares statements
  std::vector<double> all;
  double longest = 0;
  double total = 0;
  bool exact = true;
  for (int r = 1; r <= rounds; ++r) {
    auto const& id = editions[static_cast<std::size_t>(r)];
    auto const waited = race(db, id, r);
    longest = *std::ranges::max_element(waited);
    total += longest;
    all.insert(all.end(), waited.begin(), waited.end());
    auto const places = db.read([&](db::Session& s) { return store::places(s, id); });
    exact = exact && places == Places{kPlaces, kPlaces, kClients - kPlaces};
  }
  std::ranges::sort(all);
  auto const a_second = static_cast<double>(all.size()) / total;
  auto const p99 = all[all.size() * 99 / 100];
  auto const whole = !db.read([](db::Session& s) { return people::ledger::verify(s); }).broken;
  fmt::print("{:<11}{} rounds of {} clients for {} places: result {}, ledger {}\n", name, rounds, kClients,
             kPlaces, exact ? "exact" : "WRONG", whole ? "whole" : "BROKEN");
  fmt::print("           {:>7.0f} enrolments a second, {:.2f} x the goal of {:.0f}: {}\n", a_second,
             a_second / kGoal, kGoal, a_second >= kGoal ? "met" : "MISSED");
  fmt::print(
      "           half under {:.0f} ms, 99 of 100 under {:.0f} ms, {:.2f} of the limit of {:.0f}: {}\n",
      all[all.size() / 2] * 1e3, p99 * 1e3, p99 / kLimit, kLimit * 1e3, p99 < kLimit ? "met" : "MISSED");
  return exact && whole && a_second >= kGoal && p99 < kLimit;
}

/// Ten years: editions of 15 persons and 25 sessions, one after the other; 6,000 persons of 38 communes.
void ten_years(db::Db& db, int rows) {
  constexpr int kClass = 15;
  constexpr int kSessions = 25;
  constexpr int kPersons = 6000;
  auto const id_of = [](std::string_view what, int i) { return uuid_of(fmt::format("{} {}", what, i)); };
  db.write_with([&](db::Tx& tx) {
    for (int i = 0; i < kPersons; ++i)
      tx.run(
          "insert into activity_participant (id, name, email, phone, sex, status, nis, lang, made_by, "
          "created, "
          "seen, erased) values (:id, :name, '', '', 'unknown', '', :nis, 'fr', '', :now, :now, 0)",
          {{"id", id_of("person", i)},
           {"name", fmt::format("{} inventé {}",
                                i % 7 == 0   ? "Amadou"
                                : i % 7 == 1 ? "Selam"
                                             : "Olena",
                                i)},
           {"nis", fmt::format("920{:02}", i % 38)},
           {"now", iso(kNow)}});
  });
  int written = 0;
  for (int e = 0; written < rows; ++e) {
    auto const edition_id = edition(db, 1000 + e);
    std::vector<Session> sessions;
    auto const first = *parse_local("2016-09-05T09:00") + std::chrono::hours(24 * (e % 3500));
    for (int s = 0; s < kSessions; ++s)
      sessions.push_back({.starts = first + std::chrono::days(7 * s),
                          .ends = first + std::chrono::days(7 * s) + std::chrono::hours(3),
                          .length = Minutes(180)});
    auto const ids = *CatalogueDoor{db}.keep(people::Actor::house("bench"), edition_id, sessions, kNow);
    db.write_with([&](db::Tx& tx) {
      for (int s = 0; s < kSessions; ++s)
        for (int p = 0; p < kClass; ++p) {
          auto const dice = (e * 31 + s * 17 + p * 7) % 100;
          auto const state = dice < 4 ? Presence::excused : dice < 14 ? Presence::absent : Presence::present;
          auto const& session = sessions[static_cast<std::size_t>(s)];
          store::put(tx,
                     {.session = ids[static_cast<std::size_t>(s)],
                      .participant = {id_of("person", (e * kClass + p) % kPersons)},
                      .state = state,
                      .length = state == Presence::present ? Minutes(180) : Minutes(0)},
                     edition_id, to_utc(session.starts), "", kNow);
          ++written;
        }
    });
  }
}

bool filters(db::Db& db, std::string_view name, int rows) {
  auto const start = Steady::now();
  ten_years(db, rows);
  fmt::print("{:<11}attendance of ten years, {} rows, made in {:.0f} s\n", name, rows, since(start));
  auto const of = [&](int e) {
    return db.read([&](db::Session& s) {
      return store::edition_by_slug(s, fmt::format("cours-{}-2026", 1000 + e))->id;
    });
  };
  struct {
    const char* what;
    store::Filter filter;
  } const asked[] = {
      {"everything, the newest", {}},
      {"one edition", {.edition = of(7)}},
      {"one person", {.participant = {uuid_of("person 4711")}}},
      {"a name that begins so", {.name = "selam inventé 47"}},
      {"a commune", {.nis = "92013"}},
      {"excused", {.state = Presence::excused}},
      {"excused in a commune", {.nis = "92013", .state = Presence::excused}},
      {"absent in a year",
       {.state = Presence::absent,
        .from = parse_time("2019-01-01T00:00:00Z"),
        .until = parse_time("2020-01-01T00:00:00Z")}},
      {"a year", {.from = parse_time("2019-01-01T00:00:00Z"), .until = parse_time("2020-01-01T00:00:00Z")}},
  };
  bool met = true;
  for (auto const& a : asked) {
    std::vector<double> times;
    std::size_t found = 0;
    for (int i = 0; i < 15; ++i) {
      auto const begun = Steady::now();
      found = db.read([&](db::Session& s) { return store::rows(s, a.filter, {}, 50); }).size();
      times.push_back(since(begun));
    }
    std::ranges::sort(times);
    auto const median = times[times.size() / 2];
    met = met && median < kFilterLimit;
    fmt::print("           {:<26}{:>3} rows {:>7.2f} ms, slowest {:.2f} ms: {}\n", a.what, found,
               median * 1e3, times.back() * 1e3, median < kFilterLimit ? "met" : "MISSED");
  }
  return met;
}

bool all_of(const std::string& address, std::string_view name, int rounds, int rows) {
  auto const db = db::open(address);
  db::migrate(*db);
  bool const fast = enrolments(*db, name, rounds);
  return filters(*db, name, rows) && fast;
}

int run(int rounds, int rows) {
  auto const folder = std::filesystem::temp_directory_path() / fmt::format("cote-bench-enrol-{}", getpid());
  std::filesystem::create_directories(folder);
  bool met = all_of("sqlite:" + (folder / "enrol.db").string(), "SQLite", rounds, rows);
  std::filesystem::remove_all(folder);
  auto const* const server = std::getenv("COTE_TEST_POSTGRESQL");
  if (server == nullptr || *server == '\0') {
    fmt::print("PostgreSQL is not measured: COTE_TEST_POSTGRESQL is not set\n");
    return met ? 0 : 1;
  }
  auto const schema = fmt::format("cote_bench_{}", getpid());
  auto const on_server = [&](const std::string& sql) {
    db::open(server)->write_with([&](db::Tx& tx) { tx.run(sql); });
  };
  on_server("create schema " + schema);
  std::string const address = server;
  met = all_of(address + (address.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" +
                   schema,
               "PostgreSQL", rounds, rows) &&
        met;
  on_server("drop schema " + schema + " cascade");
  return met ? 0 : 1;
}

}  // namespace
}  // namespace cote::bench

int main(int argc, char** argv) {
  int rounds = 20;
  int rows = 300'000;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--rounds") == 0) rounds = std::atoi(argv[i + 1]);
    if (std::strcmp(argv[i], "--rows") == 0) rows = std::atoi(argv[i + 1]);
  }
  return cote::bench::run(rounds, rows);
}
