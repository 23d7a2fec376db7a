// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace cote::app {

/// A bar on standard error while long work runs: drawn only on a terminal, at most ten times a second,
/// and wiped when the work ends. With an unknown total (0) it counts.
class Progress {
 public:
  explicit Progress(std::string what);
  ~Progress();
  Progress(const Progress&) = delete;
  void show(std::size_t done, std::size_t total);

 private:
  std::string what_;
  bool terminal_ = false;
  std::chrono::steady_clock::time_point drawn_{};
};

}  // namespace cote::app
