// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "guide/desk/draft.h"
#include "people/access.h"

/// Drafts and versions in the database. Who may see them is decided by who calls: `limit` is
/// people::within on "organisation_id".
namespace cote::guide::desk::store {

std::optional<Draft> draft(db::Session& session, std::string_view id, const people::Predicate& limit);
/// This person's draft of this record.
std::optional<Draft> draft_of(db::Session& session, const ServiceId& service, std::string_view author_id);
/// Adds the draft, or replaces the one of this id when it was saved `draft.saves - 1` times. False when
/// somebody was faster.
bool put(db::Tx& tx, const Draft& draft);
bool remove(db::Tx& tx, std::string_view id);

/// Drafts of a record, oldest first.
std::vector<DraftLine> drafts_of(db::Session& session, const ServiceId& service);
/// Drafts in a state, of anybody `limit` allows, longest waiting first; at most 200.
std::vector<DraftLine> drafts_in(db::Session& session, State state, const people::Predicate& limit);
std::vector<DraftLine> drafts_by(db::Session& session, std::string_view author_id);
std::int64_t count_in(db::Session& session, State state, const people::Predicate& limit);

/// The number of the last version, 0 without any.
std::int64_t last_number(db::Session& session, const ServiceId& service);
/// Without the records, newest first.
std::vector<Version> versions(db::Session& session, const ServiceId& service);
std::optional<Version> version(db::Session& session, const ServiceId& service, std::int64_t number);
void add(db::Tx& tx, const Version& version);

}  // namespace cote::guide::desk::store
