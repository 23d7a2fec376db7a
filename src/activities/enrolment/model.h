// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "activities/model.h"
#include "kernel/id.h"
#include "kernel/time.h"

/// Who takes part in what, and who waits. A unit is what enrols: one person, a family or a group, never
/// split.
namespace cote::activities {

using ParticipantId = Id<struct ParticipantTag>;
using UnitId = Id<struct UnitTag>;
using EnrolmentId = Id<struct EnrolmentTag>;

enum class Sex : std::uint8_t { unknown, female, male, other };
enum class UnitKind : std::uint8_t { person, family, group };

struct Participant {
  ParticipantId id{};
  std::string name{};
  std::string email{};  // an e-mail address or a phone: one of them for whoever speaks for the unit
  std::string phone{};
  std::optional<int> birth_year{};
  Sex sex = Sex::unknown;
  std::string status{};  // of residence, a code; empty: unknown. Sealed in the database
  std::string nis{};     // commune; empty: unknown
  std::string lang = "fr";
  bool erased = false;  // the row stays for what can be counted; its words are gone
  bool operator==(const Participant&) const = default;
};

struct Unit {
  UnitId id{};
  UnitKind kind = UnitKind::person;
  std::vector<Participant> members{};  // the first one speaks for all
  bool operator==(const Unit&) const = default;
};

/// Where a unit stands. `offered`, `confirmed` and `completed` hold places.
enum class State : std::uint8_t {
  requested,  // waits for a yes of the desk
  waiting,    // in the queue
  offered,    // a place is kept until the offer ends
  confirmed,
  completed,
  dropped,    // left after it had begun
  cancelled,  // gave up, or the edition was cancelled
  declined,   // said no to an offer
  expired,    // let an offer end
  refused,    // by the desk
};
inline constexpr std::size_t kStates = 10;

/// What happens to it.
enum class Event : std::uint8_t {
  ask,       // a form arrives that needs a yes of the desk
  place,     // a place is theirs at once
  queue,     // into the queue
  offer,     // a place came free
  accept,    // the offer
  decline,   // the offer
  expire,    // the offer ended: out
  requeue,   // the offer ended: to the end of the queue
  cancel,    // they give up
  drop,      // they stop coming, with a reason
  complete,  // the edition is over and they were there
  refuse,    // the desk says no, with a reason
  call_off,  // the edition is cancelled
};
inline constexpr std::size_t kEvents = 13;

/// How it is known that the level suits. `overridden`: the desk decided otherwise, and says why.
enum class Eligibility : std::uint8_t { unknown, declared, tested, certificate, overridden };
enum class EnrolChannel : std::uint8_t { self, worker, partner };

struct Enrolment {
  EnrolmentId id{};
  EditionId edition{};
  UnitId unit{};
  std::int64_t size = 1;  // persons
  State state = State::requested;
  std::int64_t priority = 0;  // class: the smallest is served first
  Time requested{};
  std::int64_t number = 0;  // of its edition's steps: tells apart who came in the same second
  Eligibility eligibility = Eligibility::unknown;
  std::string level{};  // a code of the scale; empty: unknown
  EnrolChannel channel = EnrolChannel::self;
  std::string made_by{};  // account id; empty: the person
  std::optional<Time> offer_expires{};
  std::optional<Time> joined{};
  std::optional<Time> gone{};
  std::string reason{};  // a code: rules::reasons()
  std::string note{};
  bool operator==(const Enrolment&) const = default;
};

/// What somebody typed. Untrusted until rules::check has seen it.
struct Form {
  std::string key{};  // of the form, made when it was shown: a double click enrols once
  UnitKind kind = UnitKind::person;
  std::vector<Participant> members{};  // those with an id are known already (desk only)
  Eligibility eligibility = Eligibility::unknown;
  std::string level{};
  std::int64_t priority = kNoPriority;  // the desk's; ignored from the public
  std::string note{};
  static constexpr std::int64_t kNoPriority = 100;
};

/// One thing that happened to an enrolment of an edition.
struct Step {
  std::int64_t number = 0;
  EnrolmentId enrolment{};
  Event event = Event::ask;
  State state = State::requested;  // after it
  Time at{};
  std::string account{};  // who; empty: the person, or the house
  std::int64_t free = 0;  // places free just before
  std::string reason{};
  bool operator==(const Step&) const = default;
};

}  // namespace cote::activities
