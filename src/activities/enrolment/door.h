// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/enrolment/model.h"
#include "activities/enrolment/rules.h"
#include "activities/enrolment/why.h"
#include "db/db.h"
#include "kernel/result.h"
#include "people/actor.h"
#include "people/seal/seal.h"

namespace cote::activities {

/// Which enrolment, and by what right: the code of whoever enrolled, or the id for an actor with the right
/// participants.enrol over the organisation that gives the edition.
struct Key {
  EnrolmentId id{};
  std::string code{};  // as typed
  static Key of(EnrolmentId id) { return {.id = std::move(id)}; }
  static Key with(std::string code) { return {.code = std::move(code)}; }
};

/// What became of a form.
struct Enrolled {
  EnrolmentId id{};
  State state = State::requested;
  std::string code{};                   // to be shown once; the same form sent again gives it again
  bool again = false;                   // the form was here before: nothing was done this time
  std::vector<rules::Clash> clashes{};  // the desk is told here, the public in its letter only
};

/// What is shown of an enrolment to whoever has its code, or to the desk.
struct Entry {
  Enrolment enrolment{};
  Unit unit{};
  std::vector<Step> steps{};
};

/// The verbs. Each is one transaction with its entries in the ledger and its letters, or nothing. Places
/// that come free are offered in the same transaction, to the first units in order that fit. What is not in
/// the table of transitions comes back as a problem of the field "state".
struct EnrolmentDoor {
  db::Db& db;
  const people::Seal* seal = nullptr;  // needed for residence statuses; without it they stay unknown

  /// A unit enrols in an edition, by itself or by somebody with the right. Never half: a place for all
  /// members, or the queue, or a question to the desk. Persons known by the same address and name are taken
  /// for the same; somebody who is in the edition already is a problem of "members".
  Result<Enrolled> enrol(const people::Actor& who, const EditionId& edition, const Form& form,
                         Time now) const;

  Result<Enrolment> accept(const people::Actor& who, const Key& key, Time now) const;
  Result<Enrolment> decline(const people::Actor& who, const Key& key, Time now) const;
  Result<Enrolment> cancel(const people::Actor& who, const Key& key, std::string_view reason, Time now) const;
  /// The desk only: stopped coming; the reason is one of rules::reasons().
  Result<Enrolment> drop(const people::Actor& who, const EnrolmentId& id, std::string_view reason,
                         Time now) const;
  /// The desk answers a request: a place or the queue, with the evidence it has seen; or no.
  Result<Enrolment> approve(const people::Actor& who, const EnrolmentId& id, Eligibility evidence,
                            std::string_view level, Time now) const;
  Result<Enrolment> refuse(const people::Actor& who, const EnrolmentId& id, std::string_view reason,
                           Time now) const;

  /// Needs activities.publish. Not below what is taken: a problem of "capacity" with "taken". More places
  /// are offered at once.
  Result<Places> set_capacity(const people::Actor& who, const EditionId& id, std::int64_t capacity,
                              Time now) const;
  /// Opens, closes (no new forms; the queue is still served), cancels (everybody is told, sessions to come
  /// are cancelled) or ends an edition (confirmed becomes completed, the queue goes). Needs
  /// activities.publish; a cancelled or ended one stays so (conflict).
  Result<Places> set_state(const people::Actor& who, const EditionId& id, EditionState state, Time now) const;

  /// Offers that ended go out or back, and their places to the next. For the job; how many ended. A
  /// transaction an edition.
  std::int64_t expire(Time now) const;

  /// Reading a person's enrolment. By the desk it is noted in the ledger, with `purpose`.
  Result<Entry> read(const people::Actor& who, const Key& key, std::string_view purpose, Time now) const;
  /// Why it stands where it stands, from what was stored.
  Result<Why> why(const people::Actor& who, const Key& key) const;

  /// Erases the words of a person who asks for it: needs personal.erase. What was counted stays.
  Result<ParticipantId> erase(const people::Actor& who, const ParticipantId& id, Time now) const;
};

}  // namespace cote::activities
