// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <utility>

#include <boost/asio.hpp>
#include <sys/resource.h>

namespace cote::web {

namespace asio = boost::asio;

/// Threads for handlers that wait. Requests beyond `most` are not taken.
class Pool {
 public:
  /// `nice`: how far its threads step back when others want the processor (0 to 19; Linux counts it by
  /// thread).
  Pool(unsigned threads, unsigned most, int nice = 0)
      : threads_(std::max(1U, threads)), most_(most), nice_(nice) {}
  /// False, and nothing will run, when too many wait already.
  [[nodiscard]] bool take_seat() {
    if (++taken_ <= most_) return true;
    --taken_;
    return false;
  }
  /// For an answer that has begun: it is not turned away in its middle.
  void keep_seat() { ++taken_; }
  /// Runs `work` on a thread of the pool and gives what it made to `token`'s own thread. The seat was taken
  /// before.
  template <class Work, class Token>
  auto run(Work work, Token&& token) {
    using Made = decltype(work());
    return asio::async_initiate<Token, void(Made)>(
        [this](auto handler, auto todo) {
          auto const home = asio::get_associated_executor(handler);
          asio::post(threads_, [this, todo = std::move(todo), handler = std::move(handler),
                                alive = asio::make_work_guard(home), home]() mutable {
            step_back();
            auto made = todo();
            --taken_;
            asio::post(home, [handler = std::move(handler), made = std::move(made)]() mutable {
              std::move(handler)(std::move(made));
            });
          });
        },
        token, std::move(work));
  }
  void finish() { threads_.join(); }
  /// Seats taken: those being served and those waiting.
  [[nodiscard]] unsigned taken() const { return taken_; }

 private:
  void step_back() const {
    thread_local int nice = 0;
    if (nice != nice_ && setpriority(PRIO_PROCESS, 0, nice_) == 0) nice = nice_;
  }

  asio::thread_pool threads_;
  std::atomic<unsigned> taken_ = 0;
  unsigned most_;
  int nice_;
};

}  // namespace cote::web
