// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/links/links.h"

#include <array>

#include "people/ledger.h"
#include "people/links/letters.h"
#include "people/sign_in/brake.h"
#include "people/sign_in/secret.h"
#include "people/store.h"
#include "post/outbox.h"

namespace cote::people {
namespace {

std::string_view page_of(LinkKind kind) {
  switch (kind) {
    case LinkKind::invitation:
      return "/invitation/";
    case LinkKind::reset:
      return "/reset/";
    case LinkKind::email:
      return "/account/address/";
  }
  return "/";
}

constexpr auto kPause = std::chrono::minutes(5);  // between two messages that anybody can cause

std::string hash_of(std::string_view token) { return secret::hash("link", token); }

ledger::Entry entry(std::string action, const AccountId& id) {
  return {.action = std::move(action), .subject = "account", .subject_id = id.text};
}

}  // namespace

std::chrono::seconds good_for(LinkKind kind) {
  if (kind == LinkKind::invitation) return std::chrono::days(7);
  return kind == LinkKind::reset ? std::chrono::hours(1) : std::chrono::hours(24);
}

Links::Found Links::find(std::string_view token, LinkKind kind, Time now) const {
  return door_.db().read([&](db::Session& s) {
    Found out;
    auto const link = store::link(s, hash_of(token));
    if (!link || link->kind != kind) return out;
    auto account = store::account(s, link->account);
    if (!account || account->state == AccountState::disabled) return out;
    out.link = *link;
    out.state = link->used ? LinkState::used : link->expires < now ? LinkState::expired : LinkState::good;
    if (out.state == LinkState::good) out.account = std::move(*account);
    return out;
  });
}

std::string Links::make(db::Tx& tx, const Account& account, LinkKind kind, std::string_view email,
                        std::string_view origin, Time now) {
  auto const token = secret::token();
  store::retire_links(tx, account.id, kind, now);
  store::add_link(
      tx, {.kind = kind, .account = account.id, .email = std::string(email), .expires = now + good_for(kind)},
      hash_of(token), now);
  return std::string(origin) + std::string(page_of(kind)) + token;
}

std::string Links::send_invitation(db::Tx& tx, const Account& account, std::string_view origin, Time now) {
  auto link = make(tx, account, LinkKind::invitation, "", origin, now);
  post::put(tx, letters::invitation(account, link), now);
  return link;
}

std::string Links::send_reset(db::Tx& tx, const Account& account, std::string_view origin, Time now) {
  auto link = make(tx, account, LinkKind::reset, "", origin, now);
  post::put(tx, letters::reset(account, link), now);
  return link;
}

void Links::want_reset(std::string_view email, std::string_view origin, const Caller& caller, Time now) {
  auto const who = tidy_email(email);
  if (!is_email(who)) return;
  door_.db().write_with([&](db::Tx& tx) {
    // The brake keeps somebody's box from being filled by a stranger.
    auto const pause = brake::begin(tx, {"reset", who, caller.address, {}}, now);
    if (pause == std::chrono::seconds(0)) store::want_link(tx, who, origin, now);
  });
}

std::int64_t Links::send_wanted(Time now) {
  bool const nothing = door_.db().read([](db::Session& s) {
    return !s.one<std::string>("select email from wanted_link limit 1").has_value();
  });
  if (nothing) return 0;
  return door_.db().write([&](db::Tx& tx) {
    std::int64_t sent = 0;
    for (auto const& wanted : store::take_wanted(tx)) {
      auto const account = store::account_by_email(tx, wanted.email);
      if (!account || account->state == AccountState::disabled || account->demo) continue;
      bool const invited = account->state == AccountState::invited;
      auto const kind = invited ? LinkKind::invitation : LinkKind::reset;
      if (store::recent_link(tx, account->id, kind, now - kPause)) continue;
      ++sent;
      if (invited)
        send_invitation(tx, *account, wanted.origin, now);
      else
        send_reset(tx, *account, wanted.origin, now);
    }
    return sent;
  });
}

Result<Pass> Links::choose_password(std::string_view token, LinkKind kind, std::string_view password,
                                    const Caller& caller, Time now) {
  auto const found = find(token, kind, now);
  if (found.state != LinkState::good) return Refusal{Fault::missing};
  auto account = found.account;
  std::array<std::string, 2> const about{account.name, account.email};
  if (auto const fault = password::fault(password, about)) return Problems{{.field = "fresh", .key = *fault}};
  account.password = password::hash(password, door_.options().cost);
  return door_.db().write([&](db::Tx& tx) -> Result<Pass> {
    if (!store::use_link(tx, hash_of(token), now)) return Refusal{Fault::missing};
    store::set_password(tx, account.id, account.password);
    store::set_state(tx, account.id, AccountState::active);
    account.state = AccountState::active;
    store::end_sessions(tx, account.id);
    auto pass = open_session(tx, account, caller, false, now);
    auto const action = kind == LinkKind::invitation ? "people.invitation_taken" : "people.password_reset";
    ledger::note(tx, actor_of(account), entry(action, account.id), now);
    return pass;
  });
}

Result<bool> Links::want_email(const Present& present, std::string_view email, std::string_view password,
                               std::string_view origin, const Caller& caller, Time now) {
  auto const& account = present.account;
  auto const fresh = tidy_email(email);
  if (!is_email(fresh)) return Problems{{.field = "email", .key = "people.email_wrong"}};
  if (fresh == account.email) return Problems{{.field = "email", .key = "people.email_same"}};
  if (auto const sure = door_.confirm(present, password, caller, now); !sure) return sure.problems();
  door_.db().write_with([&](db::Tx& tx) {
    if (store::account_by_email(tx, fresh)) return;
    auto const link = make(tx, account, LinkKind::email, fresh, origin, now);
    post::put(tx, letters::new_address(account, fresh, link), now);
    post::put(tx, letters::old_address(account), now);
    ledger::note(tx, present.actor(), entry("people.address_asked", account.id), now);
  });
  return true;
}

Result<Account> Links::confirm_email(std::string_view token, Time now) {
  auto const found = find(token, LinkKind::email, now);
  if (found.state != LinkState::good) return Refusal{Fault::missing};
  return door_.db().write([&](db::Tx& tx) -> Result<Account> {
    auto account = found.account;
    if (store::account_by_email(tx, found.link.email)) return Refusal{Fault::conflict};
    if (!store::use_link(tx, hash_of(token), now)) return Refusal{Fault::missing};
    account.email = found.link.email;
    store::set_email(tx, account.id, account.email);
    ledger::note(tx, actor_of(account), entry("people.address_changed", account.id), now);
    return account;
  });
}

}  // namespace cote::people
