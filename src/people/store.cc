// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/store.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace cote::people::store {
namespace {

constexpr std::string_view kColumns =
    "id, email, name, lang, team, state, password, second_key, second_used, demo, created, last_sign_in";
using Row =
    std::tuple<std::string, std::string, std::string, std::string, std::string, std::string, std::string,
               std::string, std::int64_t, std::int64_t, std::string, std::optional<std::string>>;

std::string_view word(AccountState state) {
  switch (state) {
    case AccountState::invited:
      return "invited";
    case AccountState::active:
      return "active";
    case AccountState::disabled:
      return "disabled";
  }
  return "disabled";
}
AccountState state_of(std::string_view word_of) {
  if (word_of == "active") return AccountState::active;
  return word_of == "invited" ? AccountState::invited : AccountState::disabled;
}
Time time_of(std::string_view text) { return parse_time(text).value_or(Time{}); }

std::vector<Row> rows(db::Session& session, const std::string& sql, const db::Binds& binds) {
  return session
      .all<std::string, std::string, std::string, std::string, std::string, std::string, std::string,
           std::string, std::int64_t, std::int64_t, std::string, std::optional<std::string>>(sql, binds);
}

Account made(const Row& row) {
  auto const& [id, email, name, lang, team, state, password, key, used, demo, created, last] = row;
  Account out{.id = {id}, .email = email, .name = name, .lang = lang, .team = team};
  out.state = state_of(state);
  out.password = password;
  out.second_key = key;
  out.second_used = used;
  out.demo = demo != 0;
  out.created = time_of(created);
  if (last) out.last_sign_in = parse_time(*last);
  return out;
}

void add_role(Account& account, std::string_view word_of) {
  if (auto const role = parse_role(word_of)) account.roles.push_back(*role);
}

std::optional<Account> one(db::Session& session, std::string_view where, const db::Binds& binds) {
  auto found = rows(session, fmt::format("select {} from account where {}", kColumns, where), binds);
  // The same three statements for an address that nobody has.
  std::string const id = found.empty() ? "" : std::get<0>(found.front());
  auto const roles =
      session.all<std::string>("select role from account_role where account_id = :id", {{"id", id}});
  auto const organisations = session.all<std::string>(
      "select organisation_id from account_organisation where account_id = :id order by organisation_id",
      {{"id", id}});
  if (found.empty()) return std::nullopt;
  auto out = made(found.front());
  for (auto const& [role] : roles) add_role(out, role);
  std::ranges::sort(out.roles);
  for (auto const& [organisation] : organisations) out.organisations.push_back({organisation});
  return out;
}

using SessionTuple =
    std::tuple<std::string, std::string, std::string, std::int64_t, std::string, std::string, std::string>;
constexpr std::string_view kSession =
    "select id, account_id, form_token, second, browser, created, seen "
    "from session where ";

std::vector<SessionRow> session_rows(db::Session& session, std::string_view where, const db::Binds& binds) {
  std::vector<SessionRow> out;
  auto const found =
      session.all<std::string, std::string, std::string, std::int64_t, std::string, std::string, std::string>(
          std::string(kSession) + std::string(where), binds);
  for (auto const& [id, account_id, form_token, second, browser, created, last] : found)
    out.push_back({.id = id,
                   .account = {account_id},
                   .form_token = form_token,
                   .second = second != 0,
                   .browser = browser,
                   .created = time_of(created),
                   .seen = time_of(last)});
  return out;
}

}  // namespace

std::optional<Account> account(db::Session& session, const AccountId& id) {
  return one(session, "id = :id", {{"id", id.text}});
}
std::optional<Account> account_by_email(db::Session& session, std::string_view email) {
  return one(session, "email = :email", {{"email", email}});
}

std::vector<Account> accounts(db::Session& session) {
  std::vector<Account> out;
  std::map<std::string, std::size_t, std::less<>> at;
  for (auto const& row :
       rows(session, fmt::format("select {} from account order by name, email", kColumns), {})) {
    at.emplace(std::get<0>(row), out.size());
    out.push_back(made(row));
  }
  for (auto const& [id, role] :
       session.all<std::string, std::string>("select account_id, role from account_role"))
    if (auto const found = at.find(id); found != at.end()) add_role(out[found->second], role);
  for (auto const& [id, organisation] : session.all<std::string, std::string>(
           "select account_id, organisation_id from account_organisation order by organisation_id"))
    if (auto const found = at.find(id); found != at.end())
      out[found->second].organisations.push_back({organisation});
  for (auto& each : out) std::ranges::sort(each.roles);
  return out;
}

bool any_account(db::Session& session) {
  return session.one<std::string>("select id from account limit 1").has_value();
}

