// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/commands.h"

#include <csignal>
#include <fstream>
#include <iostream>

#include <fmt/core.h>

#include "app/chosen.h"
#include "app/progress.h"
#include "app/wire.h"
#include "guide/export.h"
#include "guide/hours/json.h"
#include "guide/import.h"
#include "guide/rules.h"
#include "guide/store.h"

namespace cote::app {
namespace {

std::shared_ptr<const guide::Snapshot> snapshot_of(const std::string& address, Time now) {
  auto const db = db::open(address);
  db::migrate(*db);
  return db->read([&](db::Session& session) {
    auto const revision = guide::store::revision(session);
    return guide::make_snapshot(guide::store::load(session), revision, now);
  });
}

/// Blocks until the shell or the service manager asks us to end.
void wait_for_the_end() {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  int caught = 0;
  sigwait(&ends, &caught);
}

/// Threads made afterwards inherit this, so the signals reach wait_for_the_end only.
void hold_ending_signals() {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
}

/// A wall-clock time as people write them: a day (midnight), a minute, or an instant, which is told as
/// Belgian clocks show it.
std::optional<LocalMinute> wall_clock(std::string_view text) {
  if (auto const local = parse_local(text)) return local;
  if (auto const day = parse_date(text)) return LocalMinute(std::chrono::local_days(*day));
  if (auto const instant = parse_time(text)) return to_local(*instant);
  if (text.size() == 19 && text.substr(16, 1) == ":") return parse_local(text.substr(0, 16));
  return std::nullopt;
}

/// The first few on standard error; all of them go to the file of --rejects.
void say_rejects(const std::vector<guide::import::Reject>& rejects, bool no_file) {
  constexpr std::size_t kShown = 20;
  for (std::size_t n = 0; n < std::min(kShown, rejects.size()); ++n) {
    auto const& reject = rejects[n];
    fmt::print(stderr, "{}: {}{}{}: {}\n", reject.where, reject.field, reject.field.empty() ? "" : " ",
               reject.dropped_record ? "record refused" : "value dropped", reject.reason);
  }
  if (rejects.size() > kShown)
    fmt::print(stderr, "… and {} more{}\n", rejects.size() - kShown,
               no_file ? " (--rejects FILE writes them all)" : "");
}

json::object hit_json(const guide::Snapshot& snapshot, const search::Hit& hit, std::string_view lang) {
  auto const& service = snapshot.catalogue.services[hit.doc];
  json::array topics;
  for (auto const& id : service.topics)
    if (auto const* topic = snapshot.topic(id)) topics.emplace_back(guide::rules::text(topic->label, lang));
  return {{"id", service.id.text},
          {"name", guide::rules::text(service.name, lang)},
          {"topics", std::move(topics)},
          {"score", hit.score}};
}

}  // namespace

int serve(const ServeCommand& command) {
  auto chosen = choose(command.settings);
  for (auto const& line : chosen.wrong) fmt::print(stderr, "{}\n", line);
  if (!chosen.wrong.empty()) return 2;
  hold_ending_signals();
  SystemClock const clock;
  House const house(command.settings, std::move(chosen), clock);
  web::ServeOptions options;
  options.address = command.address;
  options.port = command.port;
  options.threads = command.threads;
  options.cache_bytes = std::size_t{command.page_cache} * 1024 * 1024;
  options.log = [](std::string_view line) { fmt::print(stderr, "{}\n", line); };
  web::Server const server(house.site(), options);
  fmt::print("Côte à Côte: http://{}:{}\n", command.address, server.port());
  std::fflush(stdout);
  wait_for_the_end();
  fmt::print(stderr, "stopping\n");
  return 0;
}

int import_data(const ImportCommand& command) {
  auto const format = guide::import::format_named(command.format);
  if (!format) {
    fmt::print(stderr, "unknown format \"{}\"; see coteacote import --help\n", command.format);
    return 2;
  }
  guide::import::Read read;
  {
    Progress bar("reading");
    read = guide::import::read(command.path, *format,
                               [&](std::size_t done, std::size_t total) { bar.show(done, total); });
  }
  auto const db = db::open(command.db);
  db::migrate(*db);
  auto const saved = guide::import::load_into(*db, read, SystemClock().now(), command.all_or_nothing);
  auto rejects = std::move(read.rejects);
  rejects.insert(rejects.end(), saved.dropped.begin(), saved.dropped.end());
  if (!command.rejects.empty()) {
    std::ofstream file(command.rejects, std::ios::binary);
    file << guide::import::rejects_csv(rejects);
    if (!file.flush()) {
      fmt::print(stderr, "cannot write {}\n", command.rejects);
      return 1;
    }
  }
  say_rejects(rejects, command.rejects.empty());
  fmt::print("{} records read, {} refused; rows in the database: {} added, {} changed, {} unchanged\n",
             saved.read, saved.rejected, saved.added, saved.changed, saved.unchanged);
  bool const nothing = command.all_or_nothing && saved.rejected > 0;
  if (nothing) fmt::print(stderr, "nothing was saved: --all-or-nothing, and {} refused\n", saved.rejected);
  bool const all_refused = saved.rejected > 0 && saved.rejected >= saved.read;
  return nothing || all_refused ? 2 : 0;
}

int export_data(const ExportCommand& command) {
  auto const format = guide::exporting::format_named(command.format);
  if (!format) {
    fmt::print(stderr, "unknown format \"{}\"; see coteacote export --help\n", command.format);
    return 2;
  }
  auto const snapshot = snapshot_of(command.db, SystemClock().now());
  std::ofstream file;
  if (!command.out.empty()) file.open(command.out, std::ios::binary);
  std::ostream& out = command.out.empty() ? std::cout : file;
  guide::exporting::write(*snapshot, *format, command.lang, [&](std::string_view piece) { out << piece; });
  if (!out.flush()) {
    fmt::print(stderr, "cannot write {}\n", command.out.empty() ? "standard output" : command.out);
    return 1;
  }
  return 0;
}

int search_guide(const SearchCommand& command) {
  auto const snapshot = snapshot_of(command.db, SystemClock().now());
  auto const answer =
      snapshot->index->find({.words = command.words, .lang = command.lang, .limit = command.limit});
  if (command.json) {
    json::array out;
    for (auto const& hit : answer.hits) out.emplace_back(hit_json(*snapshot, hit, command.lang));
    fmt::print("{}\n", boost::json::serialize(out));
    return 0;
  }
  if (!answer.corrected.empty()) fmt::print("understood as: {}\n", answer.corrected);
  for (auto const& hit : answer.hits) {
    auto const& service = snapshot->catalogue.services[hit.doc];
    fmt::print("{:8.2f}  {}  ({})\n", hit.score, guide::rules::text(service.name, command.lang),
               service.slug);
  }
  fmt::print("{} found\n", answer.total);
  return 0;
}

int print_hours(const HoursCommand& command) {
  auto const from = wall_clock(command.from);
  auto const to = wall_clock(command.to);
  if (!from || !to || *to < *from) {
    fmt::print(stderr, "--from and --to are local times like 2026-11-23T09:00, in that order\n");
    return 2;
  }
  auto const parsed = guide::hours::parse(command.text);
  if (!parsed.schedule) {
    fmt::print(stderr, "not understood at byte {}: {}\n", parsed.refused.at, parsed.refused.message);
    return 2;
  }
  fmt::print("{}\n", guide::hours::hours_json(*parsed.schedule, *from, *to));
  return 0;
}

int migrate(const std::string& address) {
  auto const db = db::open(address);
  auto const applied = db::migrate(*db);
  fmt::print("{} migrations applied\n", applied.size());
  return 0;
}

}  // namespace cote::app
