// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/accounts/access_page.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "kernel/csv.h"
#include "kernel/json.h"
#include "people/actor.h"
#include "people/frame.h"
#include "people/work_routes.h"

namespace cote::people {
namespace {

using namespace cote::html;

bool granted(Compartment compartment, Action action) {
  return std::ranges::any_of(
      grants(), [&](const Grant& g) { return g.compartment == compartment && g.action == action; });
}

Html cell(const Text& t, Role role, Compartment compartment, Action action, bool mine) {
  auto const how_far = scope(std::array{role}, compartment, action);
  auto const here = mine ? "moi-role" : "";
  if (how_far == Scope::none)
    return td(cls(here), span(cls("rien"), Attr("title", t("access.scope.none")), "–"));
  return td(cls(here), span(cls(fmt::format("portee {}", name(how_far))),
                            t(fmt::format("access.scope.{}", name(how_far)))));
}

Html compartment_rows(const web::Visit& visit, const Text& t, Compartment compartment) {
  Html rows;
  for (auto const action : actions()) {
    if (!granted(compartment, action)) continue;
    rows += tr(th(Attr("scope", "row"), t(fmt::format("access.action.{}", name(action)))),
               each(roles(), [&](Role role) {
                 return cell(t, role, compartment, action, visit.actor && visit.actor->is(role));
               }));
  }
  return tbody(tr(cls("groupe"), th(Attr("scope", "rowgroup"), Attr("colspan", std::to_string(kRoles + 1)),
                                    t(fmt::format("access.compartment.{}", name(compartment))))),
               rows);
}

web::Reply page(const web::Visit& visit) {
  auto const& t = Text::in(*visit.lang);
  auto const heads = each(roles(), [&](Role role) {
    bool const mine = visit.actor && visit.actor->is(role);
    return th(Attr("scope", "col"), cls(mine ? "moi-role" : ""), t(fmt::format("people.role.{}", name(role))),
              when(needs_second_factor(role), [&] { return small(t("access.second")); }),
              when(mine, [&] { return small(t("access.mine")); }));
  });
  auto const body = main_(
      id("contenu"), cls("w confiance"), h1(cls("titre"), t("access.title")), trust_tabs(visit, t, "access"),
      p(cls("chapeau"), t("access.words")),
      ul(cls("legende"), each(std::array{Scope::all, Scope::team, Scope::own},
                              [&](Scope s) {
                                return li(span(cls(fmt::format("portee {}", name(s))),
                                               t(fmt::format("access.scope.{}", name(s)))),
                                          Html(" "), t(fmt::format("access.scope_words.{}", name(s))));
                              })),
      div(cls("defile"), Attr("tabindex", "0"), Attr("role", "region"), aria_label(t("access.title")),
          table(cls("queue matrice"), Html("<caption class=\"hors\">"), t("access.title"), Html("</caption>"),
                thead(tr(th(Attr("scope", "col"), t("access.what")), heads)),
                each(compartments(), [&](Compartment c) { return compartment_rows(visit, t, c); }))),
      p(cls("actes"), a(cls("b"), href(Url::path("/desk/access/export?format=csv")), t("access.as_csv")),
        a(cls("b"), href(Url::path("/desk/access/export?format=json")), t("access.as_json"))));
  return desk_page(visit, {.title = t("access.title"), .sheets = {"trust.css"}}, body);
}

web::Reply file(const web::Visit& visit) {
  bool const as_json = visit.query.get("format") == "json";
  web::Reply reply{.content_type = as_json ? "application/json" : "text/csv; charset=utf-8",
                   .body = as_json ? access_json() : access_csv()};
  reply.headers.emplace_back("Content-Disposition",
                             fmt::format("attachment; filename=\"access.{}\"", as_json ? "json" : "csv"));
  return reply;
}

struct Tab {
  std::string_view name;
  std::string_view path;
  std::string_view key;
  std::string_view right;
};
constexpr std::array kTabs = {
    Tab{"ledger", "/desk/ledger", "ledger.title", "ledger.read"},
    Tab{"access", "/desk/access", "access.title", ""},
    Tab{"personal", "/desk/personal", "personal.title", "personal.read"},
};

}  // namespace

void AccessPages::mount(web::Router& router) const {
  WorkRoutes const add(router, this);
  add("GET", "/desk/access", "access", "", [](auto const*, const web::Visit& v) { return page(v); });
  add("GET", "/desk/access/export", "access.export", "",
      [](auto const*, const web::Visit& v) { return file(v); });
}

std::string access_csv() {
  std::string out = csv::line({"role", "compartment", "action", "scope"});
  for (auto const& g : grants())
    out += csv::line({std::string(name(g.role)), std::string(name(g.compartment)),
                      std::string(name(g.action)), std::string(name(g.scope))});
  return out;
}

std::string access_json() {
  json::array out;
  for (auto const& g : grants())
    out.push_back(json::object{{"role", name(g.role)},
                               {"compartment", name(g.compartment)},
                               {"action", name(g.action)},
                               {"scope", name(g.scope)}});
  return boost::json::serialize(json::object{{"grants", std::move(out)}});
}

Html trust_tabs(const web::Visit& visit, const Text& t, std::string_view current) {
  return nav(cls("onglets"), aria_label(t("ledger.tabs")), each(kTabs, [&](const Tab& tab) {
               auto const right = parse_right(tab.right);
               bool const opens =
                   !right || (visit.actor && visit.actor->may(right->compartment, right->action));
               if (!opens) return Html();
               return a(href(Url::path(tab.path)),
                        tab.name == current ? std::optional(Attr("aria-current", "page")) : std::nullopt,
                        t(tab.key));
             }));
}

}  // namespace cote::people
