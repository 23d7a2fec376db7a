// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "people/account.h"

/// What the database knows about accounts. Decides nothing.
namespace cote::people::store {

/// Three statements, found or not.
std::optional<Account> account(db::Session& session, const AccountId& id);
std::optional<Account> account_by_email(db::Session& session, std::string_view email);
/// By name; three statements however many.
std::vector<Account> accounts(db::Session& session);
bool any_account(db::Session& session);

/// Adds it, or writes all of it again (roles and organisations as well).
void save(db::Tx& tx, const Account& account);
void set_state(db::Tx& tx, const AccountId& id, AccountState state);
void set_email(db::Tx& tx, const AccountId& id, std::string_view email);
void set_profile(db::Tx& tx, const AccountId& id, std::string_view name, std::string_view lang);
void set_password(db::Tx& tx, const AccountId& id, std::string_view hash);
void set_second(db::Tx& tx, const AccountId& id, std::string_view key, std::int64_t used);
/// Notes that this time step was used. False when it, or a later one, already was: somebody was faster.
bool use_step(db::Tx& tx, const AccountId& id, std::int64_t step);
void signed_in(db::Tx& tx, const AccountId& id, Time now);

void set_recovery_codes(db::Tx& tx, const AccountId& id, const std::vector<std::string>& hashes);
/// Takes a code away; false when there was none.
bool use_recovery_code(db::Tx& tx, const AccountId& id, std::string_view hash);
std::int64_t recovery_codes(db::Session& session, const AccountId& id);

void add_session(db::Tx& tx, const SessionRow& row, std::string_view hash);
/// By the hash of its cookie.
std::optional<SessionRow> session(db::Session& session, std::string_view hash);
std::vector<SessionRow> sessions(db::Session& session, const AccountId& id);  // last seen first
void seen(db::Tx& tx, std::string_view session, Time now);
/// One of this person's; false when it is not hers.
bool end_session(db::Tx& tx, const AccountId& id, std::string_view session);
/// The one of this cookie, whoever's.
void end_session_of(db::Tx& tx, std::string_view hash);
/// All of this person's but `keep`; gives how many.
std::int64_t end_sessions(db::Tx& tx, const AccountId& id, std::string_view keep = {});

}  // namespace cote::people::store
