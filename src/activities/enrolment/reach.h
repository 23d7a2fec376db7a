// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "activities/enrolment/door.h"
#include "db/db.h"

namespace cote::activities {

/// An enrolment that somebody may get at: by its code, or by its id with the right participants.`action`
/// over the organisation of its edition. Missing otherwise, whatever the reason. One to two statements.
struct Reached {
  Enrolment enrolment{};
  bool desk = false;
};
Result<Reached> reach(db::Session& session, const people::Actor& who, const Key& key, people::Action action);

}  // namespace cote::activities
