// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/jobs.h"

namespace cote::app {

/// Looks every half minute whether a job is due, and does it. The destructor lets the job come to a place
/// where it can stop.
class JobThread {
 public:
  JobThread(db::Db& db, const Settings& settings, const Clock& clock,
            std::function<void(std::string_view)> log);
  ~JobThread();
  JobThread(const JobThread&) = delete;
  void stop();

 private:
  void work();

  db::Db& db_;
  const Settings& settings_;
  const Clock& clock_;
  std::function<void(std::string_view)> log_;
  std::vector<Job> jobs_;
  std::mutex mutex_{};
  std::condition_variable wake_{};
  bool stopping_ = false;
  std::thread thread_{};
};

}  // namespace cote::app
