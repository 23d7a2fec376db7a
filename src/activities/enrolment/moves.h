// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "activities/enrolment/store.h"
#include "people/actor.h"

/// What every verb does to enrolments of one edition, inside its transaction. For the door's own files only.
namespace cote::activities {

/// Somebody's transaction on one edition.
struct Move {
  db::Tx& tx;
  store::Turn& turn;
  const people::Actor& who;
  Time now;

  /// Makes `event` happen to `enrolment`: state, places, offer, step, entry in the ledger, letter. The table
  /// has been asked already; throws std::logic_error when it says no.
  void step(Enrolment& enrolment, Event event, std::string_view reason) const;
  /// The same for one that is new: `letter_code` goes into its letter.
  void enter(Enrolment& enrolment, const Unit& unit, Event event, std::string_view code_hash,
             std::string_view letter_code, bool clash) const;
  /// Offers the places that are free, while the edition is open or closed, to the first units that fit.
  void promote() const;

 private:
  void record(const Enrolment& enrolment, Event event, std::int64_t free, std::string_view reason) const;
  [[nodiscard]] std::int64_t change(Enrolment& enrolment, Event event, std::string_view reason) const;
};

}  // namespace cote::activities
