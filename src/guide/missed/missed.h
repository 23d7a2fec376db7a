// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "db/db.h"
#include "kernel/time.h"

/// What people look for and the Guide does not have: counted without learning who looked for what.
namespace cote::guide::missed {

/// Words are told only when so many different addresses asked them in one month. What fewer people ask is
/// in no file and no database, and in memory only as a keyed hash.
inline constexpr std::size_t kEnough = 5;

/// Search words as they may be counted: folded, at most four words of letters. None for what may name or
/// reach somebody: digits, addresses, long strings, titles before names, several words that all begin
/// with a capital.
std::optional<std::string> countable(std::string_view words);

/// Searches of one month that found nothing. Empty words: all of them, countable or not.
struct Count {
  std::string words{};
  std::string month{};  // "2026-11"
  std::int64_t times = 0;
  bool operator==(const Count&) const = default;
};

/// Counts in memory; safe from several threads, a few microseconds a search.
class Counter {
 public:
  Counter();
  void note(std::string_view words, std::string_view address, Time now);
  /// What was learnt since the last call and may be written down.
  std::vector<Count> take();

 private:
  struct Asked {
    std::unordered_set<std::string> by{};  // never more than kEnough
    std::int64_t times = 0;
  };
  void turn_to(std::string month);
  [[nodiscard]] std::string masked(std::string_view what) const;

  static constexpr std::size_t kMostTerms = 20'000;  // beyond, new words are only counted among all
  std::mutex mutex_;
  std::array<unsigned char, 32> key_{};  // of this month; no disk sees it
  std::string month_{};
  std::unordered_map<std::string, Asked> terms_{};
  std::unordered_map<std::string, std::int64_t> told_{};
  std::vector<Count> closed_{};  // of months that have ended
};

namespace store {
void add(db::Tx& tx, const std::vector<Count>& counts);
/// The latest month first, most asked first; the sum of a month before its words. One statement.
std::vector<Count> listed(db::Session& session, std::int64_t most);
/// Takes away months before this one. Gives how many rows.
std::int64_t erase(db::Tx& tx, std::string_view before_month);
}  // namespace store

}  // namespace cote::guide::missed
