// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "db/db.h"
#include "guide/model.h"
#include "guide/record.h"

namespace cote::guide::store {

/// The whole Guide, confidential places included: callers that publish go through
/// rules::public_catalogue. About fifteen statements whatever the number of rows.
Catalogue load(db::Session& session);

/// What `save` did.
struct Saved {
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
};

/// Adds or replaces every row of `catalogue` by id; rows equal to what is stored are not touched, so
/// saving twice changes nothing. `updated` of a changed row becomes `now`. Rows that are not in
/// `catalogue` stay.
Saved save(db::Tx& tx, const Catalogue& catalogue, Time now);

/// One service with all that its page shows, confidential places included. About a dozen statements.
std::optional<Record> load_record(db::Session& session, const ServiceId& id);

std::optional<Organisation> load_organisation(db::Session& session, const OrganisationId& id);

/// Adds or replaces the service of `record`, its organisation and its places, as `save` does, without
/// looking at any other. True when something changed. A service, organisation or topic it names and that
/// does not exist throws db::Error, Kind::constraint.
bool save_record(db::Tx& tx, const Record& record, Time now);

/// Removes a service and leaves a tombstone. False when it was not there.
bool remove_service(db::Tx& tx, const ServiceId& id, Time now);

/// A number that grows with every change of the Guide, from every process. One statement.
std::uint64_t revision(db::Session& session);

}  // namespace cote::guide::store
