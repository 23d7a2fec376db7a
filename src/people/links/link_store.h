// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "people/account.h"

/// What the database knows about links sent by mail and about browsers that were here before.
namespace cote::people {

enum class LinkKind : std::uint8_t { invitation, reset, email };

struct Link {
  LinkKind kind{};
  AccountId account{};
  std::string email{};  // the new address, for LinkKind::email
  Time expires{};
  bool used = false;
};

namespace store {

void add_link(db::Tx& tx, const Link& link, std::string_view hash, Time now);
std::optional<Link> link(db::Session& session, std::string_view hash);
/// Marks it used; false when it already was.
bool use_link(db::Tx& tx, std::string_view hash, Time now);
/// Was one of this kind made after `since`, and is it still unused?
bool recent_link(db::Session& session, const AccountId& id, LinkKind kind, Time since);
/// A new link makes older ones of its kind worthless.
void retire_links(db::Tx& tx, const AccountId& id, LinkKind kind, Time now);

void want_link(db::Tx& tx, std::string_view email, std::string_view origin, Time now);
struct Wanted {
  std::string email{};
  std::string origin{};
};
/// All that was asked for, taken out of the table.
std::vector<Wanted> take_wanted(db::Tx& tx);

void know_device(db::Tx& tx, const AccountId& id, std::string_view hash, Time now);
bool knows_device(db::Session& session, const AccountId& id, std::string_view hash);

/// Removes sessions, links and browsers that are long over. Gives how many rows.
std::int64_t tidy(db::Tx& tx, const SessionLimits& limits, Time now);

}  // namespace store
}  // namespace cote::people
