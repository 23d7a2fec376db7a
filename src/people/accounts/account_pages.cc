// SPDX-License-Identifier: AGPL-3.0-or-later
#include <stdexcept>

#include "kernel/html.h"
#include "kernel/lang.h"
#include "people/ledger.h"
#include "people/links/letters.h"
#include "people/sign_in/pages.h"
#include "people/sign_in/totp.h"
#include "people/store.h"
#include "people/work_routes.h"
#include "web/cookie.h"

namespace cote::people {
namespace {

using web::Visit;

web::Reply done(std::string_view what) { return web::see_other("/account?done=" + std::string(what)); }

/// The guard has let this visit in, so somebody is there; a session that ended this very moment is not.
Present present_of(Office& office, const Visit& visit) {
  auto present = office.who(visit);
  if (!present) throw std::runtime_error("the session ended while its page was made");
  return std::move(*present);
}

}  // namespace

void AccountPages::mount(web::Router& router) {
  WorkRoutes const add(router, *this);
  RouteMore const hashes{.work = web::Work::secret};
  add("GET", "/account", "people.account", "", &AccountPages::page);
  add("POST", "/account", "people.account", "", &AccountPages::save);
  add("POST", "/account/password", "people.password", "", &AccountPages::password, hashes);
  add("GET", "/account/second-factor", "people.second", "", &AccountPages::second_page);
  add("POST", "/account/second-factor", "people.second", "", &AccountPages::second, hashes);
  add("POST", "/account/recovery-codes", "people.codes", "", &AccountPages::codes, hashes);
  add("POST", "/account/sessions", "people.sessions", "", &AccountPages::sessions);
  add("POST", "/account/address", "people.address", "", &AccountPages::address, hashes);
  // The link of a new address opens in whatever browser reads the mail.
  router.add({.pattern = "/account/address/{token}",
              .name = "people.new_address",
              .localised = false,
              .work = web::Work::database},
             [self = *this](const Visit& v) mutable { return self.address_page(v); });
  router.add({.method = "POST",
              .pattern = "/account/address/{token}",
              .name = "people.new_address",
              .localised = false,
              .work = web::Work::database},
             [self = *this](const Visit& v) mutable { return self.take_address(v); });
}

web::Reply AccountPages::page_with(const Visit& visit, const Present& present, views::Mine mine) {
  auto const& id = present.account.id;
  mine.account = present.account;
  mine.current = present.session.id;
  office_->door.db().read_with([&](db::Session& s) {
    mine.sessions = store::sessions(s, id);
    mine.codes = store::recovery_codes(s, id);
  });
  return views::account(visit, mine);
}

web::Reply AccountPages::page(const Visit& visit) {
  return page_with(visit, present_of(*office_, visit), {.done = std::string(visit.query.get("done"))});
}

web::Reply AccountPages::save(const Visit& visit) {
  auto present = present_of(*office_, visit);
  auto const name = std::string(visit.form.get("name"));
  auto const lang = letters::language_of(visit.form.get("lang"));
  if (name.empty() || name.size() > 200) {
    present.account.name = name;
    return page_with(visit, present,
                     {.problems = {{.field = "name", .key = "people.name_wrong"}}, .asked = "profile"});
  }
  office_->door.db().write_with([&](db::Tx& tx) {
    store::set_profile(tx, present.account.id, name, lang);
    ledger::note(
        tx, *visit.actor,
        {.action = "people.profile_changed", .subject = "account", .subject_id = present.account.id.text},
        visit.now);
  });
  return done("profile");
}

web::Reply AccountPages::password(const Visit& visit) {
  auto const present = present_of(*office_, visit);
  auto const changed = office_->door.change_password(present, visit.form.get("password"),
                                                     visit.form.get("fresh"), caller_of(visit), visit.now);
  if (!changed) return page_with(visit, present, {.problems = changed.problems(), .asked = "password"});
  return done("password");
}

web::Reply AccountPages::second_page(const Visit& visit) {
  auto const present = present_of(*office_, visit);
  auto const key = totp::new_key();
  return views::enrol(visit, {.key = key,
                              .uri = totp::uri(key, present.account.email, "Côte à Côte"),
                              .then = onward_of(visit.query).then,
                              .again = present.account.has_second() && !present.account.password.empty(),
                              .needed = present.must_enrol()});
}

web::Reply AccountPages::second(const Visit& visit) {
  auto const present = present_of(*office_, visit);
  auto const& form = visit.form;
  auto const made = office_->door.enrol(present, form.get("key"), form.get("code"), form.get("password"),
                                        caller_of(visit), visit.now);
  auto const then = onward_of(form).then;
  if (!made) {
    bool const usable = totp::is_key(form.get("key"));
    auto const key = usable ? std::string(form.get("key")) : totp::new_key();
    return views::enrol(visit, {.key = key,
                                .uri = totp::uri(key, present.account.email, "Côte à Côte"),
                                .then = then,
                                .again = present.account.has_second() && !present.account.password.empty(),
                                .needed = present.must_enrol(),
                                .problems = made.problems()});
  }
  auto reply = views::recovery_codes(visit, made->codes, then.empty() ? "/desk" : then);
  web::set_cookie(reply, visit, "session", made->pass.token);
  return reply;
}

web::Reply AccountPages::codes(const Visit& visit) {
  auto const present = present_of(*office_, visit);
  auto const made = office_->door.new_codes(present, visit.form.get("password"), caller_of(visit), visit.now);
  if (!made) return page_with(visit, present, {.problems = made.problems(), .asked = "codes"});
  return views::recovery_codes(visit, *made, "/account");
}

web::Reply AccountPages::sessions(const Visit& visit) {
  auto const ended = office_->accounts.end_sessions(
      *visit.actor, visit.actor->account, visit.form.get("session"), visit.actor->session, visit.now);
  return done(ended ? "session" : "session_gone");
}

web::Reply AccountPages::address(const Visit& visit) {
  auto const present = present_of(*office_, visit);
  auto const email = visit.form.get("email");
  auto const origin = office_->origin_for(visit);
  views::Mine mine{.asked = "address", .address = std::string(email)};
  mine.problems = {{.key = "people.no_origin"}};
  if (origin.empty()) return page_with(visit, present, std::move(mine));
  auto const asked = office_->links.want_email(present, email, visit.form.get("password"), origin,
                                               caller_of(visit), visit.now);
  if (asked) return done("address");
  mine.problems = asked.problems();
  return page_with(visit, present, std::move(mine));
}

web::Reply AccountPages::address_page(const Visit& visit) {
  auto const& token = visit.segments.at(0);
  auto const found = office_->links.find(token, LinkKind::email, visit.now);
  auto mine = in_work_language(visit);
  if (found.state != LinkState::good)
    return views::dead_link(mine, found.state == LinkState::used      ? "used"
                                  : found.state == LinkState::expired ? "expired"
                                                                      : "unknown");
  mine.lang = find_language(found.account.lang);
  auto const& t = Text::in(*mine.lang);
  return views::confirm(mine, t("account.address_confirm"),
                        t("account.address_confirm_words", {{"email", found.link.email}}),
                        "/account/address/" + token, t("account.address_take"));
}

web::Reply AccountPages::take_address(const Visit& visit) {
  auto const taken = office_->links.confirm_email(visit.segments.at(0), visit.now);
  auto mine = in_work_language(visit);
  if (!taken) return views::dead_link(mine, "used");
  mine.lang = find_language(taken->lang);
  auto const& t = Text::in(*mine.lang);
  return views::notice(mine, {.title = t("account.address_taken"),
                              .words = t("account.address_now", {{"email", taken->email}}),
                              .way = "/account",
                              .way_words = t("account.title")});
}

}  // namespace cote::people
