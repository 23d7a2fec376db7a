// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/progress.h"

#include <cstdio>
#include <utility>

#include <fmt/core.h>
#include <unistd.h>

namespace cote::app {

Progress::Progress(std::string what) : what_(std::move(what)), terminal_(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (terminal_) fmt::print(stderr, "\r\033[K");
}

void Progress::show(std::size_t done, std::size_t total) {
  using namespace std::chrono_literals;
  if (!terminal_) return;
  auto const now = std::chrono::steady_clock::now();
  if (now - drawn_ < 100ms && done != total) return;
  drawn_ = now;
  if (total == 0) {
    fmt::print(stderr, "\r{} {}", what_, done);
  } else {
    constexpr std::size_t kWide = 30;
    auto const filled = kWide * done / total;
    fmt::print(stderr, "\r{} [{:=<{}}{: <{}}] {} of {}", what_, "", filled, "", kWide - filled, done, total);
  }
  std::fflush(stderr);
}

}  // namespace cote::app