void save(db::Tx& tx, const Account& a) {
  db::Binds const binds{{"id", a.id.text},
                        {"email", a.email},
                        {"name", a.name},
                        {"lang", a.lang},
                        {"team", a.team},
                        {"state", word(a.state)},
                        {"password", a.password},
                        {"second_key", a.second_key},
                        {"second_used", a.second_used},
                        {"demo", a.demo ? 1 : 0},
                        {"created", iso(a.created)},
                        {"last", a.last_sign_in ? std::optional(iso(*a.last_sign_in)) : std::nullopt}};
  tx.run(
      "insert into account (id, email, name, lang, team, state, password, second_key, second_used, demo, "
      "created, last_sign_in) values (:id, :email, :name, :lang, :team, :state, :password, :second_key, "
      ":second_used, :demo, :created, :last) on conflict (id) do update set email = excluded.email, "
      "name = excluded.name, lang = excluded.lang, team = excluded.team, state = excluded.state, "
      "password = excluded.password, second_key = excluded.second_key, "
      "second_used = excluded.second_used, last_sign_in = excluded.last_sign_in",
      binds);
  tx.run("delete from account_role where account_id = :id", {{"id", a.id.text}});
  for (auto const role : a.roles)
    tx.run("insert into account_role (account_id, role) values (:id, :role)",
           {{"id", a.id.text}, {"role", name(role)}});
  tx.run("delete from account_organisation where account_id = :id", {{"id", a.id.text}});
  for (auto const& organisation : a.organisations)
    tx.run("insert into account_organisation (account_id, organisation_id) values (:id, :organisation)",
           {{"id", a.id.text}, {"organisation", organisation.text}});
}

void set_state(db::Tx& tx, const AccountId& id, AccountState state) {
  tx.run("update account set state = :state where id = :id", {{"state", word(state)}, {"id", id.text}});
}
void set_email(db::Tx& tx, const AccountId& id, std::string_view email) {
  tx.run("update account set email = :email where id = :id", {{"email", email}, {"id", id.text}});
}
void set_profile(db::Tx& tx, const AccountId& id, std::string_view name_of, std::string_view lang) {
  tx.run("update account set name = :name, lang = :lang where id = :id",
         {{"name", name_of}, {"lang", lang}, {"id", id.text}});
}
void set_password(db::Tx& tx, const AccountId& id, std::string_view hash) {
  tx.run("update account set password = :hash where id = :id", {{"hash", hash}, {"id", id.text}});
}
void set_second(db::Tx& tx, const AccountId& id, std::string_view key, std::int64_t used) {
  tx.run("update account set second_key = :key, second_used = :used where id = :id",
         {{"key", key}, {"used", used}, {"id", id.text}});
}
bool use_step(db::Tx& tx, const AccountId& id, std::int64_t step) {
  return tx.run("update account set second_used = :step where id = :id and second_used < :step",
                {{"step", step}, {"id", id.text}}) == 1;
}
void signed_in(db::Tx& tx, const AccountId& id, Time now) {
  tx.run("update account set last_sign_in = :now where id = :id", {{"now", iso(now)}, {"id", id.text}});
}

void set_recovery_codes(db::Tx& tx, const AccountId& id, const std::vector<std::string>& hashes) {
  tx.run("delete from recovery_code where account_id = :id", {{"id", id.text}});
  for (auto const& hash : hashes)
    tx.run("insert into recovery_code (account_id, hash) values (:id, :hash)",
           {{"id", id.text}, {"hash", hash}});
}
bool use_recovery_code(db::Tx& tx, const AccountId& id, std::string_view hash) {
  return tx.run("delete from recovery_code where account_id = :id and hash = :hash",
                {{"id", id.text}, {"hash", hash}}) == 1;
}
std::int64_t recovery_codes(db::Session& session, const AccountId& id) {
  auto const found = session.one<std::int64_t>("select count(*) from recovery_code where account_id = :id",
                                               {{"id", id.text}});
  return found ? std::get<0>(*found) : 0;
}

void add_session(db::Tx& tx, const SessionRow& row, std::string_view hash) {
  tx.run(
      "insert into session (id, account_id, hash, form_token, second, browser, created, seen) "
      "values (:id, :account, :hash, :form_token, :second, :browser, :created, :seen)",
      {{"id", row.id},
       {"account", row.account.text},
       {"hash", hash},
       {"form_token", row.form_token},
       {"second", row.second ? 1 : 0},
       {"browser", row.browser},
       {"created", iso(row.created)},
       {"seen", iso(row.seen)}});
}
std::optional<SessionRow> session(db::Session& session, std::string_view hash) {
  auto found = session_rows(session, "hash = :hash", {{"hash", hash}});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}
std::vector<SessionRow> sessions(db::Session& session, const AccountId& id) {
  return session_rows(session, "account_id = :id order by seen desc, id", {{"id", id.text}});
}
void seen(db::Tx& tx, std::string_view session, Time now) {
  tx.run("update session set seen = :now where id = :id", {{"now", iso(now)}, {"id", session}});
}
bool end_session(db::Tx& tx, const AccountId& id, std::string_view session) {
  return tx.run("delete from session where id = :session and account_id = :id",
                {{"session", session}, {"id", id.text}}) == 1;
}
void end_session_of(db::Tx& tx, std::string_view hash) {
  tx.run("delete from session where hash = :hash", {{"hash", hash}});
}
std::int64_t end_sessions(db::Tx& tx, const AccountId& id, std::string_view keep) {
  return tx.run("delete from session where account_id = :id and id <> :keep",
                {{"id", id.text}, {"keep", keep}});
}

}  // namespace cote::people::store
