// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/core.h>

#include "app/commands.h"
#include "app/jobs.h"
#include "app/options.h"

namespace cote::app {
namespace {

std::string shown(const std::optional<Time>& at) { return at ? iso(*at) : "-"; }

int list(const Settings& settings) {
  auto const db = db::open(settings.database.address);
  db::migrate(*db);
  auto const jobs = all_jobs(settings);
  auto const now = SystemClock().now();
  for (auto const& state : db->read([&](db::Session& session) { return job_states(session, jobs, now); }))
    fmt::print("{:24} {:8} began {:20} next {:20} {} runs, {} failed; {}\n", state.name,
               state.running           ? "running"
               : state.outcome.empty() ? "-"
                                       : state.outcome,
               shown(state.started), shown(state.next), state.runs, state.failures, state.result);
  return 0;
}

int run(const Settings& settings, const std::string& name, const std::string& now) {
  auto const at = parse_time(now);
  if (!now.empty() && !at) {
    fmt::print(stderr, "--now is an instant like 2027-05-22T06:00:00Z\n");
    return 2;
  }
  auto const jobs = all_jobs(settings);
  auto const job = std::ranges::find(jobs, name, &Job::name);
  if (job == jobs.end()) {
    fmt::print(stderr, "there is no job {}; coteacote job list names them\n", name);
    return 2;
  }
  auto const db = db::open(settings.database.address);
  db::migrate(*db);
  SystemClock const real;
  FixedClock const told(at.value_or(Time()));
  auto const& clock = at ? static_cast<const Clock&>(told) : real;
  auto const result = run_job(*db, settings, clock, *job, [] { return false; });
  if (!result) {
    fmt::print(stderr, "another process is at it\n");
    return 1;
  }
  fmt::print("{}: {}\n", result->outcome, result->result);
  return result->outcome == "done" ? 0 : 1;
}

}  // namespace

void add_job(CLI::App& app, int& code) {
  auto* const command = app.add_subcommand("job", "the work the house does by the clock");
  command->require_subcommand(1);
  auto* const listing = command->add_subcommand("list", "what ran, how it ended, when it is next due");
  auto const list_options = Options::of(*listing);
  listing->callback([list_options, &code] { code = list(list_options->settings()); });
  auto* const running = command->add_subcommand("run", "do one now");
  auto const run_options = Options::of(*running);
  auto const name = std::make_shared<std::string>();
  running->add_option("name", *name, "as `job list` names it")->required();
  auto const now = std::make_shared<std::string>();
  running->add_option("--now", *now, "as if it were this instant: for rehearsals on a copy of the database");
  running->callback([run_options, name, now, &code] { code = run(run_options->settings(), *name, *now); });
}

}  // namespace cote::app
