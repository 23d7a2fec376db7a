// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/pages.h"

#include <memory>

#include "kernel/html.h"
#include "kernel/lang.h"
#include "people/views.h"
#include "web/cookie.h"

namespace cote::people {
namespace {

constexpr auto kDeviceAge = std::chrono::days(400);  // the longest browsers keep a cookie

views::Onward onward_of(const web::Fields& fields) {
  auto const then = fields.get("then");
  return {.then = then.empty() ? "" : local_path(then), .kept = std::string(fields.get("kept"))};
}

}  // namespace

void Pages::mount(web::Router& router) {
  using web::Audience;
  using web::Work;
  auto const add = [&](web::Route route, auto method) {
    route.localised = false;
    router.add(std::move(route), [this, method](const web::Visit& v) { return (this->*method)(v); });
  };
  add({.pattern = "/sign-in", .name = "people.sign_in"}, &Pages::sign_in_page);
  add({.method = "POST", .pattern = "/sign-in", .name = "people.sign_in", .work = Work::secret},
      &Pages::sign_in);
  add({.method = "POST",
       .pattern = "/sign-out",
       .name = "people.sign_out",
       .audience = Audience::signed_in,
       .work = Work::database},
      &Pages::sign_out);
}

web::Reply Pages::sign_in_page(const web::Visit& visit) {
  return views::sign_in(in_work_language(visit), onward_of(visit.query), "", {}, false);
}

web::Reply Pages::sign_in(const web::Visit& visit) {
  auto const email = visit.form.get("email");
  auto const pass = door_.sign_in(email, visit.form.get("password"), caller_of(visit), visit.now);
  if (!pass)
    return views::sign_in(in_work_language(visit), onward_of(visit.form), email, pass.problems(), false);
  return onward(visit, *pass);
}

web::Reply Pages::onward(const web::Visit& visit, const Pass& pass) {
  auto const wanted = onward_of(visit.form);
  web::Visit mine = visit;
  mine.lang = find_language(pass.present.account.lang);
  web::Reply reply;
  if (pass.present.half()) {
    reply = web::see_other("/sign-in/code" + (wanted.then.empty() ? "" : "?then=" + url_encode(wanted.then)));
  } else if (!wanted.kept.empty()) {
    mine.actor = std::make_shared<const Actor>(pass.present.actor());
    reply = views::send_again(mine, wanted);
  } else {
    reply = web::see_other(wanted.then.empty() ? "/desk" : wanted.then);
  }
  web::set_cookie(reply, visit, "session", pass.token);
  if (!pass.device.empty()) web::set_cookie(reply, visit, "device", pass.device, kDeviceAge);
  return reply;
}

web::Reply Pages::sign_out(const web::Visit& visit) {
  auto const present = door_.who(web::cookie(visit.request, web::cookie_name(visit, "session")), visit.now);
  if (present) door_.sign_out(*present, visit.now);
  auto reply = web::see_other("/sign-in");
  web::set_cookie(reply, visit, "session", "");
  return reply;
}

}  // namespace cote::people
