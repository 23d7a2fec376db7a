// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/jobs.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "app/job_clock.h"
#include "post/token.h"

namespace cote::app {
namespace {

using namespace std::chrono_literals;

/// How long a row stays taken when its process dies.
constexpr std::chrono::seconds kLease = 30min;
constexpr std::chrono::seconds kRenewal = 1min;

void make_row(db::Tx& tx, const std::string& name, Time now) {
  tx.run(
      "insert into job_run (name, since, holder, held_until, outcome, result, runs, failures) values (:name, "
      ":now, '', :now, '', '', 0, 0) on conflict (name) do nothing",
      {{"name", name}, {"now", iso(now)}});
}

bool take_row(db::Tx& tx, const std::string& name, const std::string& holder, Time now) {
  make_row(tx, name, now);
  return tx.run(
             "update job_run set holder = :holder, held_until = :until, started = :now where name = :name "
             "and "
             "(holder = '' or held_until <= :now)",
             {{"name", name}, {"holder", holder}, {"until", iso(now + kLease)}, {"now", iso(now)}}) == 1;
}

void hold_longer(db::Tx& tx, const std::string& name, const std::string& holder, Time now) {
  tx.run("update job_run set held_until = :until where name = :name and holder = :holder",
         {{"name", name}, {"holder", holder}, {"until", iso(now + kLease)}});
}

void give_back(db::Tx& tx, const std::string& name, const std::string& holder, const JobResult& result,
               Time now) {
  tx.run(
      "update job_run set holder = '', held_until = :now, finished = :now, outcome = :outcome, result = "
      ":result, runs = runs + 1, failures = failures + :failed where name = :name and holder = :holder",
      {{"name", name},
       {"holder", holder},
       {"now", iso(now)},
       {"outcome", result.outcome},
       {"result", result.result},
       {"failed", result.outcome == "failed" ? 1 : 0}});
}

JobResult result_of(const Job& job, const JobCall& call) {
  try {
    auto said = job.work(call);
    return {call.stopping() ? "stopped" : "done", std::move(said)};
  } catch (const std::exception& error) {
    return {"failed", error.what()};
  }
}

}  // namespace

std::vector<JobState> job_states(db::Session& session, const std::vector<Job>& jobs, Time now) {
  std::map<std::string, JobState> known;
  std::map<std::string, Time> since;
  for (auto& [name, first, started, finished, held, holder, outcome, result, runs, failures] :
       session.all<std::string, std::string, std::string, std::string, std::string, std::string, std::string,
                   std::string, std::int64_t, std::int64_t>(
           "select name, since, started, finished, held_until, holder, outcome, result, runs, failures from "
           "job_run")) {
    since[name] = parse_time(first).value_or(now);
    known[name] = {name,
                   parse_time(started),
                   parse_time(finished),
                   std::nullopt,
                   outcome,
                   result,
                   runs,
                   failures,
                   !holder.empty() && parse_time(held).value_or(now) > now};
  }
  std::vector<JobState> out;
  for (auto const& job : jobs) {
    auto& state = known[job.name];
    state.name = job.name;
    state.next = next_due(job, since.contains(job.name) ? since[job.name] : now, state.started);
    out.push_back(std::move(state));
  }
  return out;
}

std::optional<JobResult> run_job(db::Db& db, const Settings& settings, const Clock& clock, const Job& job,
                                 const std::function<bool()>& stopping) {
  auto const holder = post::random_token();
  auto const began = clock.now();
  if (!db.write([&](db::Tx& tx) { return take_row(tx, job.name, holder, began); })) return std::nullopt;
  auto renewed = began;
  auto const asked = [&] {
    auto const now = clock.now();
    if (now - renewed >= kRenewal) {
      renewed = now;
      db.write_with([&](db::Tx& tx) { hold_longer(tx, job.name, holder, now); });
    }
    return stopping();
  };
  auto const result = result_of(job, {.db = db, .settings = settings, .now = began, .stopping = asked});
  db.write_with([&](db::Tx& tx) { give_back(tx, job.name, holder, result, clock.now()); });
  return result;
}

void run_due_jobs(db::Db& db, const Settings& settings, const Clock& clock, const std::vector<Job>& jobs,
                  const std::function<bool()>& stopping, const std::function<void(std::string_view)>& log) {
  auto const now = clock.now();
  auto const states = db.read([&](db::Session& session) { return job_states(session, jobs, now); });
  auto const known = [&](const JobState& state) { return state.started || state.runs > 0; };
  for (std::size_t n = 0; n < jobs.size() && !stopping(); ++n) {
    auto const& job = jobs[n];
    if (states[n].running) continue;
    // A job seen for the first time is written down, so that its first hour can come.
    if (!known(states[n])) db.write_with([&](db::Tx& tx) { make_row(tx, job.name, now); });
    if (*states[n].next > now) continue;
    if (auto const result = run_job(db, settings, clock, job, stopping))
      log(fmt::format("job {} {}: {}", job.name, result->outcome, result->result));
  }
}

}  // namespace cote::app
