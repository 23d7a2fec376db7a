// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/oidc/pages.h"

#include "kernel/lang.h"
#include "people/ledger.h"
#include "people/links/link_store.h"
#include "people/sign_in/secret.h"
#include "people/store.h"
#include "web/cookie.h"

namespace cote::people::oidc {
namespace {

using web::Visit;

constexpr auto kTrip = std::chrono::minutes(10);

std::string return_to(const std::string& origin) { return origin + "/sign-in/provider/return"; }
std::string hash_of(std::string_view state) { return secret::hash("provider", state); }

struct Kept {
  Trip trip{};
  views::Onward onward{};
};

/// Takes the trip out of the table: it comes back once.
std::optional<Kept> take_trip(db::Tx& tx, std::string_view state, Time now) {
  auto const hash = hash_of(state);
  auto const row = tx.one<std::string, std::string, std::string, std::string, std::string>(
      "select nonce, verifier, path, kept, created from provider_visit where hash = :hash", {{"hash", hash}});
  if (tx.run("delete from provider_visit where hash = :hash", {{"hash", hash}}) != 1 || !row)
    return std::nullopt;
  auto const& [nonce, verifier, path, kept, created] = *row;
  if (now - parse_time(created).value_or(Time{}) > kTrip) return std::nullopt;
  return Kept{{std::string(state), nonce, verifier}, {path, kept}};
}

}  // namespace

std::optional<Account> account_of(db::Tx& tx, std::string_view issuer, const Claims& claims, Time now) {
  auto const row = tx.one<std::string>(
      "select account_id from account_identity where issuer = :issuer and subject = :subject",
      {{"issuer", issuer}, {"subject", claims.subject}});
  std::optional<Account> found;
  if (row) {
    found = store::account(tx, {std::get<0>(*row)});
  } else if (claims.email_verified) {
    found = store::account_by_email(tx, tidy_email(claims.email));
  }
  if (!found || found->state == AccountState::disabled || found->demo) return std::nullopt;
  if (!row) {
    tx.run(
        "insert into account_identity (issuer, subject, account_id, linked) "
        "values (:issuer, :subject, :id, :now)",
        {{"issuer", issuer}, {"subject", claims.subject}, {"id", found->id.text}, {"now", iso(now)}});
    ledger::note(tx, actor_of(*found),
                 {.action = "people.identity_linked", .subject = "account", .subject_id = found->id.text},
                 now);
  }
  if (found->state == AccountState::invited) {
    // Coming by the provider takes the invitation up; its link opens nothing any more.
    store::set_state(tx, found->id, AccountState::active);
    store::retire_links(tx, found->id, LinkKind::invitation, now);
    found->state = AccountState::active;
  }
  return found;
}

Pages::Pages(std::shared_ptr<Office> office, ProviderOptions options,
             std::function<void(std::string_view)> failed)
    : office_(std::move(office)),
      provider_(std::make_shared<Provider>(std::move(options))),
      failed_(std::move(failed)) {
  auto const& label = provider_->options().label;
  office_->provider.label = label.empty() ? "OpenID Connect" : label;
}

void Pages::mount(web::Router& router) {
  router.add({.method = "POST",
              .pattern = "/sign-in/provider",
              .name = "people.provider",
              .localised = false,
              .work = web::Work::database},
             [self = *this](const Visit& v) mutable { return self.away(v); });
  router.add({.pattern = "/sign-in/provider/return",
              .name = "people.provider_return",
              .localised = false,
              .work = web::Work::database},
             [self = *this](const Visit& v) mutable { return self.back(v); });
}

web::Reply Pages::refused(const Visit& visit, std::string_view key) const {
  return views::sign_in(in_work_language(visit), {}, "", {{.key = std::string(key)}}, false,
                        office_->provider);
}

web::Reply Pages::away(const Visit& visit) {
  auto const origin = office_->origin_for(visit);
  if (origin.empty()) return refused(visit, "people.no_origin");
  auto const trip = Trip::begin();
  auto const wanted = onward_of(visit.form);
  try {
    auto const to = provider_->away(trip, return_to(origin), visit.now);
    office_->door.db().write_with([&](db::Tx& tx) {
      tx.run(
          "insert into provider_visit (hash, nonce, verifier, path, kept, created) "
          "values (:hash, :nonce, :verifier, :path, :kept, :now)",
          {{"hash", hash_of(trip.state)},
           {"nonce", trip.nonce},
           {"verifier", trip.verifier},
           {"path", wanted.then},
           {"kept", wanted.kept},
           {"now", iso(visit.now)}});
    });
    // Our content policy lets no form lead to another site, redirections included: a page sends her on.
    auto reply = views::leaving(in_work_language(visit), to, office_->provider);
    // The answer must come back to this browser: it alone holds the state.
    web::set_cookie(reply, visit, "provider", trip.state, kTrip);
    return reply;
  } catch (const ProviderError& error) {
    if (failed_) failed_(error.what());
    return refused(visit, "people.provider_failed");
  }
}

web::Reply Pages::back(const Visit& visit) {
  auto const state = visit.query.get("state");
  bool const mine = secret::same(state, web::cookie(visit.request, web::cookie_name(visit, "provider")));
  auto& db = office_->door.db();
  std::optional<Kept> kept;
  if (mine && !state.empty()) kept = db.write([&](db::Tx& tx) { return take_trip(tx, state, visit.now); });
  auto const code = visit.query.get("code");
  auto const issuer = provider_->options().issuer;
  // RFC 9207: an answer that names another issuer was mixed up on the way.
  bool const mixed = visit.query.has("iss") && visit.query.get("iss") != issuer;
  if (!kept || code.empty() || mixed) return refused(visit, "people.provider_failed");
  try {
    auto const claims = provider_->back(kept->trip, code, return_to(office_->origin_for(visit)), visit.now);
    auto const pass = db.write([&](db::Tx& tx) -> std::optional<Pass> {
      auto const account = account_of(tx, issuer, claims, visit.now);
      if (!account) return std::nullopt;
      return open_session(tx, *account, caller_of(visit), false, visit.now);
    });
    if (!pass) return refused(visit, "people.provider_unknown");
    auto reply = DoorPages::onward(visit, *pass, kept->onward);
    web::set_cookie(reply, visit, "provider", "");
    return reply;
  } catch (const ProviderError& error) {
    if (failed_) failed_(error.what());
    return refused(visit, "people.provider_failed");
  }
}

}  // namespace cote::people::oidc
