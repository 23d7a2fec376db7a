// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "web/site.h"

namespace cote::app {

/// Counts answers by route name, class of status and duration. No locks: each answer costs a look-up and
/// three additions. Names no address and nobody.
class Metrics {
 public:
  /// Once, when every route is mounted and before the first answer.
  void know(const web::Router& router);
  void count(const web::Answered& answered);
  /// Appends what was counted, in the text format of Prometheus, routes that were asked only.
  void write(std::string& out) const;

  /// Upper limits of the steps, in seconds; one more step is without a limit.
  static constexpr std::array kSteps{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0};

 private:
  struct Counter {
    std::array<std::atomic<std::uint64_t>, 6> classes{};  // 1xx at 1 … 5xx at 5
    std::array<std::atomic<std::uint64_t>, kSteps.size() + 1> steps{};
    std::atomic<std::uint64_t> microseconds = 0;
  };
  std::vector<std::string> names_{};
  std::vector<std::unique_ptr<Counter>> counters_{};
  std::unordered_map<std::string_view, Counter*> by_name_{};
};

/// A family of figures: writes "# HELP", "# TYPE", and a line a figure. Labels are escaped.
class Family {
 public:
  Family(std::string& out, std::string_view name, std::string_view type, std::string_view help);
  void add(double value) const;
  void add(std::string_view label, std::string_view of, double value) const;

 private:
  std::string& out_;
  std::string_view name_;
};

}  // namespace cote::app
