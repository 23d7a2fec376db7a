// SPDX-License-Identifier: AGPL-3.0-or-later
#include "db/together.h"

#include <algorithm>

namespace cote::db {
namespace {

constexpr std::size_t kMost = 64;  // works in a transaction: bounds how long the first one waits for the last

}  // namespace

void Together::settle(const Batch& batch, const std::function<void(const Work&)>& write) {
  auto const alone = [&](Ticket& ticket) {
    try {
      write(*ticket.work);
    } catch (...) {
      ticket.failed = std::current_exception();
    }
  };
  if (batch.size() == 1) return alone(*batch.front());
  bool all_ran = false;
  try {
    write([&](Tx& tx) {
      all_ran = false;
      for (auto const* ticket : batch) (*ticket->work)(tx);
      all_ran = true;
    });
  } catch (...) {
    // Whether a commit that failed was kept by the server is not known: it is not tried again.
    for (auto* ticket : batch) {
      if (all_ran) {
        ticket->failed = std::current_exception();
      } else {
        alone(*ticket);
      }
    }
  }
}

void Together::run(const Work& work, const std::function<void(const Work&)>& write) {
  Ticket mine;
  mine.work = &work;
  std::unique_lock lock(mutex_);
  waiting_.push_back(&mine);
  if (busy_) mine.turn.wait(lock, [&] { return mine.done || mine.leads; });
  if (!mine.done) {
    busy_ = true;
    auto const end = waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(kMost, waiting_.size()));
    Batch const batch(waiting_.begin(), end);
    waiting_.erase(waiting_.begin(), end);
    lock.unlock();
    settle(batch, write);
    lock.lock();
    // Told under the lock: a ticket lives no longer than its thread's wait.
    for (auto* ticket : batch) {
      ticket->done = true;
      if (ticket != &mine) ticket->turn.notify_one();
    }
    busy_ = !waiting_.empty();
    if (busy_) {
      waiting_.front()->leads = true;
      waiting_.front()->turn.notify_one();
    }
  }
  lock.unlock();
  if (mine.failed) std::rethrow_exception(mine.failed);
}

}  // namespace cote::db
