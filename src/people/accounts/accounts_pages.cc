// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/ledger.h"
#include "people/links/letters.h"
#include "people/sign_in/pages.h"
#include "people/work_routes.h"

namespace cote::people {
namespace {

using web::Visit;

Wish wish_of(const web::Fields& form) {
  Wish out{.name = std::string(form.get("name")),
           .email = std::string(form.get("email")),
           .lang = letters::language_of(form.get("lang")),
           .team = std::string(form.get("team"))};
  for (auto const word : form.all("role"))
    if (auto const role = parse_role(word)) out.roles.push_back(*role);
  for (auto const id : form.all("organisation"))
    if (is_uuid(id)) out.organisations.push_back({std::string(id)});
  return out;
}

AccountId id_of(const Visit& visit) { return {visit.segments.at(0)}; }

web::Reply back_to(const Visit& visit, std::string_view done) {
  return web::see_other("/desk/accounts/" + visit.segments.at(0) + "?done=" + std::string(done));
}

}  // namespace

void AccountsPages::mount(web::Router& router) {
  WorkRoutes const add(router, *this);
  add("GET", "/desk/accounts", "people.accounts", "accounts.read", &AccountsPages::list);
  add("GET", "/desk/accounts/new", "people.invite", "accounts.invite", &AccountsPages::invite_page);
  add("POST", "/desk/accounts", "people.invite", "accounts.invite", &AccountsPages::invite);
  add("GET", "/desk/accounts/{id}", "people.one", "accounts.read", &AccountsPages::one);
  add("POST", "/desk/accounts/{id}", "people.change", "accounts.manage", &AccountsPages::change);
  add("POST", "/desk/accounts/{id}/invitation", "people.invite_again", "accounts.invite",
      &AccountsPages::invite_again);
  add("POST", "/desk/accounts/{id}/state", "people.state", "accounts.manage", &AccountsPages::state);
  add("POST", "/desk/accounts/{id}/second-factor", "people.remove_second", "accounts.manage",
      &AccountsPages::remove_second);
  add("POST", "/desk/accounts/{id}/sessions", "people.end_sessions", "accounts.manage",
      &AccountsPages::sessions);
}

views::Choices AccountsPages::organisations() const {
  return office_->options.organisations ? office_->options.organisations() : views::Choices{};
}

web::Reply AccountsPages::list(const Visit& visit) {
  return views::accounts(visit, office_->accounts.all(*visit.actor));
}

web::Reply AccountsPages::invite_page(const Visit& visit) {
  return views::invite(visit, {.organisations = organisations()});
}

web::Reply AccountsPages::invite(const Visit& visit) {
  auto const wish = wish_of(visit.form);
  auto const invited = office_->accounts.invite(*visit.actor, wish, office_->origin_for(visit), visit.now);
  if (invited) return web::see_other("/desk/accounts/" + invited->account.id.text + "?done=invited");
  if (invited.refused()) return {.status = 404};
  return views::invite(visit, {wish, invited.problems(), organisations()});
}

web::Reply AccountsPages::one_with(const Visit& visit, const Wish* wish, const Problems& problems) {
  auto account = office_->accounts.one(*visit.actor, id_of(visit));
  if (!account) return {.status = 404};
  views::Theirs out{.account = std::move(*account), .done = std::string(visit.query.get("done"))};
  out.sessions = office_->accounts.sessions(out.account.id);
  auto const& a = out.account;
  out.form = {{a.name, a.email, a.lang, a.team, a.roles, a.organisations}, problems, organisations()};
  if (wish != nullptr) out.form.wish = *wish;
  return views::one_account(visit, out);
}

web::Reply AccountsPages::one(const Visit& visit) {
  auto const id = id_of(visit);
  auto reply = one_with(visit, nullptr, {});
  if (reply.status == 200 && visit.actor->account != id)
    ledger::read_of(office_->door.db(), *visit.actor, "account", id.text, "accounts", visit.now);
  return reply;
}

web::Reply AccountsPages::change(const Visit& visit) {
  auto const wish = wish_of(visit.form);
  auto const changed = office_->accounts.change(*visit.actor, id_of(visit), wish, visit.now);
  if (changed) return back_to(visit, "changed");
  if (changed.refused()) return {.status = 404};
  return one_with(visit, &wish, changed.problems());
}

web::Reply AccountsPages::outcome(const Visit& visit, const Result<bool>& result, std::string_view done) {
  if (result) return back_to(visit, done);
  if (result.refused()) return {.status = 404};
  return one_with(visit, nullptr, result.problems());
}

web::Reply AccountsPages::invite_again(const Visit& visit) {
  auto const again =
      office_->accounts.invite_again(*visit.actor, id_of(visit), office_->origin_for(visit), visit.now);
  if (again) return back_to(visit, "invited");
  if (again.refused()) return {.status = 404};
  return one_with(visit, nullptr, again.problems());
}

web::Reply AccountsPages::state(const Visit& visit) {
  bool const active = visit.form.get("active") == "1";
  auto const result = office_->accounts.set_active(*visit.actor, id_of(visit), active, visit.now);
  return outcome(visit, result, active ? "opened" : "closed");
}

web::Reply AccountsPages::remove_second(const Visit& visit) {
  return outcome(visit, office_->accounts.remove_second(*visit.actor, id_of(visit), visit.now),
                 "second_removed");
}

web::Reply AccountsPages::sessions(const Visit& visit) {
  auto const result = office_->accounts.end_sessions(*visit.actor, id_of(visit), visit.form.get("session"),
                                                     visit.actor->session, visit.now);
  return outcome(visit, result, "session");
}

}  // namespace cote::people
