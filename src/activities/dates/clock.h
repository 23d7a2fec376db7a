// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/time.h"

/// Belgian wall clocks and the forms in which RFC 5545 writes them.
namespace cote::activities::dates {

using Minutes = std::chrono::minutes;

inline std::chrono::local_days day_of(LocalMinute at) { return std::chrono::floor<std::chrono::days>(at); }
inline Minutes clock_of(LocalMinute at) { return at - day_of(at); }

/// The instant of a wall-clock time. In October's double hour the first; in March's missing hour as if the
/// clock had not been changed, so that 02:30 is the instant that shows 03:30 (RFC 5545, section 3.3.5).
Time instant_of(LocalMinute local);

/// A session as it really lasts.
struct Span {
  Time from{};
  Time to{};
  [[nodiscard]] Minutes minutes() const { return std::chrono::floor<Minutes>(to - from); }
  bool operator==(const Span&) const = default;
};
/// From 22:00 for eight hours ends at 06:00 on every wall clock: seven real hours in the night of March, nine
/// in that of October. One that begins in the missing hour lasts what it is meant to last. Never negative.
Span span_of(LocalMinute starts, Minutes length);

/// "20261124", "20261124T090000" and "20261124T080000Z".
std::string basic(Date day);
std::string basic(LocalMinute local);
std::string basic(Time at);
/// Reads the first form and the part after the T; anything else, or a day that does not exist, is none.
std::optional<Date> basic_date(std::string_view text);
/// "T090000": seconds since midnight.
std::optional<std::chrono::seconds> basic_clock(std::string_view text);

}  // namespace cote::activities::dates
