// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/db.h"
#include "guide/freshness/store.h"
#include "kernel/result.h"
#include "people/actor.h"

/// The verbs of freshness: permission, then one transaction with its entry in the ledger.
namespace cote::guide::freshness {

struct Made {
  std::vector<FactKind> kinds{kKinds.begin(), kKinds.end()};
  VerifiedHow how = VerifiedHow::phone;
};

/// The day `now` is in Belgium.
Date today_of(Time now);

/// "It is true today, I made sure": the service is well again, whatever was under way, and comes back to
/// the lists. Right freshness.verify; a partner for its own organisation only, and then the service itself
/// is what answered. Gives the day of the next review; no kind chosen is a Problem of "kind".
Result<Date> verify(db::Db& db, const people::Actor& who, const ServiceId& id, const Made& made, Time now);

/// The same for everything of an organisation that is due; gives how many.
Result<int> verify_due_of(db::Db& db, const people::Actor& who, const OrganisationId& organisation,
                          VerifiedHow how, Time now);

/// Out of the lists, and back into them without a word from the service (it then waits for a call). Right
/// freshness.manage. A service that is there already is a conflict.
Result<bool> withdraw(db::Db& db, const people::Actor& who, const ServiceId& id, Time now);
Result<bool> bring_back(db::Db& db, const people::Actor& who, const ServiceId& id, Time now);

/// What verify does once it is allowed, for the answer to a letter too. `public_by` is what readers are
/// told of who made sure.
Date confirm(db::Tx& tx, const people::Actor& who, const store::Row& row, const Made& made,
             const std::string& public_by, Time now);

/// What becomes of an answer: `publish` puts its changes into the record, as a version of it, and notes that
/// the service itself made sure; `taken` was put there by hand; `refused` is set aside. Right
/// freshness.manage, and guide.publish for the first. One decided before is a conflict; changes that the
/// record cannot hold (hours that cannot be read) are Problems by path, and nothing is written.
enum class Decision : std::uint8_t { publish, taken, refused };
Result<bool> decide(db::Db& db, const people::Actor& who, std::int64_t answer, Decision decision, Time now);

}  // namespace cote::guide::freshness
