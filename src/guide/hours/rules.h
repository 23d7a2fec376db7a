// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "guide/hours/calendar.h"
#include "guide/hours/hours.h"

/// What a parsed text is made of. Inside the engine only.
namespace cote::guide::hours {

/// Minutes from midnight; `to` lies past 1440 when the span runs into the next day, at most 2880.
struct Span {
  std::uint16_t from = 0;
  std::uint16_t to = 0;
  bool open_end = false;  // "17:00+": how long is a guess, so the state is unknown
  bool operator==(const Span&) const = default;
};

struct Years {
  int first = 0;
  int last = 0;
  bool operator==(const Years&) const = default;
};

struct Weeks {
  unsigned first = 1, last = 53, step = 1;
  bool operator==(const Weeks&) const = default;
};

/// "Tu[3] +1 day": a day counts when the day `offset` earlier is the nth such weekday of its month.
struct NthWeekday {
  unsigned weekday = 0;
  int nth = 1;
  int offset = 0;
  bool operator==(const NthWeekday&) const = default;
};

/// One end of a range of dates.
struct DatePoint {
  enum class Kind : std::uint8_t { date, nth, easter };
  Kind kind = Kind::date;
  int year = 0;  // 0: every year
  unsigned month = 1;
  unsigned date = 1;
  NthWeekday nth{};
  int offset = 0;
  bool operator==(const DatePoint&) const = default;
  [[nodiscard]] std::chrono::local_days in(int current_year) const;
};

struct DateRange {
  DatePoint from{};
  DatePoint to{};
  bool single = true;
  unsigned step = 1;  // "Jan 01-31/8": every eighth day
  bool operator==(const DateRange&) const = default;
};

/// Selectors of different kinds must all hold, several of a kind are alternatives. Empty: no limit.
struct Rule {
  std::vector<Years> years{};
  std::uint16_t months = 0;  // bit 0 = January; together with `dates` one list of alternatives
  std::vector<DateRange> dates{};
  std::vector<Weeks> weeks{};
  std::optional<int> on_holiday{};  // "PH", "PH -1 day": must hold besides the weekday
  std::uint8_t weekdays = 0;        // bit 0 = Monday; together with `nths` and `holidays` one list
  bool monday_edge = false;         // some run of weekdays begins or ends between Sunday and Monday
  std::uint8_t holidays = 0;        // bit 0, 1, 2 = the day before, on, after a public holiday
  std::vector<NthWeekday> nths{};
  std::vector<Span> times{};  // empty: the whole day
  State state = State::open;
  std::string comment{};
  bool additional = false;  // after a comma: adds to the rules before it instead of replacing them
  bool fallback = false;    // after "||": counts only where nothing else is open or unknown

  bool operator==(const Rule&) const = default;
  [[nodiscard]] bool has_dates() const;
  [[nodiscard]] bool wraps() const;
  [[nodiscard]] bool covers(const DayFacts& day) const;
  /// Whether a reader that goes from change to change has a reason to stop at the midnight between two
  /// days, on account of this rule's selectors. `next` is a Monday.
  [[nodiscard]] bool turns(const DayFacts& day, const DayFacts& next) const;
};

struct Schedule::Rules {
  std::vector<Rule> list{};
  std::string text{};
  std::vector<std::uint8_t> replaces{};  // 1: on a day it covers, the rules before this one are dropped
};

/// The only way from rules to a schedule.
struct Parser {
  static Schedule schedule(std::vector<Rule> list);
};

/// The text of a list of rules in its normal form.
std::string write(const std::vector<Rule>& list);

/// What holds at a minute: the state, and the rule that gave it (none: no rule speaks, closed).
struct Answer {
  State state = State::closed;
  const Rule* rule = nullptr;
  [[nodiscard]] std::string_view comment() const { return rule ? std::string_view(rule->comment) : ""; }
};

/// A day as the engine needs it: its facts and those of the days whose overnight hours may reach it.
struct DayFrame {
  DayFacts today{};
  DayFacts yesterday{};
  DayFacts before{};  // yesterday's yesterday, for the night after the short day: see evaluate.cc
};
DayFrame frame_of(std::chrono::local_days day);

/// One stretch of a day, from `minute` until the next piece or midnight.
struct Piece {
  int minute = 0;
  Answer answer{};
};
/// The day in pieces; the first starts at 0.
std::vector<Piece> pieces_of(const Schedule::Rules& rules, const DayFrame& frame);
Answer answer_at(const Schedule::Rules& rules, const DayFrame& frame, int minute);

}  // namespace cote::guide::hours
