// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/personal/pages.h"

#include <fmt/format.h>

#include "people/store.h"
#include "people/work_routes.h"

namespace cote::people {
namespace {

web::Reply download(std::string text) {
  web::Reply reply{.content_type = "application/json", .body = std::move(text)};
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"what-is-held.json\"");
  return reply;
}

}  // namespace

void PersonalPages::mount(web::Router& router) {
  WorkRoutes const add(router, *this);
  using Self = const PersonalPages&;
  using V = const web::Visit&;
  add("GET", "/desk/personal", "personal", "personal.read", [](Self self, V v) { return self.list(v, {}); });
  add("POST", "/desk/personal/export", "personal.export", "personal.export",
      [](Self self, V v) { return self.export_one(v); });
  add("GET", "/account/data", "personal.own", "", [](Self self, V v) { return self.own(v); });
  add("GET", "/desk/accounts/{id}/erasure", "personal.erasure", "personal.erase",
      [](Self self, V v) { return self.erasure_page(v, false); });
  add("POST", "/desk/accounts/{id}/erasure", "personal.erasure", "personal.erase",
      [](Self self, V v) { return self.erasure(v); });
}

web::Reply PersonalPages::list(const web::Visit& visit, const Problems& problems) const {
  views::PersonalView view{.who = std::string(visit.form.get("who")),
                           .purpose = std::string(visit.form.get("purpose")),
                           .problems = problems};
  bool const exports = visit.actor && visit.actor->may(Compartment::personal, Action::export_);
  db_.read_with([&](db::Session& s) {
    view.figures = personal::figures(s);
    if (exports) view.people = store::accounts(s);
  });
  return views::personal(visit, view);
}

web::Reply PersonalPages::export_one(const web::Visit& visit) const {
  auto const text = personal::export_of(db_, *visit.actor, {std::string(visit.form.get("who"))},
                                        visit.form.get("purpose"), visit.now);
  if (text) return download(*text);
  if (text.invalid()) return list(visit, text.problems());
  return list(visit, {{.field = "who", .key = "personal.who_missing"}});
}

web::Reply PersonalPages::own(const web::Visit& visit) const {
  auto const text = personal::export_of(db_, *visit.actor, visit.actor->account, "own", visit.now);
  return text ? download(*text) : web::Reply{.status = 404};
}

web::Reply PersonalPages::erasure_page(const web::Visit& visit, bool refused) const {
  auto const account = db_.read([&](db::Session& s) { return store::account(s, {visit.segments.at(0)}); });
  return account ? views::erasure(visit, *account, refused) : web::Reply{.status = 404};
}

web::Reply PersonalPages::erasure(const web::Visit& visit) const {
  auto const done = personal::erase_account(db_, *visit.actor, {visit.segments.at(0)}, visit.now);
  if (done) return web::see_other("/desk/accounts?done=erased");
  return done.fault() == Fault::conflict ? erasure_page(visit, true) : web::Reply{.status = 404};
}

}  // namespace cote::people
