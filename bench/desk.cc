// SPDX-License-Identifier: AGPL-3.0-or-later
// The desk's list of 100,000 records with filters: processor time from the request to the finished page,
// SQLite. Goal: 99 of 100 under 100 ms; and not one above 200 ms while the list is still being made after a
// fifth of the records changed.
//   bench_desk [--services N]
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <random>

#include <fmt/format.h>
#include <unistd.h>

#include "db/db.h"
#include "guide/desk/pages.h"
#include "guide/desk/rows.h"
#include "guide/rules.h"
#include "guide/store.h"
#include "kernel/lang.h"
#include "people/actor.h"

namespace cote::bench {
namespace {

using namespace guide;
using Steady = std::chrono::steady_clock;
constexpr double kLimit = 0.1;   // seconds
constexpr double kMaking = 0.2;  // while the list is being made
constexpr std::size_t kCommunes = 262;
constexpr std::size_t kRubrics = 15;
constexpr std::size_t kAsked = 1000;

double since(Steady::time_point start) {
  return std::chrono::duration<double>(Steady::now() - start).count();
}

/// Processor time of this thread: what a wall clock shows on a machine with nothing else to do. The file is
/// in memory and the database in this thread, so nothing is waited for.
double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

std::string nis(std::size_t i) { return fmt::format("{}", 10000 + i % kCommunes); }

constexpr const char* kWords[] = {"accueil", "aide",      "cours",    "juridique", "logement",
                                  "soins",   "emploi",    "écoute",   "famille",   "jeunes",
                                  "langue",  "maison",    "quartier", "santé",     "social",
                                  "travail", "vêtements", "vélo",     "voisin",    "école"};

/// Names of three common words and one of its own; a tenth verified lately, a third of unknown age.
Catalogue catalogue(std::size_t services) {
  Catalogue c;
  std::mt19937 random(1);
  for (std::size_t i = 0; i < kCommunes; ++i)
    c.communes.push_back({.nis = nis(i), .name = fmt::format("Commune {}", i)});
  for (std::size_t i = 0; i < kRubrics; ++i)
    c.rubrics.push_back({.id = fmt::format("rubric{}", i),
                         .label = rules::source_words("fr", fmt::format("Rubrique {}", i))});
  for (std::size_t i = 0; i < 60; ++i)
    c.topics.push_back({.id = fmt::format("topic.{}", i), .rubric = fmt::format("rubric{}", i % kRubrics)});
  for (std::size_t i = 0; i < services / 8 + 1; ++i)
    c.organisations.push_back({.id = {uuid_of(fmt::format("o{}", i))},
                               .slug = fmt::format("organisation-{}", i),
                               .name = rules::source_words("fr", fmt::format("Association inventée {}", i))});
  for (std::size_t i = 0; i < services; ++i) {
    auto const word = [&] { return kWords[random() % std::size(kWords)]; };
    Place place{.id = {uuid_of(fmt::format("p{}", i))},
                .address = fmt::format("Rue inventée {}", i % 5000),
                .postal_code = fmt::format("{}", 5000 + i % 700),
                .locality = fmt::format("Village {}", i % 900),
                .nis = nis(random())};
    Service s{.id = {uuid_of(fmt::format("s{}", i))},
              .organisation = c.organisations[i / 8].id,
              .slug = fmt::format("{}-{}", rules::slug(word()), i),
              .name = rules::source_words("fr", fmt::format("{} {} {} {}", word(), word(), word(), i))};
    s.topics = {fmt::format("topic.{}", random() % 60)};
    s.places = {{.place = place.id}};
    s.phones = {{.number = fmt::format("081 00 {:02} {:02}", i / 100 % 100, i % 100)}};
    if (i % 10 == 0) s.provenance.verified_on = *parse_date("2026-05-01");
    if (i % 3 == 1) s.provenance.as_of_year = 2015 + static_cast<int>(i % 11);
    if (i % 50 == 0) s.status = Status::temporarily_closed;
    c.places.push_back(std::move(place));
    c.services.push_back(std::move(s));
  }
  return c;
}

/// What somebody may ask: none to four filters, pages deep into the list among them.
std::string query(std::mt19937& random, std::size_t services) {
  web::Fields out;
  auto const sometimes = [&](unsigned one_in) { return random() % one_in == 0; };
  if (sometimes(3))
    out.add("q", fmt::format("{} {}", kWords[random() % std::size(kWords)],
                             sometimes(2) ? kWords[random() % std::size(kWords)] : ""));
  else if (sometimes(6))
    out.add("q", fmt::format("{}", random() % services));
  if (sometimes(3)) out.add("commune", nis(random()));
  if (sometimes(3)) out.add("rubric", fmt::format("rubric{}", random() % kRubrics));
  constexpr const char* kAges[] = {"fresh", "to_confirm", "old", "unknown"};
  if (sometimes(3)) out.add("freshness", kAges[random() % 4]);
  if (sometimes(5)) out.add("status", sometimes(2) ? "temporarily_closed" : "active");
  if (sometimes(6)) out.add("state", sometimes(2) ? "archived" : "live");
  if (sometimes(6)) out.add("draft", sometimes(2) ? "any" : "in_review");
  if (sometimes(4)) out.add("after", rules::slug(kWords[random() % std::size(kWords)]));
  return out.encode();
}

int run(std::size_t services) {
  auto const folder = std::filesystem::temp_directory_path() / fmt::format("cote-bench-desk-{}", getpid());
  std::filesystem::create_directories(folder);
  double p50 = 0, p99 = 0, worst = 0, making = 0;
  {
    auto const db = db::open("sqlite:" + (folder / "desk.db").string());
    db::migrate(*db);
    auto const now = *parse_time("2026-11-23T09:00:00Z");
    auto const all = catalogue(services);
    db->write([&](db::Tx& tx) { return store::save(tx, all, now); });
    auto const start = Steady::now();
    desk::rows::catch_up_all(*db);
    fmt::print("rows of {} records made in {:.1f} s\n", services, since(start));
    auto const who = std::make_shared<people::Actor>(
        people::Actor{.account = {uuid_of("who")}, .name = "Anna", .roles = {people::Role::editor}});
    desk::Door const door{.db = *db};
    for (std::size_t i = 0; i < 300; ++i) (void)door.begin(*who, all.services[i * (services / 300)].id, now);
    desk::Pages const pages{.db = *db};
    std::mt19937 random(7);
    std::vector<std::pair<double, std::string>> times;
    auto const ask = [&] {
      auto asked = query(random, services);
      web::Request const request{.target = "/desk/services?" + asked};
      web::Visit const visit{.request = request,
                             .lang = find_language("fr"),
                             .path = "/desk/services",
                             .query = web::Fields::parse(asked),
                             .now = now,
                             .actor = who};
      auto const begun = cpu_seconds();
      auto const reply = pages.list(visit);
      if (reply.status != 200) std::abort();
      times.emplace_back(cpu_seconds() - begun, std::move(asked));
    };
    auto changed = all;
    for (std::size_t i = 0; i < changed.services.size(); i += 5) changed.services[i].email = "a@example.org";
    db->write([&](db::Tx& tx) { return store::save(tx, changed, now); });
    auto const left = db->read([](db::Session& s) { return desk::rows::behind(s); });
    for (std::size_t i = 0; i < kAsked / 10; ++i) ask();
    making = std::ranges::max(times).first;
    fmt::print("{} changes not listed yet: slowest of {} requests {:.1f} ms, each makes {} rows\n", left,
               times.size(), making * 1e3, desk::rows::kAtOnce);
    times.clear();
    desk::rows::catch_up_all(*db);
    for (std::size_t i = 0; i < kAsked; ++i) ask();
    std::ranges::sort(times);
    p50 = times[kAsked / 2].first;
    p99 = times[kAsked * 99 / 100].first;
    worst = times.back().first;
    fmt::print("slowest: ?{}\n         ?{}\n", times.back().second, times[kAsked - 5].second);
  }
  std::filesystem::remove_all(folder);
  fmt::print(
      "list of {} records, {} requests: half under {:.1f} ms, 99 of 100 under {:.1f} ms, slowest {:.1f} ms\n",
      services, kAsked, p50 * 1e3, p99 * 1e3, worst * 1e3);
  fmt::print("p99 is {:.2f} of the limit of {:.0f} ms (goal: under 1)\n", p99 / kLimit, kLimit * 1e3);
  fmt::print("slowest while the list is made is {:.2f} of {:.0f} ms (goal: under 1)\n", making / kMaking,
             kMaking * 1e3);
  return p99 < kLimit && making < kMaking ? 0 : 1;
}

}  // namespace
}  // namespace cote::bench

int main(int argc, char** argv) {
  std::size_t services = 100'000;
  if (argc == 3 && std::strcmp(argv[1], "--services") == 0) services = std::strtoul(argv[2], nullptr, 10);
  return cote::bench::run(std::max<std::size_t>(services, 300));
}
