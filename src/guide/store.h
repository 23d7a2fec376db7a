// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>

#include "db/db.h"
#include "guide/model.h"

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

/// Removes a service and leaves a tombstone. False when it was not there.
bool remove_service(db::Tx& tx, const ServiceId& id, Time now);

/// A number that grows with every change of the Guide, from every process. One statement.
std::uint64_t revision(db::Session& session);

}  // namespace cote::guide::store
