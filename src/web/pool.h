// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <algorithm>
#include <atomic>
#include <utility>

#include <boost/asio.hpp>

namespace cote::web {

namespace asio = boost::asio;

/// Threads for handlers that wait. Requests beyond `most` are not taken.
class Pool {
 public:
  Pool(unsigned threads, unsigned most) : threads_(std::max(1U, threads)), most_(most) {}
  /// False, and nothing will run, when too many wait already.
  [[nodiscard]] bool take_seat() {
    if (++taken_ <= most_) return true;
    --taken_;
    return false;
  }
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
  asio::thread_pool threads_;
  std::atomic<unsigned> taken_ = 0;
  unsigned most_;
};

}  // namespace cote::web
