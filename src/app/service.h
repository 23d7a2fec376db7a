// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "app/job_thread.h"
#include "app/log.h"
#include "app/wire.h"
#include "post/worker.h"

namespace cote::app {

/// The house at work: rooms, network, mail and jobs. The destructor is the graceful end: no new connection,
/// answers in progress get five seconds, the letter on its way goes, a job stops between two items.
class Service {
 public:
  /// Throws ConfigError for secrets that cannot be read, std::system_error when the port is taken.
  Service(const Settings& settings, Chosen chosen, const Clock& clock, Log::Sink sink);
  ~Service();
  Service(const Service&) = delete;

  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] House& house() { return house_; }
  [[nodiscard]] const Log& log() const { return log_; }

 private:
  Log log_;
  House house_;
  std::unique_ptr<post::Worker> worker_{};
  std::unique_ptr<JobThread> jobs_{};
  std::unique_ptr<web::Server> server_{};
};

}  // namespace cote::app
