// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/door.h"

#include "people/ledger.h"
#include "people/secret.h"
#include "people/store.h"

namespace cote::people {

Actor Present::actor() const {
  return {.account = account.id,
          .name = account.name,
          .lang = account.lang,
          .roles = account.roles,
          .organisations = account.organisations,
          .team = account.team,
          .session = session.id,
          .form_token = session.form_token};
}

bool over(const Present& present, const SessionLimits& limits, Time now) {
  auto const& session = present.session;
  if (present.half()) return now - session.created > limits.half;
  return now - session.seen > limits.idle || now - session.created > limits.absolute;
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

Pass Door::open(db::Tx& tx, const Account& account, const Caller& caller, bool second, Time now) {
  Pass out{.token = secret::token(), .present = {.account = account}};
  out.present.session = {.id = secret::uuid(),
                         .account = account.id,
                         .form_token = secret::token(),
                         .second = second,
                         .browser = caller.browser,
                         .created = now,
                         .seen = now};
  store::add_session(tx, out.present.session, secret::hash("session", out.token));
  return out;
}

Result<Pass> Door::sign_in(std::string_view email, std::string_view password, const Caller& caller,
                           Time now) {
  auto const account =
      db_.read([&](db::Session& s) { return store::account_by_email(s, tidy_email(email)); });
  bool const active = account && account->state == AccountState::active;
  bool const right = password::is(password, active ? account->password : std::string(), options_.cost);
  if (!right) return Problems{{.field = "email", .key = "people.wrong"}};
  return db_.write([&](db::Tx& tx) {
    auto pass = open(tx, *account, caller, false, now);
    if (!pass.present.half()) store::signed_in(tx, account->id, now);
    ledger::note(tx, pass.present.actor(),
                 {.action = "people.signed_in", .subject = "account", .subject_id = account->id.text}, now);
    return pass;
  });
}

void Door::sign_out(const Present& present, Time now) {
  db_.write_with([&](db::Tx& tx) {
    store::end_session(tx, present.account.id, present.session.id);
    ledger::note(tx, present.actor(),
                 {.action = "people.signed_out", .subject = "account", .subject_id = present.account.id.text},
                 now);
  });
}

}  // namespace cote::people
