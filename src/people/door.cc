// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/door.h"

#include <array>

#include "people/ledger.h"
#include "people/links/link_store.h"
#include "people/sign_in/brake.h"
#include "people/sign_in/secret.h"
#include "people/sign_in/totp.h"
#include "people/store.h"

namespace cote::people {
namespace {

constexpr auto kFresh = std::chrono::minutes(10);

ledger::Entry entry(std::string action, const AccountId& id) {
  return {.action = std::move(action), .subject = "account", .subject_id = id.text};
}

Problems waits(std::chrono::seconds pause) {
  return {{.key = "people.wait", .args = {{"n", std::to_string(pause.count())}}}};
}

std::string device_hash(std::string_view token) { return secret::hash("device", token); }

/// The device's token when it is known to this account, else empty. One statement either way.
std::string known(db::Session& session, const AccountId& id, const Caller& caller) {
  bool const here = store::knows_device(session, id, device_hash(caller.device));
  return here && !caller.device.empty() ? caller.device : "";
}

std::string recovery_hash(const AccountId& id, std::string_view code) {
  return secret::hash("recovery:" + id.text, code);
}

std::vector<std::string> fresh_codes(db::Tx& tx, const AccountId& id) {
  auto codes = totp::recovery_codes();
  std::vector<std::string> hashes;
  hashes.reserve(codes.size());
  for (auto const& code : codes) hashes.push_back(recovery_hash(id, totp::tidy_recovery(code)));
  store::set_recovery_codes(tx, id, hashes);
  return codes;
}

}  // namespace

Actor actor_of(const Account& account) {
  return {.account = account.id,
          .name = account.name,
          .lang = std::string(work_language(account.lang)),
          .roles = account.roles,
          .organisations = account.organisations,
          .team = account.team};
}

Actor Present::actor() const {
  auto out = actor_of(account);
  out.session = session.id;
  out.form_token = session.form_token;
  return out;
}

bool over(const Present& present, const SessionLimits& limits, Time now) {
  auto const& session = present.session;
  if (present.half()) return now - session.created > limits.half;
  return now - session.seen > limits.idle || now - session.created > limits.absolute;
}

Pass open_session(db::Tx& tx, const Account& account, const Caller& caller, bool second, Time now) {
  Pass out{.token = secret::token(), .device = caller.device, .present = {.account = account}};
  if (!caller.session.empty()) store::end_session_of(tx, secret::hash("session", caller.session));
  out.present.session = {.id = secret::uuid(),
                         .account = account.id,
                         .form_token = secret::token(),
                         .second = second,
                         .browser = caller.browser,
                         .created = now,
                         .seen = now};
  store::add_session(tx, out.present.session, secret::hash("session", out.token));
  if (out.present.half()) return out;
  // The browser is known from now on; one that was, keeps its mark.
  if (out.device.empty()) out.device = secret::token();
  store::know_device(tx, account.id, device_hash(out.device), now);
  store::signed_in(tx, account.id, now);
  ledger::note(tx, out.present.actor(), entry("people.signed_in", account.id), now);
  return out;
}

std::optional<Present> Door::who(std::string_view token, Time now) {
  if (token.empty()) return std::nullopt;
  auto const hash = secret::hash("session", token);
  auto present = db_.read([&](db::Session& s) -> std::optional<Present> {
    auto row = store::session(s, hash);
    if (!row) return std::nullopt;
    auto account = store::account(s, row->account);
    if (!account) return std::nullopt;
    return Present{.account = std::move(*account), .session = std::move(*row)};
  });
  if (!present || present->account.state != AccountState::active) return std::nullopt;
  if (over(*present, options_.limits, now)) return std::nullopt;
  if (now - present->session.seen >= std::chrono::minutes(1)) {
    db_.write_with([&](db::Tx& tx) { store::seen(tx, present->session.id, now); });
    present->session.seen = now;
  }
  return present;
}

Result<Pass> Door::sign_in(std::string_view email, std::string_view password, const Caller& caller,
                           Time now) {
  auto const who = tidy_email(email);
  std::optional<Account> account;
  std::string device;
  auto const pause = db_.write([&](db::Tx& tx) {
    account = store::account_by_email(tx, who);
    device = known(tx, account ? account->id : AccountId{}, caller);
    return brake::begin(tx, {"password", who, caller.address, device}, now);
  });
  if (pause > std::chrono::seconds(0)) return waits(pause);
  bool const active = account && account->state == AccountState::active;
  bool const right = password::is(password, active ? account->password : std::string(), options_.cost);
  if (!right) return Problems{{.field = "email", .key = "people.wrong"}};
  std::string fresh;
  if (password::outdated(account->password, options_.cost)) fresh = password::hash(password, options_.cost);
  return db_.write([&](db::Tx& tx) {
    brake::succeeded(tx, {"password", who, caller.address, device}, now);
    if (!fresh.empty()) store::set_password(tx, account->id, fresh);
    return open_session(tx, *account, caller, false, now);
  });
}

std::string Door::sealed(const AccountId& id, std::string_view key) const {
  return options_.seal && !key.empty() ? options_.seal(id, key) : std::string(key);
}

bool Door::right_code(db::Tx& tx, const Account& account, std::string_view typed, Time now) const {
  if (auto const recovery = totp::tidy_recovery(typed); !recovery.empty())
    return store::use_recovery_code(tx, account.id, recovery_hash(account.id, recovery));
  auto const key = options_.unseal ? options_.unseal(account.id, account.second_key) : account.second_key;
  auto const step = totp::accepted(key, typed, now, account.second_used);
  return step && store::use_step(tx, account.id, *step);
}

Result<Pass> Door::second(const Present& half, std::string_view typed, const Caller& caller, Time now) {
  auto const& id = half.account.id;
  return db_.write([&](db::Tx& tx) -> Result<Pass> {
    brake::Try attempt{"second", id.text, caller.address};
    auto const device = known(tx, id, caller);
    attempt.device = device;
    auto const pause = brake::begin(tx, attempt, now);
    if (pause > std::chrono::seconds(0)) return waits(pause);
    if (!right_code(tx, half.account, typed, now))
      return Problems{{.field = "code", .key = "people.code_wrong"}};
    brake::succeeded(tx, attempt, now);
    return open_session(tx, half.account, caller, true, now);
  });
}

void Door::sign_out(const Present& present, Time now) {
  db_.write_with([&](db::Tx& tx) {
    store::end_session(tx, present.account.id, present.session.id);
    ledger::note(tx, present.actor(), entry("people.signed_out", present.account.id), now);
  });
}

Result<bool> Door::confirm(const Present& present, std::string_view password, const Caller& caller,
                           Time now) {
  auto const& account = present.account;
  if (account.password.empty()) {
    if (now - present.session.created < kFresh) return true;
    return Problems{{.field = "password", .key = "people.sign_in_afresh"}};
  }
  auto const device = db_.read([&](db::Session& s) { return known(s, account.id, caller); });
  brake::Try const attempt{"password", account.email, caller.address, device};
  auto const pause = db_.write([&](db::Tx& tx) { return brake::begin(tx, attempt, now); });
  if (pause > std::chrono::seconds(0)) return waits(pause);
  if (!password::is(password, account.password, options_.cost))
    return Problems{{.field = "password", .key = "people.password_wrong"}};
  db_.write_with([&](db::Tx& tx) { brake::succeeded(tx, attempt, now); });
  return true;
}

Result<Door::Enrolled> Door::enrol(const Present& present, std::string_view key, std::string_view typed,
                                   std::string_view password, const Caller& caller, Time now) {
  auto account = present.account;
  if (account.has_second())
    if (auto const sure = confirm(present, password, caller, now); !sure) return sure.problems();
  auto const step = totp::is_key(key) ? totp::accepted(key, typed, now, 0) : std::nullopt;
  if (!step) return Problems{{.field = "code", .key = "people.code_wrong"}};
  account.second_key = sealed(account.id, key);
  account.second_used = *step;
  return db_.write([&](db::Tx& tx) {
    store::set_second(tx, account.id, account.second_key, *step);
    store::end_sessions(tx, account.id);
    Enrolled out{.codes = fresh_codes(tx, account.id)};
    out.pass = open_session(tx, account, caller, true, now);
    ledger::note(tx, present.actor(), entry("people.second_made", account.id), now);
    return out;
  });
}

Result<std::vector<std::string>> Door::new_codes(const Present& present, std::string_view password,
                                                 const Caller& caller, Time now) {
  if (auto const sure = confirm(present, password, caller, now); !sure) return sure.problems();
  return db_.write([&](db::Tx& tx) {
    auto codes = fresh_codes(tx, present.account.id);
    ledger::note(tx, present.actor(), entry("people.codes_made", present.account.id), now);
    return codes;
  });
}

Result<bool> Door::change_password(const Present& present, std::string_view old, std::string_view fresh,
                                   const Caller& caller, Time now) {
  auto const& account = present.account;
  std::array<std::string, 2> const about{account.name, account.email};
  if (auto const fault = password::fault(fresh, about)) return Problems{{.field = "fresh", .key = *fault}};
  if (auto const sure = confirm(present, old, caller, now); !sure) return sure.problems();
  auto const hash = password::hash(fresh, options_.cost);
  db_.write_with([&](db::Tx& tx) {
    store::set_password(tx, account.id, hash);
    store::end_sessions(tx, account.id, present.session.id);
    ledger::note(tx, present.actor(), entry("people.password_changed", account.id), now);
  });
  return true;
}

}  // namespace cote::people
