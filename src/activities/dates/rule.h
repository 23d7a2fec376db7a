// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/time.h"

/// When courses take place. Standard library only but for the reader of iCalendar files.
namespace cote::activities::dates {

enum class Frequency : std::uint8_t { daily, weekly, monthly, yearly };

/// Whether something begins at a time of day or takes whole days: it decides how UNTIL is written.
enum class Starts : std::uint8_t { timed, whole_day };

/// "TU": every Tuesday; "2TU": the second; "-1TU": the last, of the month or, in a yearly rule without
/// BYMONTH, of the year.
struct ByDay {
  unsigned weekday = 0;  // 0 = Monday … 6 = Sunday
  int nth = 0;           // 0 = every one
  auto operator<=>(const ByDay&) const = default;
};

/// A recurrence rule of RFC 5545 (section 3.3.10), in the subset of README.md. Lists are sorted and hold
/// nothing twice; so do those that read_rule gives. What is not set is none or empty.
struct Rule {
  Frequency frequency = Frequency::weekly;
  int interval = 1;
  std::optional<int> count{};     // at most this many; never together with `until`
  std::optional<Time> until{};    // the last instant at which one may begin
  std::vector<ByDay> days{};      // BYDAY
  std::vector<int> month_days{};  // BYMONTHDAY: 1…31, or from the end -1…-31
  std::vector<int> months{};      // BYMONTH: 1…12
  std::vector<int> positions{};   // BYSETPOS: of the days of one period, 1…366 or -1…-366
  unsigned week_start = 0;        // WKST

  bool operator==(const Rule&) const = default;
};

/// Why a text was refused: a text key for people ("dates.rule.unsupported"…), a sentence in English for logs
/// and shells, and the byte where it stopped making sense.
struct Refused {
  std::string key{};
  std::string message{};
  std::size_t at = 0;
};

/// Either a rule or why not. Never throws; linear in the text, of which 500 bytes are read at most.
/// What is valid but outside the subset (BYWEEKNO, hours, other calendars) is refused, not left out.
struct RuleRead {
  std::optional<Rule> rule{};
  Refused refused{};
};
/// UNTIL is a date for whole days, and otherwise an instant ("…Z") or, without Z, Belgian wall-clock time.
RuleRead read_rule(std::string_view text, Starts starts = Starts::timed);

/// The normal form: reading it gives an equal rule. UNTIL is written in UTC, or as a date for whole days.
std::string write(const Rule& rule, Starts starts = Starts::timed);

}  // namespace cote::activities::dates
