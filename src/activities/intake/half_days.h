// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cote::activities::intake {

/// A set of half-days of a week: mornings, afternoons and evenings of seven days.
class HalfDays {
 public:
  /// Reads "mo-am tu-pm we-ev", blanks between, in any order; "" is the empty set; anything else is none.
  static std::optional<HalfDays> parse(std::string_view text);
  /// All 21.
  static HalfDays all();

  [[nodiscard]] bool empty() const { return bits_ == 0; }
  [[nodiscard]] bool within(HalfDays other) const { return (bits_ & ~other.bits_) == 0; }
  /// As parse() reads it, from Monday morning on.
  [[nodiscard]] std::string text() const;
  bool operator==(const HalfDays&) const = default;

 private:
  std::uint32_t bits_ = 0;
};

}  // namespace cote::activities::intake
