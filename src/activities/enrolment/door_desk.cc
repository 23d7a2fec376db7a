// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "activities/enrolment/codes.h"
#include "activities/enrolment/door.h"
#include "activities/enrolment/letters.h"
#include "activities/enrolment/moves.h"
#include "activities/enrolment/reach.h"
#include "activities/store.h"
#include "people/ledger.h"

namespace cote::activities {
namespace {

using people::Action;
using people::Compartment;

bool may_publish(db::Session& session, const people::Actor& who, const EditionId& id) {
  auto const organisation = store::organisation_of(session, id);
  return organisation && who.may(Compartment::activities, Action::publish, *organisation);
}

void note(db::Tx& tx, const people::Actor& who, std::string_view action, const EditionId& id,
          std::string detail, Time now) {
  people::ledger::note(tx, who,
                       {.action = fmt::format("activities.{}", action),
                        .subject = "edition",
                        .subject_id = id.text,
                        .detail = std::move(detail)},
                       now);
}

bool leads_to(EditionState from, EditionState to) {
  using S = EditionState;
  if (to == S::open) return from == S::draft || from == S::closed;
  if (to == S::closed) return from == S::open;
  if (to == S::cancelled || to == S::over) return from == S::open || from == S::closed;
  return false;
}

/// Everybody who is still in it hears the end of it.
void end(const Move& move, EditionState state) {
  bool const over = state == EditionState::over;
  for (auto& e : store::of_edition(move.tx, move.turn.edition.id)) {
    if (rules::is_final(e.state)) continue;
    bool const stays = over && e.state == State::confirmed;
    move.step(e, stays ? Event::complete : Event::call_off, over && !stays ? letters::kOver : "");
  }
}

}  // namespace

Result<Places> EnrolmentDoor::set_capacity(const people::Actor& who, const EditionId& id,
                                           std::int64_t capacity, Time now) const {
  return db.write_together([&](db::Tx& tx) -> Result<Places> {
    auto turn = store::turn(tx, id);
    if (!turn || !may_publish(tx, who, id)) return Refusal{Fault::missing};
    if (capacity < 0 || capacity > 10000)
      return Problems{{.field = "capacity", .key = "activities.capacity.wrong"}};
    if (capacity < turn->taken)
      return Problems{{.field = "capacity",
                       .key = "activities.capacity.below_taken",
                       .args = {{"taken", std::to_string(turn->taken)}}}};
    auto const before = turn->edition.capacity;
    store::set_capacity(tx, id, capacity, now);
    turn->edition.capacity = capacity;
    Move const move{tx, *turn, who, now};
    move.promote();
    store::finish(tx, *turn);
    note(tx, who, "capacity", id, fmt::format(R"({{"from":{},"to":{}}})", before, capacity), now);
    return store::places(tx, id);
  });
}

Result<Places> EnrolmentDoor::set_state(const people::Actor& who, const EditionId& id, EditionState state,
                                        Time now) const {
  return db.write_together([&](db::Tx& tx) -> Result<Places> {
    auto turn = store::turn(tx, id);
    if (!turn || !may_publish(tx, who, id)) return Refusal{Fault::missing};
    auto const from = turn->edition.state;
    if (from == state) return store::places(tx, id);
    if (!leads_to(from, state)) return Refusal{Fault::conflict};
    Move const move{tx, *turn, who, now};
    turn->edition.state = state;
    store::set_state(tx, id, state, now);
    if (state == EditionState::cancelled) store::cancel_sessions(tx, id, now);
    if (state == EditionState::cancelled || state == EditionState::over) {
      end(move, state);
    } else {
      move.promote();
    }
    store::finish(tx, *turn);
    note(tx, who, "edition_state", id, fmt::format(R"({{"from":"{}","to":"{}"}})", code(from), code(state)),
         now);
    return store::places(tx, id);
  });
}

std::int64_t EnrolmentDoor::expire(Time now) const {
  auto const house = people::Actor::house("activities.offers");
  auto const due = db.read([&](db::Session& s) { return store::editions_with_ended_offers(s, now); });
  std::int64_t ended = 0;
  for (auto const& id : due)
    ended += db.write_together([&](db::Tx& tx) {
      auto turn = store::turn(tx, id);
      Move const move{tx, *turn, house, now};
      auto offers = store::ended_offers(tx, id, now);
      for (auto& e : offers)
        move.step(e, rules::after_offer(turn->edition.expiry, store::offers(tx, e.id)), {});
      move.promote();
      store::finish(tx, *turn);
      return static_cast<std::int64_t>(offers.size());
    });
  return ended;
}

Result<Entry> EnrolmentDoor::read(const people::Actor& who, const Key& key, std::string_view purpose,
                                  Time now) const {
  auto out = db.read([&](db::Session& s) -> Result<Entry> {
    auto found = reach(s, who, key, Action::read);
    if (!found) return Refusal{found.fault()};
    Entry entry{.enrolment = found->enrolment};
    entry.unit = store::unit(s, entry.enrolment.unit).value();
    entry.steps = store::steps_of(s, entry.enrolment.id);
    for (auto& member : entry.unit.members)
      member.status = found->desk && seal != nullptr && !member.status.empty()
                          ? seal->open("activity_participant", member.id.text, "status", member.status)
                          : std::string();
    return entry;
  });
  if (out && key.code.empty())
    people::ledger::read_of(db, who, "enrolment", out->enrolment.id.text, purpose, now);
  return out;
}

Result<Why> EnrolmentDoor::why(const people::Actor& who, const Key& key) const {
  return db.read([&](db::Session& s) -> Result<Why> {
    auto const found = reach(s, who, key, Action::read);
    if (!found) return Refusal{found.fault()};
    auto const& e = found->enrolment;
    auto own = store::steps_of(s, e.id);
    return rules::explain(e, store::places(s, e.edition), store::of_edition(s, e.edition),
                          store::steps_of(s, e.edition), std::move(own));
  });
}

Result<ParticipantId> EnrolmentDoor::erase(const people::Actor& who, const ParticipantId& id,
                                           Time now) const {
  if (!who.may(Compartment::personal, Action::erase)) return Refusal{Fault::missing};
  return db.write([&](db::Tx& tx) -> Result<ParticipantId> {
    auto const held = store::participant(tx, id);
    if (!held || held->erased) return Refusal{Fault::missing};
    store::erase(tx, *held);
    people::ledger::note(tx, who,
                         {.action = "personal.erased", .subject = "participant", .subject_id = id.text}, now);
    return id;
  });
}

}  // namespace cote::activities
