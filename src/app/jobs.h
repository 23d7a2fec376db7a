// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/settings.h"
#include "db/db.h"
#include "kernel/time.h"

/// Work the house does by itself, by the clock. One process at a time does a job: it takes the job's row for
/// as long as it works.
namespace cote::app {

/// What a job gets.
struct JobCall {
  db::Db& db;
  const Settings& settings;
  Time now{};
  /// True when the program is to end: a job stops between two items then, and goes on next time. To be asked
  /// at least every quarter of an hour, because asking is also what keeps the job's row ours.
  std::function<bool()> stopping = [] { return false; };
};

struct Job {
  std::string name{};                           // "freshness.letters"
  std::optional<std::chrono::seconds> every{};  // either a period…
  std::optional<unsigned> hour{};               // …or a time of day in Brussels
  /// Does it; gives what the page "house" shows, in a few English words without personal text: "12 letters".
  std::function<std::string(const JobCall&)> work{};
};

/// All jobs of the house under these settings (job_list.cc), in the order they are shown.
std::vector<Job> all_jobs(const Settings& settings);

/// What is known of a job's runs.
struct JobState {
  std::string name{};
  std::optional<Time> started{};
  std::optional<Time> finished{};
  std::optional<Time> next{};
  std::string outcome{};  // "done", "failed", "stopped"; empty: never ended
  std::string result{};   // what it said
  std::int64_t runs = 0;
  std::int64_t failures = 0;
  bool running = false;
};
/// One for each of `jobs`. One statement.
std::vector<JobState> job_states(db::Session& session, const std::vector<Job>& jobs, Time now);

/// Does `job` now unless another process is at it; gives what came of it, or none when it is. An exception
/// of the job is its failure: "failed" and what it said, without values (db::Error has none).
struct JobResult {
  std::string outcome{};
  std::string result{};
};
std::optional<JobResult> run_job(db::Db& db, const Settings& settings, const Clock& clock, const Job& job,
                                 const std::function<bool()>& stopping);

/// Does what is due, once. `log` gets a line a job.
void run_due_jobs(db::Db& db, const Settings& settings, const Clock& clock, const std::vector<Job>& jobs,
                  const std::function<bool()>& stopping, const std::function<void(std::string_view)>& log);

}  // namespace cote::app
