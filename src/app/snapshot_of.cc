// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/snapshot_of.h"

#include "db/db.h"
#include "guide/store.h"

namespace cote::app {

std::shared_ptr<const guide::Snapshot> snapshot_of(const std::string& address, Time now) {
  auto const db = db::open(address);
  db::migrate(*db);
  return db->read([&](db::Session& session) {
    auto const revision = guide::store::revision(session);
    return guide::make_snapshot(guide::store::load(session), revision, now);
  });
}

}  // namespace cote::app
