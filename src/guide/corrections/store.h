// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "guide/corrections/model.h"

namespace cote::guide::corrections::store {

/// Stores a new one with the messages it carries. A statement, and one a message.
void add(db::Tx& tx, const Correction& correction, std::string_view code_hash);

/// The one with this code, its messages included. Two statements.
std::optional<Correction> by_code(db::Session& session, std::string_view code_hash);
std::optional<Correction> find(db::Session& session, const CorrectionId& id);

/// Those in one of `states`, without their messages: proven ones first, then the oldest first; decided ones
/// the latest first. One statement.
std::vector<Correction> listed(db::Session& session, std::span<const State> states, std::int64_t most);
/// How many wait for the desk. One statement.
std::int64_t waiting(db::Session& session);

/// Moves one that is waiting or asked to another state. False when somebody decided it before.
bool move(db::Tx& tx, const CorrectionId& id, State to, std::string_view decided_by, Time now);
void say(db::Tx& tx, const CorrectionId& id, const Message& message);

/// Erases the words and codes of those decided before `decided` or created before `created`; what remains
/// is which field of which service, when and how it ended. Gives their number.
std::int64_t erase(db::Tx& tx, Time decided, Time created, Time now);

}  // namespace cote::guide::corrections::store
