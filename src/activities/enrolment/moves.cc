// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/enrolment/moves.h"

#include <stdexcept>

#include <fmt/format.h>

#include "activities/enrolment/codes.h"
#include "activities/enrolment/letters.h"
#include "people/ledger.h"

namespace cote::activities {
namespace {

std::string_view outcome_of(Event event) {
  switch (event) {
    case Event::accept:
      return "accepted";
    case Event::decline:
    case Event::cancel:
      return "declined";
    case Event::expire:
    case Event::requeue:
      return "expired";
    default:
      return "withdrawn";
  }
}

/// Leaving a place or the queue for good.
bool leaves(Event event) {
  return event == Event::cancel || event == Event::drop || event == Event::decline ||
         event == Event::expire || event == Event::refuse || event == Event::call_off;
}

void write_to(const Move& move, const Participant& to, std::string_view kind, const Enrolment& enrolment,
              std::string_view letter_code, bool clash) {
  if (kind.empty() || to.erased || to.email.empty()) return;
  post::put(move.tx,
            letters::letter(kind, to,
                            {.enrolment = enrolment.id,
                             .title = store::title(move.tx, enrolment.edition, to.lang),
                             .code = std::string(letter_code),
                             .until = enrolment.offer_expires,
                             .clash = clash}),
            move.now);
}

}  // namespace

std::int64_t Move::change(Enrolment& e, Event event, std::string_view reason) const {
  auto const* const line = rules::find(e.state, event);
  if (line == nullptr) throw std::logic_error("an event that the table of transitions does not have");
  auto const free = turn.free();
  bool const held = rules::holds(e.state);
  bool const holds = rules::holds(line->to);
  if (held != holds) turn.taken += holds ? e.size : -e.size;
  e.state = line->to;
  e.offer_expires =
      e.state == State::offered ? std::optional(now + turn.edition.offer_for) : std::optional<Time>();
  if (e.state == State::confirmed && !e.joined) e.joined = now;
  if (leaves(event)) e.gone = now;
  if (!reason.empty()) e.reason = reason;
  return free;
}

void Move::record(const Enrolment& e, Event event, std::int64_t free, std::string_view reason) const {
  store::add(tx, e.edition,
             {.number = turn.steps,
              .enrolment = e.id,
              .event = event,
              .state = e.state,
              .at = now,
              .account = who.account.text,
              .free = free,
              .reason = std::string(reason)});
  people::ledger::note(
      tx, who,
      {.action = fmt::format("activities.{}", code(event)),
       .subject = "enrolment",
       .subject_id = e.id.text,
       .detail = fmt::format(R"({{"edition":"{}","step":{},"state":"{}","size":{},"taken":{}}})",
                             e.edition.text, turn.steps, code(e.state), e.size, turn.taken)},
      now);
}

void Move::step(Enrolment& e, Event event, std::string_view reason) const {
  bool const was_offered = e.state == State::offered;
  auto const free = change(e, event, reason);
  ++turn.steps;
  if (event == Event::requeue) {
    e.requested = now;
    e.number = turn.steps;
  }
  if (was_offered) store::settle_offer(tx, e.id, outcome_of(event), now);
  if (e.state == State::offered) store::offer(tx, e, now);
  store::update(tx, e, now);
  auto const members = store::members(tx, e.unit);
  for (auto const& member : members) store::seen(tx, member.id, now);
  if (!members.empty()) write_to(*this, members.front(), letters::kind_of(event, reason), e, {}, false);
  record(e, event, free, reason);
}

void Move::enter(Enrolment& e, const Unit& unit, Event event, std::string_view code_hash,
                 std::string_view letter_code, bool clash) const {
  auto const free = turn.free();
  auto const* const line = rules::find(std::nullopt, event);
  if (line == nullptr) throw std::logic_error("a form cannot begin so");
  e.state = line->to;
  e.number = ++turn.steps;
  if (rules::holds(e.state)) turn.taken += e.size;
  if (e.state == State::confirmed) e.joined = now;
  store::add(tx, e, code_hash, now);
  write_to(*this, unit.members.front(), letters::kind_of(event, {}), e, letter_code, clash);
  record(e, event, free, {});
}

void Move::promote() const {
  bool const served = turn.edition.state == EditionState::open || turn.edition.state == EditionState::closed;
  if (!served || turn.free() <= 0) return;
  auto queue = store::queue(tx, turn.edition.id);
  people::Actor const house = people::Actor::house("activities.queue");
  Move const ours{tx, turn, house, now};
  for (auto const i : rules::choose(queue, turn.free())) ours.step(queue[i], Event::offer, {});
}

}  // namespace cote::activities
