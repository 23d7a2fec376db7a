// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/sign_in/pages.h"

#include <memory>

#include "kernel/html.h"
#include "kernel/lang.h"
#include "people/links/letters.h"
#include "people/sign_in/brake.h"
#include "people/sign_in/secret.h"
#include "people/sign_in/totp.h"
#include "web/cookie.h"

namespace cote::people {
namespace {

using web::Audience;
using web::Visit;
using web::Work;

constexpr auto kDeviceAge = std::chrono::days(400);  // the longest browsers keep a cookie

void give_cookies(web::Reply& reply, const Visit& visit, const Pass& pass) {
  web::set_cookie(reply, visit, "session", pass.token);
  if (!pass.device.empty()) web::set_cookie(reply, visit, "device", pass.device, kDeviceAge);
}

std::string with_then(std::string_view page, std::string_view then) {
  return std::string(page) + (then.empty() ? "" : "?then=" + url_encode(then));
}

std::string_view host_of(std::string_view origin) {
  auto host = origin.substr(std::min(origin.size(), origin.find("://") + 3));
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

std::string path_of(LinkKind kind, std::string_view token) {
  return (kind == LinkKind::invitation ? "/invitation/" : "/reset/") + std::string(token);
}

std::string_view word(LinkState state) {
  if (state == LinkState::used) return "used";
  return state == LinkState::expired ? "expired" : "unknown";
}

}  // namespace

std::string Office::origin_for(const Visit& visit) const {
  if (!options.origin.empty()) return options.origin;
  auto const host = host_of(visit.origin);
  // "127.0.0.1.example.org" is somebody's name, not this machine.
  bool const digits = host.find_first_not_of("0123456789.") == std::string_view::npos;
  bool const here = host == "localhost" || host == "[::1]" || (digits && host.starts_with("127."));
  return here ? visit.origin : "";
}

std::optional<Present> Office::who(const Visit& visit) {
  return door.who(web::cookie(visit.request, web::cookie_name(visit, "session")), visit.now);
}

views::Onward onward_of(const web::Fields& fields) {
  auto const then = fields.get("then");
  return {.then = then.empty() ? "" : local_path(then), .kept = std::string(fields.get("kept"))};
}

Office::Office(db::Db& db, DoorOptions door_options, PagesOptions page_options)
    : door(db, std::move(door_options)), options(std::move(page_options)) {
  // Sixteen letters of base32: 80 bits, written as the codes for paper are.
  if (accounts.empty()) setup_code = totp::recovery_codes().front();
}

void Room::mount(web::Router& router) {
  DoorPages(office_).mount(router);
  AccountPages(office_).mount(router);
  AccountsPages(office_).mount(router);
}

void DoorPages::mount(web::Router& router) {
  auto const add = [&](web::Route route, auto method) {
    route.localised = false;
    router.add(std::move(route),
               [self = *this, method](const Visit& v) mutable { return (self.*method)(v); });
  };
  auto const add_link = [&](std::string pattern, std::string name, LinkKind kind) {
    web::Route look{.pattern = pattern, .name = name, .localised = false, .work = Work::database};
    router.add(look, [self = *this, kind](const Visit& v) mutable { return self.link_page(v, kind); });
    web::Route take{
        .method = "POST", .pattern = pattern, .name = name, .localised = false, .work = Work::secret};
    router.add(take, [self = *this, kind](const Visit& v) mutable { return self.take_link(v, kind); });
  };
  add({.pattern = "/sign-in", .name = "people.sign_in"}, &DoorPages::sign_in_page);
  add({.method = "POST", .pattern = "/sign-in", .name = "people.sign_in", .work = Work::secret},
      &DoorPages::sign_in);
  add({.pattern = "/sign-in/code", .name = "people.code", .work = Work::database}, &DoorPages::code_page);
  add({.method = "POST", .pattern = "/sign-in/code", .name = "people.code", .work = Work::database},
      &DoorPages::code);
  add({.method = "POST",
       .pattern = "/sign-out",
       .name = "people.sign_out",
       .audience = Audience::signed_in,
       .work = Work::database},
      &DoorPages::sign_out);
  add({.pattern = "/setup", .name = "people.setup", .work = Work::database}, &DoorPages::setup_page);
  add({.method = "POST", .pattern = "/setup", .name = "people.setup", .work = Work::secret},
      &DoorPages::setup);
  add({.pattern = "/forgotten", .name = "people.forgotten"}, &DoorPages::forgotten_page);
  add({.method = "POST", .pattern = "/forgotten", .name = "people.forgotten", .work = Work::database},
      &DoorPages::forgotten);
  add_link("/invitation/{token}", "people.invitation", LinkKind::invitation);
  add_link("/reset/{token}", "people.reset", LinkKind::reset);
}

web::Reply DoorPages::onward(const Visit& visit, const Pass& pass, const views::Onward& wanted) {
  Visit mine = visit;
  mine.lang = find_language(work_language(pass.present.account.lang));
  web::Reply reply;
  if (pass.present.half()) {
    // Words on their way stay in the page; they would not fit into an address.
    reply = wanted.kept.empty() ? web::see_other(with_then("/sign-in/code", wanted.then))
                                : views::second(mine, wanted, {});
  } else if (!wanted.kept.empty() && !pass.present.must_enrol()) {
    mine.actor = std::make_shared<const Actor>(pass.present.actor());
    reply = views::send_again(mine, wanted);
  } else {
    reply = web::see_other(wanted.then.empty() ? "/desk" : wanted.then);
  }
  give_cookies(reply, visit, pass);
  return reply;
}

web::Reply DoorPages::sign_in_page(const Visit& visit) {
  return views::sign_in(in_work_language(visit), onward_of(visit.query), "", {}, false, office_->provider);
}

web::Reply DoorPages::sign_in(const Visit& visit) {
  auto const email = visit.form.get("email");
  auto const wanted = onward_of(visit.form);
  auto const pass = office_->door.sign_in(email, visit.form.get("password"), caller_of(visit), visit.now);
  if (!pass)
    return views::sign_in(in_work_language(visit), wanted, email, pass.problems(), false, office_->provider);
  return onward(visit, *pass, wanted);
}

web::Reply DoorPages::code_page(const Visit& visit) {
  auto const wanted = onward_of(visit.query);
  auto const present = office_->who(visit);
  if (!present) return web::see_other(with_then("/sign-in", wanted.then));
  if (!present->half()) return web::see_other(wanted.then.empty() ? "/desk" : wanted.then);
  Visit mine = visit;
  mine.lang = find_language(work_language(present->account.lang));
  return views::second(mine, wanted, {});
}

web::Reply DoorPages::code(const Visit& visit) {
  auto const wanted = onward_of(visit.form);
  auto const present = office_->who(visit);
  if (!present) return views::sign_in(in_work_language(visit), wanted, "", {}, true, office_->provider);
  if (!present->half()) return web::see_other(wanted.then.empty() ? "/desk" : wanted.then);
  Visit mine = visit;
  mine.lang = find_language(work_language(present->account.lang));
  auto const pass = office_->door.second(*present, visit.form.get("code"), caller_of(visit), visit.now);
  if (!pass) return views::second(mine, wanted, pass.problems());
  return onward(visit, *pass, wanted);
}

web::Reply DoorPages::sign_out(const Visit& visit) {
  if (auto const present = office_->who(visit)) office_->door.sign_out(*present, visit.now);
  auto reply = web::see_other("/sign-in");
  web::set_cookie(reply, visit, "session", "");
  return reply;
}

web::Reply DoorPages::setup_page(const Visit& visit) {
  if (!office_->accounts.empty()) return web::see_other("/sign-in");
  return views::setup(in_work_language(visit), {}, {});
}

web::Reply DoorPages::setup(const Visit& visit) {
  if (!office_->accounts.empty()) return web::see_other("/sign-in");
  auto const mine = in_work_language(visit);
  auto const& form = visit.form;
  auto const caller = caller_of(visit);
  auto const pause = office_->door.db().write([&](db::Tx& tx) {
    return brake::begin(tx, {"setup", "setup", caller.address, {}}, visit.now);
  });
  if (pause > std::chrono::seconds(0))
    return views::setup(mine, form, {{.key = "people.wait", .args = {{"n", std::to_string(pause.count())}}}});
  auto const wanted = totp::tidy_recovery(office_->setup_code);
  if (wanted.empty() || !secret::same(totp::tidy_recovery(form.get("code")), wanted))
    return views::setup(mine, form, {{.field = "code", .key = "people.setup_code_wrong"}});
  Wish const wish{.name = std::string(form.get("name")),
                  .email = std::string(form.get("email")),
                  .lang = letters::language_of(form.get("lang"))};
  auto const made = office_->accounts.first(wish, form.get("fresh"), visit.now);
  if (made.invalid()) return views::setup(mine, form, made.problems());
  if (!made) return web::see_other("/sign-in");
  auto const pass =
      office_->door.db().write([&](db::Tx& tx) { return open_session(tx, *made, caller, false, visit.now); });
  return onward(visit, pass, {});
}

web::Reply DoorPages::forgotten_page(const Visit& visit) {
  return views::forgotten(in_work_language(visit), visit.query.get("email"));
}

web::Reply DoorPages::forgotten(const Visit& visit) {
  auto const origin = office_->origin_for(visit);
  if (!origin.empty())
    office_->links.want_reset(visit.form.get("email"), origin, caller_of(visit), visit.now);
  auto const mine = in_work_language(visit);
  auto const& t = Text::in(*mine.lang);
  return views::notice(mine, {.title = t("people.link_sent"),
                              .words = t("people.link_sent_words"),
                              .way = "/sign-in",
                              .way_words = t("people.sign_in")});
}

web::Reply DoorPages::link_page(const Visit& visit, LinkKind kind) {
  auto const& token = visit.segments.at(0);
  auto const found = office_->links.find(token, kind, visit.now);
  auto mine = in_work_language(visit);
  if (found.state != LinkState::good) return views::dead_link(mine, word(found.state));
  mine.lang = find_language(work_language(found.account.lang));
  return views::choose_password(mine, path_of(kind, token), found.account.name, found.account.email,
                                kind == LinkKind::invitation, {});
}

web::Reply DoorPages::take_link(const Visit& visit, LinkKind kind) {
  auto const& token = visit.segments.at(0);
  auto const found = office_->links.find(token, kind, visit.now);
  auto mine = in_work_language(visit);
  if (found.state != LinkState::good) return views::dead_link(mine, word(found.state));
  mine.lang = find_language(work_language(found.account.lang));
  auto const pass =
      office_->links.choose_password(token, kind, visit.form.get("fresh"), caller_of(visit), visit.now);
  if (pass.invalid())
    return views::choose_password(mine, path_of(kind, token), found.account.name, found.account.email,
                                  kind == LinkKind::invitation, pass.problems());
  if (!pass) return views::dead_link(mine, "used");
  return onward(visit, *pass, {});
}

}  // namespace cote::people
