// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>

#include "activities/attendance/model.h"
#include "kernel/result.h"

/// What attendance adds up to. Pure; minutes are integers throughout.
namespace cote::activities::rules {

/// A session counts for somebody when it was not cancelled and began during one of the stays, or when the
/// person is noted as having been there: what came before joining is not expected, and not absent.
bool expects(const Session& session, std::span<const Stay> stays, const Mark* mark);

/// The mark as it is kept: present for the whole session, no minutes for who was not there.
Mark settled(Mark mark, const Session& session);
/// Late must say between one minute and one less than the session has. Field "minutes".
Problems check(const Mark& mark, const Session& session);

/// `marks` are those of one person, at most one a session.
Tally tally(std::span<const Session> sessions, std::span<const Mark> marks, std::span<const Stay> stays);

/// Minutes needed: `percent` of the expected ones, rounded up.
Minutes needed(const Tally& tally, std::int64_t percent);
Threshold threshold(const Tally& tally, std::int64_t percent);

}  // namespace cote::activities::rules
