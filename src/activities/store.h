// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "activities/model.h"
#include "db/db.h"

/// The memory of the catalogue.
namespace cote::activities::store {

/// All that is in the tables: activities by slug, editions by their first session, sessions in time.
struct Catalogue {
  std::vector<Activity> activities{};
  std::vector<Edition> editions{};
  std::vector<Session> sessions{};
};
/// Nine statements, whatever the number of rows.
Catalogue load(db::Session& session);

/// Three statements each; none when it is not there.
std::optional<Activity> activity(db::Session& session, const ActivityId& id);
std::optional<Edition> edition(db::Session& session, const EditionId& id);
std::optional<Edition> edition_by_slug(db::Session& session, std::string_view slug);
std::optional<Session> session_of(db::Session& session, const SessionId& id);
std::vector<Edition> editions_of(db::Session& session, const ActivityId& id);
/// In time. Three statements.
std::vector<Session> sessions_of(db::Session& session, const EditionId& id);

/// The places of every edition that is open or closed, and of one (which need not be). One statement.
std::map<EditionId, Places> places(db::Session& session);
Places places(db::Session& session, const EditionId& id);

/// The organisation that gives this edition; none when there is no such edition. One statement.
std::optional<OrganisationId> organisation_of(db::Session& session, const EditionId& id);

/// Stores one, new or changed, with its texts. An edition's capacity, state and taken places change only by
/// the enrolment door once it is there. A session's instants, its edition's first and last one and the sum
/// of minutes are made here.
void save(db::Tx& tx, const Activity& activity, Time now);
void save(db::Tx& tx, const Edition& edition, Time now);
void save(db::Tx& tx, const Session& session, Time now);
void set_state(db::Tx& tx, const EditionId& id, EditionState state, Time now);
void set_capacity(db::Tx& tx, const EditionId& id, std::int64_t capacity, Time now);
/// Cancels every session that has not begun, each with its sequence one higher. How many.
std::int64_t cancel_sessions(db::Tx& tx, const EditionId& id, Time now);
/// Removes a session that nobody's attendance hangs on; false when somebody's does.
bool remove(db::Tx& tx, const SessionId& id);

}  // namespace cote::activities::store
