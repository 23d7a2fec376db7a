// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>
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
  /// True when the program is to end: a job stops between two items then, and goes on next time.
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

}  // namespace cote::app
