// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "db/db.h"
#include "kernel/time.h"
#include "post/mailer.h"
#include "post/queue.h"

namespace cote::post {

/// What one round did.
struct Round {
  int sent = 0;
  int later = 0;
  int bounced = 0;
  int failed = 0;
  bool unreachable = false;  // the round ended because nobody answered
};

/// Takes messages out and hands them over, one by one, until nothing is due, the server is away, or
/// `stopping` says so. Two processes never hand over the same message at once. A process that dies between
/// the server's "250" and its own commit leaves a message that will be sent again when the lease is over:
/// with the same Message-ID, so that most mailboxes show it once. `log` gets lines without personal text.
Round deliver(db::Db& db, Mailer& mailer, const Sender& sender, const queue::Policy& policy,
              const Clock& clock, const std::function<bool()>& stopping,
              const std::function<void(std::string_view)>& log);

/// A thread that does this every few seconds, more seldom while the server is away. The destructor lets the
/// letter on its way go and ends.
class Worker {
 public:
  Worker(db::Db& db, std::unique_ptr<Mailer> mailer, Sender sender, queue::Policy policy, const Clock& clock,
         std::function<void(std::string_view)> log);
  ~Worker();
  Worker(const Worker&) = delete;
  /// Asks it to end after the letter on its way, without waiting for that.
  void stop();

 private:
  void work();

  db::Db& db_;
  std::unique_ptr<Mailer> mailer_;
  Sender sender_;
  queue::Policy policy_;
  const Clock& clock_;
  std::function<void(std::string_view)> log_;
  std::mutex mutex_{};
  std::condition_variable wake_{};
  bool stopping_ = false;
  std::thread thread_{};
};

}  // namespace cote::post
