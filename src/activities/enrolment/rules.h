// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "activities/enrolment/model.h"
#include "kernel/result.h"

/// What may happen to an enrolment, who is served first, what a form must say. Pure.
namespace cote::activities::rules {

/// Who may cause an event. Bits.
inline constexpr unsigned kPerson = 1;  // who has the code
inline constexpr unsigned kDesk = 2;    // who has the right participants.enrol
inline constexpr unsigned kHouse = 4;   // what follows from another event, and jobs

/// A line of the table of transitions. `from` is none for a form that arrives.
struct Transition {
  std::optional<State> from{};
  Event event{};
  State to{};
  unsigned by = 0;
};
/// The whole table: what is not in it does not happen.
std::span<const Transition> transitions();
/// The line of this state and event, or null.
const Transition* find(std::optional<State> from, Event event);
/// The sentence for what is not in the table, or not for whoever asks: it says how the enrolment stands.
std::string refusal_key(std::optional<State> from);

/// States that count against the capacity.
constexpr bool holds(State s) {
  return s == State::offered || s == State::confirmed || s == State::completed;
}
/// States that nothing leads out of.
bool is_final(State s);

/// What a form becomes at an edition: a question to the desk, a place, or the queue. `free` are the places
/// that are free; nobody who fits them waits, since each freed place is offered at once.
Event entry(Approval approval, Eligibility eligibility, std::int64_t free, std::int64_t size);

/// What becomes of an offer that ended, the unit's `offers`-th: out, or back into the queue at most twice.
Event after_offer(Expiry expiry, std::int64_t offers);

/// Before whom: priority class, then time, then who came first in that second.
bool before(const Enrolment& a, const Enrolment& b);
/// Which of `queue`, which is in order, get an offer when `free` places are free: each that fits what those
/// before it have left. Positions in `queue`.
std::vector<std::size_t> choose(std::span<const Enrolment> queue, std::int64_t free);

/// A form without blanks around, and without what its sender may not say (`trusted`: the desk).
Form tidy(Form form, bool trusted);
/// What is wrong with it. Fields are "kind", "members", "members/0/name", "members/0/contact",
/// "members/0/birth_year", "note".
Problems check(const Form& form, Date today);
/// Whether the edition takes forms now from a unit of this size; a problem of the field "edition" if not.
Problems check(const Edition& edition, std::int64_t size, bool trusted, Time now);

/// Why somebody stopped or was refused, as codes; empty is not one.
std::span<const std::string_view> reasons();

/// A session that a person has already, at the same time as one of the edition.
struct Stretch {
  SessionId session{};
  Time starts{};
  Time ends{};
};
struct Clash {
  SessionId wanted{};
  SessionId had{};
  bool operator==(const Clash&) const = default;
};
/// Every pair that shares a moment; ends are not part of a session. In the order of `wanted`.
/// O(n log n + pairs).
std::vector<Clash> clashes(std::vector<Stretch> wanted, std::vector<Stretch> had);

}  // namespace cote::activities::rules
