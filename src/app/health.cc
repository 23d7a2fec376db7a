// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/health.h"

#include <sodium.h>

#include "app/jobs.h"
#include "app/metrics.h"
#include "app/version.h"
#include "kernel/json.h"
#include "post/queue.h"

namespace cote::app {
namespace {

double seconds(std::chrono::seconds time) { return static_cast<double>(time.count()); }

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

void write_server(std::string& out, const web::Figures& f) {
  Family(out, "coteacote_connections", "gauge", "Open connections.").add(f.connections);
  Family(out, "coteacote_turned_away_total", "counter", "Requests told 503.")
      .add(static_cast<double>(f.turned_away));
  Family const waiting(out, "coteacote_waiting", "gauge",
                       "Requests with, or waiting for, a thread that may wait.");
  waiting.add("for", "database", f.database_waiting);
  waiting.add("for", "secret", f.secret_waiting);
  Family(out, "coteacote_page_cache_hits_total", "counter", "Finished pages found.")
      .add(static_cast<double>(f.cache_hits));
  Family(out, "coteacote_page_cache_misses_total", "counter", "Finished pages that had to be made.")
      .add(static_cast<double>(f.cache_misses));
  Family(out, "coteacote_page_cache_bytes", "gauge", "Bytes of finished pages.")
      .add(static_cast<double>(f.cache_bytes));
}

void write_jobs(std::string& out, const std::vector<JobState>& jobs, Time now) {
  Family const age(out, "coteacote_job_age_seconds", "gauge", "Since the job last began.");
  for (auto const& job : jobs)
    if (job.started) age.add("job", job.name, seconds(now - *job.started));
  Family const failures(out, "coteacote_job_failures_total", "counter", "Runs that failed.");
  for (auto const& job : jobs) failures.add("job", job.name, static_cast<double>(job.failures));
  Family const failed(out, "coteacote_job_failed", "gauge", "1 when the last run failed.");
  for (auto const& job : jobs) failed.add("job", job.name, job.outcome == "failed" ? 1 : 0);
}

void write_outbox(std::string& out, const std::vector<post::queue::Count>& counts) {
  Family const family(out, "coteacote_outbox_messages", "gauge", "Messages by state.");
  for (auto const* const state : {"queued", "sending", "sent", "failed", "bounced"}) {
    std::int64_t sum = 0;
    for (auto const& count : counts) sum += count.state == state ? count.messages : 0;
    family.add("state", state, static_cast<double>(sum));
  }
}

/// What only the database knows. False while it is away.
bool write_stored(std::string& out, const House& house, Time now) {
  try {
    house.db().read_with([&](db::Session& session) {
      write_outbox(out, post::queue::counts(session));
      write_jobs(out, job_states(session, all_jobs(house.settings()), now), now);
      Family(out, "coteacote_database_bytes", "gauge", "Size of the database.")
          .add(static_cast<double>(db::stored_bytes(session, house.db().is_postgresql())));
    });
    return true;
  } catch (const db::Error&) {
    return false;  // which is a figure too
  }
}

}  // namespace

void Health::mount(web::Router& router) const {
  router.add({.pattern = "/health", .name = "health", .localised = false},
             [this](const web::Visit& v) { return health(v); });
  router.add({.pattern = "/metrics", .name = "metrics", .localised = false, .work = web::Work::database},
             [this](const web::Visit& v) { return metrics(v); });
}

web::Reply Health::health(const web::Visit&) const {
  auto const snapshot = house.shelf().current();
  // Readers are served from memory, so the database being away is told, and is not a failure.
  json::object body{{"status", "ok"},
                    {"database", house.database_is_up() ? "up" : "away"},
                    {"services", snapshot->catalogue.services.size()},
                    {"revision", snapshot->revision},
                    {"built", iso(snapshot->built)}};
  return {.content_type = "application/json", .body = boost::json::serialize(body)};
}

bool may_read_metrics(const web::Request& request, std::string_view token) {
  if (!token.empty()) {
    constexpr std::string_view kBearer = "Bearer ";
    auto const given = request.header("authorization");
    return given.starts_with(kBearer) && same(given.substr(kBearer.size()), token);
  }
  bool const here = request.remote.starts_with("127.") || request.remote == "::1";
  bool const through = !request.header("x-forwarded-for").empty() || !request.header("forwarded").empty() ||
                       !request.header("via").empty() || !request.header("x-real-ip").empty();
  return here && !through;
}

web::Reply Health::metrics(const web::Visit& visit) const {
  if (!may_read_metrics(visit.request, house.settings().metrics.token)) return {.status = 404};
  std::string out;
  Family(out, "coteacote_build_info", "gauge", "Which version this is.").add("version", version(), 1);
  house.metrics().write(out);
  if (auto const figures = house.figures()) write_server(out, *figures);
  auto const snapshot = house.shelf().current();
  Family(out, "coteacote_snapshot_age_seconds", "gauge", "Since what readers see was built.")
      .add(seconds(visit.now - snapshot->built));
  Family(out, "coteacote_snapshot_services", "gauge", "Services readers see.")
      .add(static_cast<double>(snapshot->catalogue.services.size()));
  bool const up = write_stored(out, house, visit.now);
  Family(out, "coteacote_database_up", "gauge", "1 when the database answers.").add(up ? 1 : 0);
  return {.content_type = "text/plain; version=0.0.4; charset=utf-8", .body = std::move(out)};
}

}  // namespace cote::app
