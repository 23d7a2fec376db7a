// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <vector>

#include "db/db.h"

namespace cote::db {

/// Group commit. While one transaction is being written, those who come queue up; the next one is theirs, all
/// in it, in the order they came. Nobody returns before what they wrote is committed.
class Together {
 public:
  using Work = std::function<void(Tx&)>;
  /// Runs `work` by `write`, which runs what it is given in a transaction of its own. When one work of
  /// several fails, the transaction is undone and each is run alone: a failure is its own only.
  void run(const Work& work, const std::function<void(const Work&)>& write);

 private:
  struct Ticket {
    const Work* work = nullptr;
    std::condition_variable turn{};
    bool leads = false;
    bool done = false;
    std::exception_ptr failed{};
  };
  using Batch = std::vector<Ticket*>;
  static void settle(const Batch& batch, const std::function<void(const Work&)>& write);

  std::mutex mutex_{};
  std::deque<Ticket*> waiting_{};
  bool busy_ = false;  // somebody leads, or was told to; otherwise nobody waits
};

}  // namespace cote::db
