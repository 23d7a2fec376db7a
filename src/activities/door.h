// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "activities/model.h"
#include "db/db.h"
#include "kernel/result.h"
#include "people/actor.h"

namespace cote::activities {

/// The verbs of the catalogue, each one transaction with its entry in the ledger. Rights: activities.propose
/// over the organisation, and activities.publish for what the public sees.
struct CatalogueDoor {
  db::Db& db;

  /// Stores one, new when its id is empty. Problems name the member: "slug", "title", "state".
  Result<ActivityId> keep(const people::Actor& who, const Activity& activity, Time now) const;
  /// The same of an edition; a new one is a draft of this capacity. Of one that is there, state and capacity
  /// stay as they are: the enrolment door changes those.
  Result<EditionId> keep(const people::Actor& who, const Edition& edition, Time now) const;
  /// Sessions of one edition, all or none; those without an id are new. One whose time, place or status
  /// differs from what calendars were told gets a higher sequence. Problems name "sessions/<i>/…".
  Result<std::vector<SessionId>> keep(const people::Actor& who, const EditionId& edition,
                                      const std::vector<Session>& sessions, Time now) const;
  /// Takes a session away that nobody's attendance hangs on (conflict otherwise: cancel it).
  Result<SessionId> remove(const people::Actor& who, const SessionId& id, Time now) const;
};

namespace rules {

/// What is wrong with one. Pure.
Problems check(const Activity& activity);
Problems check(const Edition& edition);
Problems check(const Session& session);
/// True when calendars that know `before` must hear of `after`.
bool differs(const Session& before, const Session& after);

}  // namespace rules
}  // namespace cote::activities
