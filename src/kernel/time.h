// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace cote {

/// An instant, in UTC, to the second: what is stored and compared everywhere.
using Time = std::chrono::sys_seconds;
/// A day of the calendar, without a clock.
using Date = std::chrono::year_month_day;
/// Wall-clock time in Belgium, to the minute: what opening hours and readers speak.
using LocalMinute = std::chrono::local_time<std::chrono::minutes>;

/// What tells the time. Two exist: the system's, and one that a test sets by hand.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Time now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Time now() const override;
};

class FixedClock final : public Clock {
 public:
  explicit FixedClock(Time at) : at_(at) {}
  [[nodiscard]] Time now() const override { return at_; }
  void set(Time at) { at_ = at; }

 private:
  Time at_;
};

/// Europe/Brussels by the rule in force since 1996 (directive 2000/84/EC): summer time, UTC+2, from
/// the last Sunday of March 01:00 UTC to the last Sunday of October 01:00 UTC; UTC+1 otherwise.
/// Instants before 1996 are given by the same rule and may be wrong by an hour.
LocalMinute to_local(Time at);
/// The first instant that shows this wall clock; a wall-clock time that is skipped in March gives
/// the instant of the change.
Time to_utc(LocalMinute local);

/// "2026-11-23T09:00:00Z".
std::string iso(Time at);
/// "2026-11-23".
std::string iso(Date day);
/// "2026-11-23T09:00", local.
std::string iso(LocalMinute local);

/// Reads the three forms above; an instant may also carry an offset ("+01:00") or a fraction, which
/// is dropped. Anything else, or a day that does not exist, is none.
std::optional<Time> parse_time(std::string_view text);
std::optional<Date> parse_date(std::string_view text);
std::optional<LocalMinute> parse_local(std::string_view text);

}  // namespace cote
