// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "kernel/time.h"

/// What stands between a form that everyone may fill and machines that fill forms: a small piece of work for
/// the browser, once a form; or, without script, some patience. Nothing is asked of a third party and nothing
/// is known about the person.
namespace cote::guide::corrections {

inline constexpr std::chrono::seconds kPatience{15};  // the least age of a form sent without proof
inline constexpr std::chrono::hours kFormLives{3};    // after that it must be made again
inline constexpr unsigned kEasy = 11;                 // leading zero bits: about 2,000 hashes
inline constexpr unsigned kHard = 16;

/// How hard the work is when so many reports came in the last hour: kEasy, one bit more each time the number
/// doubles beyond 16, at most kHard. A slow phone does 11 bits in well under a second.
unsigned difficulty(std::uint64_t reports_last_hour);

/// True when SHA-256 of "<token>.<nonce>" begins with `bits` zero bits.
bool solves(std::string_view token, std::string_view nonce, unsigned bits);

/// Gives out signed challenges and takes each back once. The key lives as long as the process: a form from
/// before a restart is stale, and its sender is asked to send again. Safe from several threads.
class Gate {
 public:
  Gate();

  /// A token for one form about `subject`: its time, its difficulty and a signature.
  [[nodiscard]] std::string issue(std::string_view subject, Time now, unsigned bits) const;

  enum class Entry : std::uint8_t {
    proven,    // the work was done
    waited,    // no proof, and old enough
    too_soon,  // no proof, and too young: the same token may come again later
    stale,     // not ours, of another subject, too old, or used before
  };
  /// What this token is worth. Spends nothing.
  [[nodiscard]] Entry judge(std::string_view subject, std::string_view token, std::string_view nonce,
                            Time now) const;
  /// The difficulty a token of ours was given; kEasy for any other text.
  [[nodiscard]] static unsigned bits_of(std::string_view token);
  /// Uses the token up. False when it was used already; call it after everything else was found right.
  bool spend(std::string_view token, Time now);

 private:
  std::array<unsigned char, 32> key_{};
  mutable std::mutex mutex_;
  std::unordered_map<std::string, Time> spent_{};  // token and when it may be forgotten
};

}  // namespace cote::guide::corrections
