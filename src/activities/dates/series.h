// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "activities/dates/sessions.h"

/// A series of sessions and the edits people make: this one, this and all that follow, all. Enrolments and
/// attendance hang on a session's number, which it keeps whatever happens to its time; numbers are never used
/// twice and no session ever disappears: one that a new rule has no place for stays, marked `dropped`.
namespace cote::activities::dates {

/// What a part of a series gives each of its sessions.
struct Terms {
  Minutes length{};
  std::string place{};  // a room, an address or a link: a word of the caller's
  std::vector<std::string> trainers{};
  std::optional<int> capacity{};

  bool operator==(const Terms&) const = default;
};

/// What one session has of its own; it wins over later edits of the series.
struct Own {
  std::optional<LocalMinute> starts{};
  std::optional<Minutes> length{};
  std::optional<std::string> place{};
  std::optional<std::vector<std::string>> trainers{};
  std::optional<int> capacity{};
  std::optional<std::string> cancelled{};  // the reason

  bool operator==(const Own&) const = default;
};

enum class State : std::uint8_t { held, cancelled, withheld, dropped };

/// A session as people see it.
struct Seen {
  LocalMinute starts{};
  Terms terms{};
  State state = State::held;
  std::string reason{};                // of a cancelled one
  std::optional<Withheld> withheld{};  // of a withheld one

  bool operator==(const Seen&) const = default;
};

struct Session {
  int number = 0;
  std::size_t part = 0;
  LocalMinute slot{};  // the time its part gives it: RECURRENCE-ID
  std::optional<Withheld> withheld{};
  Own own{};
  std::optional<Seen> dropped{};  // as it was last announced
  int sequence = 0;               // how often what people see has changed: iCalendar's SEQUENCE

  bool operator==(const Session&) const = default;
};

struct Part {
  Pattern pattern{};
  Terms terms{};

  bool operator==(const Part&) const = default;
};

struct Series {
  std::vector<Part> parts{};        // in order of time; "this and following" makes two of one
  std::vector<Session> sessions{};  // in order of number
  int next_number = 1;
  bool show_withheld = false;  // announce that nothing is held on a holiday, instead of leaving it out

  bool operator==(const Series&) const = default;
};

Seen seen(const Series& series, const Session& session);

/// Problems as of plan(); field "length" dates.length when it is not 1 minute to 24 hours.
Result<Series> start(const Pattern& pattern, const Terms& terms, const Calendar& calendar,
                     bool show_withheld = false);

/// This one: what is set in `change` becomes its own. Field "starts" dates.double when another session that
/// is held begins then. A refusal: missing for an unknown number, conflict for a dropped one.
Result<Series> change_one(const Series& series, int number, const Own& change);
/// Takes back a cancellation.
Result<Series> restore_one(const Series& series, int number);
/// One session more, besides the rule; field "starts" dates.double.
Result<Series> add_one(const Series& series, LocalMinute starts, const Calendar& calendar);

/// What an edit of several sets. `pattern` replaces all that follows; `clock` moves it to another time of the
/// day and is not looked at beside a pattern.
struct Change {
  std::optional<Pattern> pattern{};
  std::optional<Minutes> clock{};
  std::optional<Minutes> length{};
  std::optional<std::string> place{};
  std::optional<std::vector<std::string>> trainers{};
  std::optional<int> capacity{};
};

/// This one and all that follow. Sessions before it do not change at all. Of those that follow, one keeps its
/// number when the new rule has a time on its day, else within its week; what is left over is dropped, or
/// comes back when a later edit has a time on its day again. Field "starts": dates.before_previous when the
/// new pattern begins before the last that stays, dates.double when two would begin at once. Refusals as
/// change_one.
Result<Series> change_following(const Series& series, int number, const Change& change,
                                const Calendar& calendar);
/// All that have not begun at `from`: the past is not rewritten.
Result<Series> change_all(const Series& series, const Change& change, const Calendar& calendar,
                          LocalMinute from);
/// After the calendar has changed: sessions from `from` on that fall on a new closure become withheld and,
/// where `keep` promised a number, others are added at the end.
Result<Series> observe(const Series& series, const Calendar& calendar, LocalMinute from);

}  // namespace cote::activities::dates
