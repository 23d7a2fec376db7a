// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/attendance/model.h"
#include "activities/attendance/store.h"
#include "activities/enrolment/door.h"
#include "db/db.h"
#include "kernel/result.h"
#include "people/actor.h"

namespace cote::activities {

/// A line of the roster of a session.
struct RosterLine {
  Participant participant{};  // without a residence status
  bool expected = false;      // false: joined later, or had left
  std::optional<Mark> mark{};
  Tally tally{};  // of the whole edition
  Threshold threshold = Threshold::none;
};
struct Roster {
  Session session{};
  std::vector<RosterLine> lines{};  // by name: those with a place now or once
};

/// The verbs of the ledger of minutes: each one transaction with its entry in the ledger, or nothing.
struct AttendanceDoor {
  db::Db& db;

  /// Needs participants.read; reading is noted in the ledger with `purpose`.
  Result<Roster> roster(const people::Actor& who, const SessionId& id, std::string_view purpose,
                        Time now) const;
  /// Notes many at once; needs participants.attend. Problems name "marks/<i>/…". Marks that change nothing
  /// are passed over, so that two tablets may send the same. Before a session begins, only "excused". Gives
  /// how many were written.
  Result<std::int64_t> mark(const people::Actor& who, const SessionId& id, const std::vector<Mark>& marks,
                            Time now) const;
  /// Somebody says beforehand that the unit will not come, by its code or at the desk. What was noted stays.
  Result<std::int64_t> excuse(const people::Actor& who, const Key& key, const SessionId& id, Time now) const;
  /// Attendance of all years by filter (participants.read), a page at a time; noted in the ledger.
  Result<std::vector<store::Row>> list(const people::Actor& who, const store::Filter& filter,
                                       const std::optional<store::Row>& after, int limit,
                                       std::string_view purpose, Time now) const;
};

/// What anybody may see of a paper by its code: what is printed on it, and whether it still holds.
struct Paper {
  Certificate certificate{};
  std::vector<CertificateStep> steps{};
};

/// The verbs of papers. All but `verify` need participants.certify.
struct CertificateDoor {
  db::Db& db;

  /// A paper of what the ledger of minutes says now. When a valid one says the same already, that one is
  /// given again, as a duplicate; when it says something else, a problem: it is to be corrected. No minutes,
  /// or a threshold that is not met: a problem of "participant".
  struct Wanted {
    ParticipantId participant{};
    EditionId edition{};
    std::string lang = "fr";
    std::string level_out{};
  };
  Result<Certificate> issue(const people::Actor& who, const Wanted& wanted, Time now) const;
  Result<Certificate> duplicate(const people::Actor& who, const CertificateId& id, std::string_view reason,
                                Time now) const;
  /// A new paper, with the minutes and the name as they are now, in place of this one, which says so.
  Result<Certificate> correct(const people::Actor& who, const CertificateId& id, std::string_view reason,
                              Time now) const;
  Result<Certificate> withdraw(const people::Actor& who, const CertificateId& id, std::string_view reason,
                               Time now) const;
  Result<Paper> read(const people::Actor& who, const CertificateId& id, std::string_view purpose,
                     Time now) const;

  /// For the public: by the code as typed. No steps, no ids; of a paper that no longer holds only its number
  /// and its state. The page in front of it must brake who guesses.
  Result<Certificate> verify(std::string_view typed) const;
};

}  // namespace cote::activities
