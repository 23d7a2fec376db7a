// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <memory>

#include "kernel/html.h"
#include "kernel/lang.h"
#include "people/sign_in/pages.h"
#include "people/sign_in/secret.h"
#include "people/sign_in/views.h"

namespace cote::people {
namespace {

bool writes(const web::Request& request) { return request.method != "GET" && request.method != "HEAD"; }

/// The form without what belonged to the old session.
std::string words_of(const web::Fields& form) {
  web::Fields kept;
  for (auto const& [name, value] : form.pairs())
    if (name != "csrf") kept.add(name, value);
  return kept.encode();
}

/// A form carries its token in "csrf"; an upload, whose body nobody has read yet, in the address.
std::string_view token_of(const web::Visit& visit) {
  return visit.form.has("csrf") ? visit.form.get("csrf") : visit.query.get("csrf");
}

web::Reply towards(std::string_view page, std::string_view target) {
  return web::see_other(std::string(page) + "?then=" + url_encode(target));
}

/// Pages that somebody who must first make a second factor can open.
bool is_enrolment(const web::Route& route) {
  return route.name.starts_with("people.second") || route.name == "people.sign_out";
}

web::Reply forbidden(const web::Visit& visit) {
  auto const& t = Text::in(*visit.lang);
  return views::notice(visit, {.title = t("people.forbidden"),
                               .words = t("people.forbidden_words"),
                               .way = "/desk",
                               .way_words = t("people.to_desk"),
                               .status = 403});
}

bool may(const Actor& actor, const web::Route& route) {
  if (route.right.empty()) return true;
  auto const right = parse_right(route.right);
  return right && actor.may(right->compartment, right->action);
}

}  // namespace

std::string local_path(std::string_view wanted) {
  bool const plain = std::ranges::all_of(
      wanted, [](char c) { return c > ' ' && c != '\\' && static_cast<unsigned char>(c) < 0x7F; });
  bool const local = wanted.size() > 0 && wanted[0] == '/' && (wanted.size() == 1 || wanted[1] != '/');
  return std::string(plain && local && wanted.size() <= 2000 ? wanted : "/desk");
}

web::Visit in_work_language(web::Visit visit) {
  auto const chosen = visit.query.get("lang");
  bool const english = chosen.empty() ? visit.lang->tag == "en" : chosen == "en";
  visit.lang = find_language(english ? "en" : "fr");
  return visit;
}

std::optional<web::Reply> DoorPages::guard(const web::Route& route, web::Visit& visit) {
  auto const target = local_path(visit.request.target);
  auto const present = office_->who(visit);
  if (!present || present->half()) {
    if (writes(visit.request))
      return views::sign_in(in_work_language(visit), {target, words_of(visit.form)}, "", {}, true,
                            office_->provider);
    return towards(present ? "/sign-in/code" : "/sign-in", target);
  }
  visit.lang = find_language(work_language(present->account.lang));
  auto actor = present->actor();
  if (present->must_enrol()) {
    actor.roles.clear();
    if (!is_enrolment(route))
      return towards("/account/second-factor", writes(visit.request) ? "/desk" : target);
  }
  visit.actor = std::make_shared<const Actor>(std::move(actor));
  if (!may(*visit.actor, route)) return forbidden(visit);
  if (writes(visit.request) && !secret::same(token_of(visit), visit.actor->form_token))
    return views::send_again(visit, {target, words_of(visit.form)});
  return std::nullopt;
}

}  // namespace cote::people
