// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/jobs.h"

#include <set>

#include <gtest/gtest.h>

#include "app/job_clock.h"
#include "support/database.h"

namespace cote::app {
namespace {

using namespace std::chrono_literals;

Time at(std::string_view text) { return *parse_time(text); }

TEST(AppJobClock, AnHourIsBrusselsTimeInSummerAndWinter) {
  EXPECT_EQ(iso(next_hour(6, at("2026-11-23T04:59:59Z"))), "2026-11-23T05:00:00Z");
  EXPECT_EQ(iso(next_hour(6, at("2026-11-23T05:00:00Z"))), "2026-11-24T05:00:00Z");
  EXPECT_EQ(iso(next_hour(6, at("2026-07-01T12:00:00Z"))), "2026-07-02T04:00:00Z");
  // The night without a second hour, and the night with two.
  auto const spring = next_hour(2, at("2026-03-28T12:00:00Z"));
  EXPECT_GT(spring, at("2026-03-28T12:00:00Z"));
  EXPECT_LE(spring, at("2026-03-29T01:00:00Z"));
  auto const autumn = next_hour(2, at("2026-10-25T00:00:00Z"));
  EXPECT_GE(next_hour(2, autumn), at("2026-10-26T01:00:00Z"));
}

TEST(AppJobClock, APeriodBeginsAtOnceAndAnHourWaits) {
  Job const often{.name = "a", .every = 600s};
  Job const daily{.name = "b", .hour = 6};
  auto const since = at("2026-11-23T12:00:00Z");
  EXPECT_EQ(next_due(often, since, {}), since);
  EXPECT_EQ(next_due(often, since, since + 5s), since + 605s);
  EXPECT_EQ(iso(next_due(daily, since, {})), "2026-11-24T05:00:00Z");
  EXPECT_EQ(iso(next_due(daily, since, at("2026-11-24T05:00:01Z"))), "2026-11-25T05:00:00Z");
}

class AppJobs : public test::OnBoth {
 protected:
  std::optional<JobResult> run(
      const Job& job, std::function<bool()> stopping = [] { return false; }) {
    return run_job(db(), settings, clock, job, stopping);
  }
  JobState state(const Job& job) {
    return db().read([&](db::Session& s) { return job_states(s, {job}, clock.now()); }).front();
  }
  void due(const std::vector<Job>& jobs) {
    run_due_jobs(
        db(), settings, clock, jobs, [] { return false; },
        [this](std::string_view line) { log += std::string(line) + '\n'; });
  }
  Settings settings;
  FixedClock clock{at("2026-11-23T12:00:00Z")};
  std::string log;
};

TEST_P(AppJobs, WhatAJobDidIsWrittenDown) {
  Job const good{.name = "good", .every = 60s, .work = [](const JobCall&) { return "3 things"; }};
  EXPECT_EQ(state(good).outcome, "");
  auto const result = run(good);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->outcome, "done");
  auto const known = state(good);
  EXPECT_EQ(known.result, "3 things");
  EXPECT_EQ(known.runs, 1);
  EXPECT_EQ(known.started, clock.now());
  EXPECT_EQ(known.next, clock.now() + 60s);
  EXPECT_FALSE(known.running);
}

TEST_P(AppJobs, AFailureIsNotTheEndOfTheHouse) {
  Job const bad{.name = "bad", .every = 60s, .work = [](const JobCall&) -> std::string {
                  throw std::runtime_error("no paper");
                }};
  EXPECT_EQ(run(bad)->outcome, "failed");
  EXPECT_EQ(state(bad).result, "no paper");
  EXPECT_EQ(state(bad).failures, 1);
  ASSERT_TRUE(run(bad)) << "it is given back";
}

TEST_P(AppJobs, OneProcessAtATime) {
  std::optional<JobResult> second{JobResult{}};
  bool running = false;
  Job const job{.name = "alone", .every = 60s, .work = [&](const JobCall&) {
                  running = state(job).running;
                  second = run(job);
                  return "";
                }};
  EXPECT_TRUE(run(job));
  EXPECT_TRUE(running);
  EXPECT_FALSE(second) << "while the first is at it";
  EXPECT_EQ(state(job).runs, 1);
}

TEST_P(AppJobs, AProcessThatDiesGivesItsRowAwayInTheEnd) {
  Job const job{.name = "heir", .every = 60s, .work = [](const JobCall&) { return ""; }};
  db().write_with([&](db::Tx& tx) {
    tx.run(
        "insert into job_run (name, since, holder, held_until, outcome, result, runs, failures) values "
        "('heir', :now, 'dead', :until, '', '', 0, 0)",
        {{"now", iso(clock.now())}, {"until", iso(clock.now() + 30min)}});
  });
  EXPECT_FALSE(run(job));
  clock.set(clock.now() + 30min);
  EXPECT_TRUE(run(job));
}

TEST_P(AppJobs, AskingWhetherToStopKeepsTheRow) {
  int asked = 0;
  Job const job{.name = "long", .every = 60s, .work = [&](const JobCall& call) {
                  while (asked < 5 && !call.stopping()) {
                    ++asked;
                    clock.set(clock.now() + 20min);
                  }
                  EXPECT_TRUE(state(job).running) << "an hour and a half later";
                  return "";
                }};
  EXPECT_EQ(run(job)->outcome, "done");
  EXPECT_EQ(run(job, [] { return true; })->outcome, "stopped");
}

TEST_P(AppJobs, WhatIsDueIsDoneOnce) {
  int often = 0;
  int daily = 0;
  std::vector<Job> const jobs{
      {.name = "often", .every = 600s, .work = [&](const JobCall&) { return std::to_string(++often); }},
      {.name = "daily", .hour = 6, .work = [&](const JobCall&) { return std::to_string(++daily); }}};
  due(jobs);
  due(jobs);
  EXPECT_EQ(often, 1);
  EXPECT_EQ(daily, 0);
  clock.set(at("2026-11-24T05:00:00Z"));
  due(jobs);
  due(jobs);
  EXPECT_EQ(often, 2);
  EXPECT_EQ(daily, 1);
  EXPECT_EQ(log, "job often done: 1\njob often done: 2\njob daily done: 1\n");
}

TEST_P(AppJobs, TheHousesOwnJobsRunOnAnEmptyHouse) {
  std::set<std::string> names;
  for (auto const& job : all_jobs(settings)) {
    EXPECT_TRUE(names.insert(job.name).second) << job.name;
    EXPECT_TRUE(job.every.has_value() != job.hour.has_value()) << job.name;
    auto const result = run(job);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->outcome, "done") << job.name << ": " << result->result;
  }
}

COTE_ON_BOTH(AppJobs);

}  // namespace
}  // namespace cote::app
