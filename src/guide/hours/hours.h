// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/holidays.h"

/// Opening hours: one engine for badge, filter, API and export. Standard library only, so that it also
/// compiles to WebAssembly. The text is OSM's opening_hours in the subset that docs/opening-hours.md
/// describes; what is outside is refused, never guessed.
namespace cote::guide::hours {

/// Wall-clock minutes in Belgium.
using Minute = std::chrono::local_time<std::chrono::minutes>;

enum class State : std::uint8_t { closed, open, unknown };

/// Why a state holds besides the clock: what the sign on the door says.
enum class Note : std::uint8_t { none, by_appointment, by_phone };

struct Interval {
  Minute from{};
  Minute to{};  // exclusive
  State state = State::open;
  std::string comment{};  // of the rule, e.g. "by appointment"; empty for most

  bool operator==(const Interval&) const = default;
};

/// Why a text was refused: a sentence in English for logs and shells, the byte where it stopped making
/// sense, and a text key ("hours.unsupported", "hours.bad_time"…) for people.
struct Refused {
  std::string message{};
  std::size_t at = 0;
  std::string key{};
};

/// Parsed hours. Cheap to copy (shared, immutable). A default one is "unknown, always".
class Schedule {
 public:
  Schedule();
  [[nodiscard]] State at(Minute when) const;
  /// The rule's comment at this minute ("by appointment"), or empty.
  [[nodiscard]] std::string_view comment_at(Minute when) const;
  [[nodiscard]] Note note_at(Minute when) const;
  /// Maximal intervals that are open or unknown, cut to [from, to), in order, not overlapping.
  [[nodiscard]] std::vector<Interval> between(Minute from, Minute to) const;
  /// The next minute after `when` at which the state differs, searched at most `horizon` ahead.
  [[nodiscard]] std::optional<Minute> next_change(Minute when,
                                                  std::chrono::days horizon = std::chrono::days(400)) const;
  /// The normalised text: parsing it again gives an equal schedule. Empty for an unknown one.
  [[nodiscard]] std::string text() const;
  /// True when nothing is known at any time (an empty or missing text).
  [[nodiscard]] bool unknown() const;

  struct Rules;
  [[nodiscard]] const Rules& rules() const { return *rules_; }

 private:
  friend struct Parser;
  std::shared_ptr<const Rules> rules_;
};

/// Either a schedule or why not. Never throws on any input; linear in the text, which may be at most
/// 2,000 bytes.
struct Parsed {
  std::optional<Schedule> schedule{};
  Refused refused{};
};
Parsed parse(std::string_view text);

/// What a reader sees now.
struct Status {
  State state = State::unknown;
  std::optional<Minute> until{};  // when it changes, if within a week (closed: opens at; open: closes at)
  bool closes_soon = false;       // open, and closed within 30 minutes
  Note note = Note::none;
};
Status status(const Schedule& schedule, Minute now);

/// One line of the week as a door sign shows it: the seven days from the Monday of `week`.
struct Day {
  std::chrono::local_days date{};
  std::vector<Interval> slots{};  // open or unknown, cut at midnight except overnight ends, which stay
                                  // with the day they began
  bool holiday = false;
};
std::vector<Day> week(const Schedule& schedule, std::chrono::local_days monday);

using cote::public_holidays;

/// Many schedules at one minute, for the "open now" filter: distinct texts are kept once and evaluated
/// once a day: the table of a day is made when a minute of it is first asked for, and the last four days
/// asked for are kept. `at` may be called by many threads; `add` may not while they do.
class Board {
 public:
  /// Gives the row for a later call of `at`. Equal texts share a row.
  std::uint32_t add(const Schedule& schedule);
  /// The state of every row at `when`, in order of rows. Linear in distinct schedules: a byte copied for
  /// each, and the changes since the full hour.
  [[nodiscard]] std::vector<State> at(Minute when) const;
  [[nodiscard]] std::size_t size() const;

  Board();
  ~Board();
  Board(Board&&) noexcept;
  Board& operator=(Board&&) noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cote::guide::hours
