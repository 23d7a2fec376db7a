// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "db/db.h"
#include "kernel/time.h"
#include "people/actor.h"

/// What happened, who did it, in what order: append-only, each entry sealed to the one before by a hash.
/// An entry is written in the transaction of the change it tells; reading a person's data is an entry too.
namespace cote::people::ledger {

struct Entry {
  std::string action{};   // "guide.published": room, then what was done, in the past
  std::string subject{};  // kind of thing: "service", "account"
  std::string subject_id{};
  /// What changed, as a small JSON object: field names, states, numbers. Never personal text, never a
  /// wording: those are in the versions, where they can be erased.
  std::string detail = "{}";
  std::string purpose{};  // why personal data was read, when it was
};

/// Appends `entry`; gives its number. Three statements. Writers of all processes wait for each other here,
/// so it comes last in a transaction.
std::int64_t note(db::Tx& tx, const Actor& who, const Entry& entry, Time now);

}  // namespace cote::people::ledger
