// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "kernel/time.h"

namespace cote::guide::corrections {

/// The part of an address that tells one household from another: an IPv4 address, the /64 of an IPv6 one.
std::string household(std::string_view address);

/// What stands for an address for one day: a keyed hash, with a key that no disk sees and that changes at
/// midnight UTC.
class DailyMask {
 public:
  DailyMask();
  /// 16 bytes. Equal for equal addresses of the same day, and for those only.
  [[nodiscard]] std::string of(std::string_view address, Time now);

 private:
  std::mutex mutex_;
  std::chrono::sys_days day_{};
  std::array<unsigned char, 32> key_{};
};

/// How often something may be done: by one address, and by everybody together, in any stretch of `per`.
/// Kept in memory only. Safe from several threads.
class Allowance {
 public:
  struct Rule {
    unsigned each = 0;
    unsigned all = 0;
    std::chrono::seconds per{3600};
  };
  explicit Allowance(Rule rule) : rule_(rule) {}

  /// Takes one turn, if there is one. `who` is masked already.
  bool take(std::string_view who, Time now);
  /// Turns taken by everybody in the last `per`.
  [[nodiscard]] std::uint64_t taken(Time now);

 private:
  void forget(Time now);

  Rule rule_;
  std::mutex mutex_;
  std::deque<std::pair<Time, std::string>> turns_{};  // never more than rule_.all
  std::unordered_map<std::string, unsigned> by_{};
};

}  // namespace cote::guide::corrections
