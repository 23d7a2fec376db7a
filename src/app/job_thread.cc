// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/job_thread.h"

#include <fmt/format.h>

namespace cote::app {

JobThread::JobThread(db::Db& db, const Settings& settings, const Clock& clock,
                     std::function<void(std::string_view)> log)
    : db_(db), settings_(settings), clock_(clock), log_(std::move(log)), jobs_(all_jobs(settings)) {
  thread_ = std::thread([this] { work(); });
}

JobThread::~JobThread() {
  stop();
  thread_.join();
}

void JobThread::stop() {
  {
    std::scoped_lock const lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
}

void JobThread::work() {
  auto const stopping = [this] {
    std::scoped_lock const lock(mutex_);
    return stopping_;
  };
  while (!stopping()) {
    try {
      run_due_jobs(db_, settings_, clock_, jobs_, stopping, log_);
    } catch (const std::exception& error) {
      log_(fmt::format("jobs wait: {}", error.what()));
    }
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, std::chrono::seconds(30), [this] { return stopping_; });
  }
}

}  // namespace cote::app
