// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/accounts/accounts.h"

#include <algorithm>
#include <array>

#include "kernel/json.h"
#include "people/ledger.h"
#include "people/links/letters.h"
#include "people/sign_in/secret.h"
#include "people/store.h"
#include "post/outbox.h"

namespace cote::people {
namespace {

using C = Compartment;
using A = Action;

bool holds(const std::vector<Role>& roles, Role role) {
  return std::ranges::find(roles, role) != roles.end();
}

/// Roles and organisations as the ledger keeps them: words and ids, nothing personal.
json::array words(const std::vector<Role>& roles) {
  json::array out;
  for (auto const role : roles) out.emplace_back(name(role));
  return out;
}
std::string detail_of(const Account& before, const Account& after) {
  json::object out;
  if (before.roles != after.roles)
    out["roles"] = json::object{{"before", words(before.roles)}, {"after", words(after.roles)}};
  if (before.organisations != after.organisations) {
    json::array ids;
    for (auto const& id : after.organisations) ids.emplace_back(id.text);
    out["organisations"] = std::move(ids);
  }
  if (before.team != after.team) out["team"] = after.team;
  return boost::json::serialize(out);
}

ledger::Entry entry(std::string action, const AccountId& id, std::string detail = "{}") {
  return {
      .action = std::move(action), .subject = "account", .subject_id = id.text, .detail = std::move(detail)};
}

/// Is there an active administrator besides this one?
bool another_administrator(db::Session& session, const AccountId& id) {
  return session
      .one<std::string>(
          "select a.id from account a join account_role r on r.account_id = a.id "
          "where r.role = 'administrator' and a.state = 'active' and a.id <> :id limit 1",
          {{"id", id.text}})
      .has_value();
}

void tell_others(db::Tx& tx, const Account& changed, Time now) {
  for (auto const& other : store::accounts(tx)) {
    bool const told = holds(other.roles, Role::administrator) || holds(other.roles, Role::auditor);
    if (told && other.id != changed.id && other.state == AccountState::active)
      post::put(tx, letters::own_roles(other, changed.name), now);
  }
}

void apply(Account& account, const Wish& wish) {
  account.name = wish.name;
  account.lang = letters::language_of(wish.lang);
  account.team = wish.team;
  account.roles = wish.roles;
  account.organisations = wish.organisations;
  std::ranges::sort(account.roles);
  std::ranges::sort(account.organisations);
}

/// An account that can be used at once.
Account open_account(db::Tx& tx, const Wish& wish, const std::string& hash, Time now) {
  Account fresh{.id = {secret::uuid()}, .email = wish.email};
  fresh.state = AccountState::active;
  fresh.password = hash;
  fresh.created = now;
  apply(fresh, wish);
  store::save(tx, fresh);
  return fresh;
}

}  // namespace

Problems faults(const Wish& wish) {
  Problems out;
  if (wish.name.empty() || wish.name.size() > 200)
    out.push_back({.field = "name", .key = "people.name_wrong"});
  if (!is_email(wish.email)) out.push_back({.field = "email", .key = "people.email_wrong"});
  if (wish.roles.empty()) out.push_back({.field = "roles", .key = "people.role_missing"});
  if (holds(wish.roles, Role::partner) && wish.organisations.empty())
    out.push_back({.field = "organisation", .key = "people.organisation_missing"});
  return out;
}

bool Accounts::empty() const {
  return !door_.db().read([](db::Session& s) { return store::any_account(s); });
}

std::vector<Account> Accounts::all(const Actor& who) const {
  if (!who.may(C::accounts, A::read)) return {};
  return door_.db().read([](db::Session& s) { return store::accounts(s); });
}
std::optional<Account> Accounts::one(const Actor& who, const AccountId& id) const {
  if (!who.may(C::accounts, A::read)) return std::nullopt;
  return door_.db().read([&](db::Session& s) { return store::account(s, id); });
}
std::vector<SessionRow> Accounts::sessions(const AccountId& id) const {
  return door_.db().read([&](db::Session& s) { return store::sessions(s, id); });
}

Result<Accounts::Invited> Accounts::invite(const Actor& who, const Wish& given, std::string_view origin,
                                           Time now, bool send) {
  if (!who.may(C::accounts, A::invite)) return Refusal{};
  auto wish = given;
  wish.email = tidy_email(wish.email);
  if (auto wrong = faults(wish); !wrong.empty()) return wrong;
  if (origin.empty()) return Problems{{.key = "people.no_origin"}};
  return door_.db().write([&](db::Tx& tx) -> Result<Invited> {
    if (store::account_by_email(tx, wish.email))
      return Problems{{.field = "email", .key = "people.email_taken"}};
    Account fresh{.id = {secret::uuid()}, .email = wish.email};
    fresh.created = now;
    apply(fresh, wish);
    store::save(tx, fresh);
    auto link = send ? links_.send_invitation(tx, fresh, origin, now)
                     : links_.make(tx, fresh, LinkKind::invitation, "", origin, now);
    ledger::note(tx, who, entry("people.invited", fresh.id, detail_of({}, fresh)), now);
    return Invited{fresh, std::move(link)};
  });
}

Result<Account> Accounts::add(const Actor& who, const Wish& given, std::string_view password, Time now) {
  if (!who.may(C::accounts, A::invite)) return Refusal{};
  auto wish = given;
  wish.email = tidy_email(wish.email);
  if (auto wrong = faults(wish); !wrong.empty()) return wrong;
  auto const hash = password::hash(password, door_.options().cost);
  return door_.db().write([&](db::Tx& tx) -> Result<Account> {
    if (store::account_by_email(tx, wish.email))
      return Problems{{.field = "email", .key = "people.email_taken"}};
    auto const fresh = open_account(tx, wish, hash, now);
    ledger::note(tx, who, entry("people.account_made", fresh.id, detail_of({}, fresh)), now);
    return fresh;
  });
}

Result<Accounts::Invited> Accounts::invite_again(const Actor& who, const AccountId& id,
                                                 std::string_view origin, Time now) {
  if (!who.may(C::accounts, A::invite)) return Refusal{};
  if (origin.empty()) return Problems{{.key = "people.no_origin"}};
  return door_.db().write([&](db::Tx& tx) -> Result<Invited> {
    auto const account = store::account(tx, id);
    if (!account || account->state != AccountState::invited) return Refusal{};
    auto link = links_.send_invitation(tx, *account, origin, now);
    ledger::note(tx, who, entry("people.invited", id), now);
    return Invited{*account, std::move(link)};
  });
}

Result<Account> Accounts::change(const Actor& who, const AccountId& id, const Wish& wish, Time now) {
  if (!who.may(C::accounts, A::manage)) return Refusal{};
  return door_.db().write([&](db::Tx& tx) -> Result<Account> {
    auto const before = store::account(tx, id);
    if (!before) return Refusal{};
    auto asked = wish;
    asked.email = before->email;
    if (auto wrong = faults(asked); !wrong.empty()) return wrong;
    auto after = *before;
    apply(after, asked);
    bool const steps_down = before->state == AccountState::active &&
                            holds(before->roles, Role::administrator) &&
                            !holds(after.roles, Role::administrator);
    if (steps_down && !another_administrator(tx, id))
      return Problems{{.field = "roles", .key = "people.last_administrator"}};
    store::save(tx, after);
    if (before->roles != after.roles && who.account == id) tell_others(tx, after, now);
    ledger::note(tx, who, entry("people.account_changed", id, detail_of(*before, after)), now);
    return after;
  });
}

Result<bool> Accounts::set_active(const Actor& who, const AccountId& id, bool active, Time now) {
  if (!who.may(C::accounts, A::manage)) return Refusal{};
  return door_.db().write([&](db::Tx& tx) -> Result<bool> {
    auto const account = store::account(tx, id);
    if (!account) return Refusal{};
    bool const last = !active && holds(account->roles, Role::administrator) &&
                      account->state == AccountState::active && !another_administrator(tx, id);
    if (last) return Problems{{.key = "people.last_administrator"}};
    auto const open = account->password.empty() ? AccountState::invited : AccountState::active;
    store::set_state(tx, id, active ? open : AccountState::disabled);
    store::end_sessions(tx, id);
    ledger::note(tx, who, entry(active ? "people.account_opened" : "people.account_closed", id), now);
    return true;
  });
}

Result<bool> Accounts::remove_second(const Actor& who, const AccountId& id, Time now) {
  if (!who.may(C::accounts, A::manage)) return Refusal{};
  return door_.db().write([&](db::Tx& tx) -> Result<bool> {
    if (!store::account(tx, id)) return Refusal{};
    store::set_second(tx, id, "", 0);
    store::set_recovery_codes(tx, id, {});
    store::end_sessions(tx, id);
    ledger::note(tx, who, entry("people.second_removed", id), now);
    return true;
  });
}

Result<bool> Accounts::end_sessions(const Actor& who, const AccountId& id, std::string_view session,
                                    std::string_view keep, Time now) {
  if (who.account != id && !who.may(C::accounts, A::manage)) return Refusal{};
  return door_.db().write([&](db::Tx& tx) -> Result<bool> {
    if (session.empty())
      store::end_sessions(tx, id, keep);
    else if (!store::end_session(tx, id, session))
      return Refusal{};
    ledger::note(tx, who, entry("people.sessions_ended", id), now);
    return true;
  });
}

Result<std::string> Accounts::reset_link(const Actor& who, const AccountId& id, std::string_view origin,
                                         Time now) {
  if (!who.may(C::accounts, A::manage)) return Refusal{};
  return door_.db().write([&](db::Tx& tx) -> Result<std::string> {
    auto const account = store::account(tx, id);
    if (!account || account->state == AccountState::disabled) return Refusal{};
    auto const kind = account->state == AccountState::invited ? LinkKind::invitation : LinkKind::reset;
    auto link = links_.make(tx, *account, kind, "", origin, now);
    ledger::note(tx, who, entry("people.link_made", id), now);
    return link;
  });
}

Result<Account> Accounts::first(const Wish& given, std::string_view password, Time now) {
  auto wish = given;
  wish.email = tidy_email(wish.email);
  wish.roles = {Role::administrator};
  auto wrong = faults(wish);
  std::array<std::string, 2> const about{wish.name, wish.email};
  if (auto const fault = password::fault(password, about)) wrong.push_back({.field = "fresh", .key = *fault});
  if (!wrong.empty()) return wrong;
  auto const hash = password::hash(password, door_.options().cost);
  return door_.db().write([&](db::Tx& tx) -> Result<Account> {
    if (store::any_account(tx)) return Refusal{Fault::conflict};
    auto const fresh = open_account(tx, wish, hash, now);
    ledger::note(tx, Actor::house("setup"), entry("people.first_administrator", fresh.id), now);
    return fresh;
  });
}

}  // namespace cote::people
