// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/enrolment/door.h"

#include <algorithm>
#include <functional>
#include <set>

#include "activities/code.h"
#include "activities/enrolment/moves.h"
#include "activities/enrolment/reach.h"
#include "activities/enrolment/store.h"
#include "activities/store.h"
#include "people/sign_in/secret.h"

namespace cote::activities {
namespace {

constexpr std::size_t kShortestKey = 16;

/// As whom somebody enrols others: with the right over this edition, or as anybody.
EnrolChannel channel_of(db::Tx& tx, const people::Actor& who, const EditionId& id) {
  using people::Scope;
  auto const scope = who.scope(people::Compartment::participants, people::Action::enrol);
  if (scope == Scope::none) return EnrolChannel::self;
  if (scope != Scope::own) return EnrolChannel::worker;
  auto const organisation = store::organisation_of(tx, id);
  bool const theirs =
      organisation && who.may(people::Compartment::participants, people::Action::enrol, *organisation);
  return theirs ? EnrolChannel::partner : EnrolChannel::self;
}

std::string folded(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return text;
}

/// Gives members the ids of persons we know by the address and name of whoever speaks for them, and by
/// their own name beside hers.
void recognise(db::Tx& tx, std::vector<Participant>& members) {
  auto& contact = members.front();
  if (contact.email.empty() || !contact.id.empty()) return;
  std::set<std::string> used;
  for (auto const& known : store::known(tx, contact.email)) {
    if (folded(known.contact_name) != folded(contact.name)) continue;
    if (contact.id.empty()) contact.id = known.contact;
    used.insert(contact.id.text);
    for (auto& member : members)
      if (member.id.empty() && folded(member.name) == folded(known.name) && used.insert(known.id.text).second)
        member.id = known.id;
  }
}

/// The members as the database has them: those we know as they are there, the others added.
Problems settle_members(db::Tx& tx, const EnrolmentDoor& door, const people::Actor& who,
                        const EditionId& edition, std::vector<Participant>& members, Time now) {
  for (auto& member : members) {
    if (member.id.empty()) continue;
    auto const held = store::participant(tx, member.id);
    if (!held || held->erased) return {{.field = "members", .key = "activities.enrol.nobody"}};
    if (store::is_in(tx, member.id, edition))
      return {{.field = "members", .key = "activities.enrol.twice", .args = {{"name", member.name}}}};
  }
  for (auto& member : members) {
    if (!member.id.empty()) {
      auto held = store::participant(tx, member.id);
      store::seen(tx, member.id, now);
      if (held->email.empty()) held->email = member.email;
      member = std::move(*held);
      continue;
    }
    member.id = {people::secret::uuid()};
    auto row = member;
    row.status = member.status.empty() || door.seal == nullptr
                     ? std::string()
                     : door.seal->seal("activity_participant", row.id.text, "status", member.status);
    store::add(tx, row, who.account.text, now);
  }
  return {};
}

std::vector<rules::Clash> clashes_of(db::Tx& tx, const EditionId& edition,
                                     const std::vector<ParticipantId>& known, Time now) {
  std::vector<rules::Clash> out;
  if (known.empty()) return out;
  auto const wanted = store::stretches(tx, edition, now);
  for (auto const& id : known)
    for (auto const& clash : rules::clashes(wanted, store::sessions_of(tx, id, edition, now)))
      if (std::ranges::find(out, clash) == out.end()) out.push_back(clash);
  return out;
}

}  // namespace

Result<Enrolled> EnrolmentDoor::enrol(const people::Actor& who, const EditionId& id, const Form& given,
                                      Time now) const {
  auto const key = given.key.size() >= kShortestKey ? given.key : people::secret::token();
  auto const code = codes::of_form(key, id.text);
  auto const hash = codes::hash(code);
  std::chrono::year_month_day const today{std::chrono::floor<std::chrono::days>(to_local(now))};
  return db.write_together([&](db::Tx& tx) -> Result<Enrolled> {
    if (auto const before = store::by_code(tx, hash); before)
      return Enrolled{.id = before->id, .state = before->state, .code = code, .again = true};
    auto turn = store::turn(tx, id);
    if (!turn || turn->edition.state == EditionState::draft) return Refusal{Fault::missing};
    auto const channel = channel_of(tx, who, id);
    bool const desk = channel != EnrolChannel::self;
    auto form = rules::tidy(given, desk);
    if (channel == EnrolChannel::partner)
      for (auto& member : form.members) member.id = {};  // a partner sees nobody's id
    if (auto wrong = rules::check(form, today); !wrong.empty()) return wrong;
    auto const size = static_cast<std::int64_t>(form.members.size());
    if (auto wrong = rules::check(turn->edition, size, desk, now); !wrong.empty()) return wrong;
    recognise(tx, form.members);
    std::vector<ParticipantId> known;
    for (auto const& member : form.members)
      if (!member.id.empty()) known.push_back(member.id);
    if (auto wrong = settle_members(tx, *this, who, id, form.members, now); !wrong.empty()) return wrong;
    auto clashes = clashes_of(tx, id, known, now);
    Unit const unit{.id = {people::secret::uuid()}, .kind = form.kind, .members = std::move(form.members)};
    store::add(tx, unit, now);
    Enrolment e{.id = {people::secret::uuid()}, .edition = id, .unit = unit.id, .size = size};
    e.priority = form.priority;
    e.requested = now;
    e.eligibility = form.eligibility;
    e.level = form.level;
    e.channel = channel;
    e.made_by = desk ? who.account.text : std::string();
    e.note = form.note;
    auto const event = rules::entry(turn->edition.approval, e.eligibility, turn->free(), size);
    Move const move{tx, *turn, who, now};
    move.enter(e, unit, event, hash, code, !clashes.empty());
    store::finish(tx, *turn);
    // Whether somebody has other courses is for the desk, and for the letter that only she reads.
    if (!desk) clashes.clear();
    return Enrolled{.id = e.id, .state = e.state, .code = code, .clashes = std::move(clashes)};
  });
}

namespace {

/// One event that a person or the desk causes; `prepare` may change the enrolment before, or say no.
using Prepare = std::function<Problems(Enrolment&, const store::Turn&, Event&)>;
Result<Enrolment> happen(db::Db& db, const people::Actor& who, const Key& key, Event wanted,
                         std::string_view reason, Time now, const Prepare& prepare = {}) {
  if (!reason.empty() && std::ranges::find(rules::reasons(), reason) == rules::reasons().end())
    return Problems{{.field = "reason", .key = "activities.enrol.reason_unknown"}};
  return db.write_together([&](db::Tx& tx) -> Result<Enrolment> {
    auto found = reach(tx, who, key, people::Action::enrol);
    if (!found) return Refusal{found.fault()};
    auto e = found->enrolment;
    auto turn = store::turn(tx, e.edition);
    if (!turn) return Refusal{Fault::missing};
    auto event = wanted;
    if (prepare)
      if (auto wrong = prepare(e, *turn, event); !wrong.empty()) return wrong;
    auto const* const line = rules::find(e.state, event);
    auto const by = found->desk ? rules::kDesk : rules::kPerson;
    if (line == nullptr || (line->by & by) == 0)
      return Problems{{.field = "state", .key = rules::refusal_key(e.state)}};
    Move const move{tx, *turn, who, now};
    move.step(e, event, reason);
    move.promote();
    store::finish(tx, *turn);
    return e;
  });
}

}  // namespace

Result<Enrolment> EnrolmentDoor::accept(const people::Actor& who, const Key& key, Time now) const {
  return happen(db, who, key, Event::accept, {}, now,
                [&](Enrolment& e, const store::Turn&, Event&) -> Problems {
                  if (e.state == State::offered && e.offer_expires && *e.offer_expires <= now)
                    return {{.field = "state", .key = "activities.enrol.offer_over"}};
                  return {};
                });
}

Result<Enrolment> EnrolmentDoor::decline(const people::Actor& who, const Key& key, Time now) const {
  return happen(db, who, key, Event::decline, {}, now);
}

Result<Enrolment> EnrolmentDoor::cancel(const people::Actor& who, const Key& key, std::string_view reason,
                                        Time now) const {
  return happen(db, who, key, Event::cancel, reason, now);
}

Result<Enrolment> EnrolmentDoor::drop(const people::Actor& who, const EnrolmentId& id,
                                      std::string_view reason, Time now) const {
  if (reason.empty()) return Problems{{.field = "reason", .key = "activities.enrol.reason_missing"}};
  return happen(db, who, Key::of(id), Event::drop, reason, now);
}

Result<Enrolment> EnrolmentDoor::refuse(const people::Actor& who, const EnrolmentId& id,
                                        std::string_view reason, Time now) const {
  if (reason.empty()) return Problems{{.field = "reason", .key = "activities.enrol.reason_missing"}};
  return happen(db, who, Key::of(id), Event::refuse, reason, now);
}

Result<Enrolment> EnrolmentDoor::approve(const people::Actor& who, const EnrolmentId& id,
                                         Eligibility evidence, std::string_view level, Time now) const {
  return happen(db, who, Key::of(id), Event::queue, {}, now,
                [&](Enrolment& e, const store::Turn& turn, Event& event) -> Problems {
                  if (auto wrong = rules::check(turn.edition, e.size, true, now); !wrong.empty())
                    return wrong;
                  e.eligibility = evidence;
                  if (!level.empty()) e.level = level;
                  event = rules::entry(Approval::none, evidence, turn.free(), e.size);
                  return {};
                });
}

}  // namespace cote::activities
