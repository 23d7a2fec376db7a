// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "people/accounts/access_page.h"
#include "people/accounts/account_views.h"
#include "people/frame.h"
#include "people/personal/pages.h"

namespace cote::people::views {
namespace {

using namespace cote::html;

Html row_of(const Text& t, const personal::Figures& f, Time now) {
  auto const name = f.kind->name;
  return tr(th(Attr("scope", "row"), t(fmt::format("personal.kind.{}", name))),
            td(t(fmt::format("personal.purpose.{}", name))), td(t("personal.days", {{"days", f.kind->days}})),
            td(cls("num"), f.held),
            td(f.next ? t("personal.in_days",
                          {{"days", std::max<std::int64_t>(0, (*f.next - now).count() / 86400)}})
                      : t("personal.nothing_due")),
            td(cls("num"), f.erased));
}

Html table_of(const Text& t, const std::vector<personal::Figures>& figures, Time now) {
  auto const head = [&](std::string_view key) { return th(Attr("scope", "col"), t(key)); };
  return div(
      cls("defile"), Attr("tabindex", "0"), Attr("role", "region"), aria_label(t("personal.title")),
      table(cls("queue detenu"), Html("<caption class=\"hors\">"), t("personal.title"), Html("</caption>"),
            thead(tr(head("personal.what"), head("personal.why"), head("personal.how_long"),
                     head("personal.held"), head("personal.next"), head("personal.erased"))),
            tbody(each(figures, [&](const personal::Figures& f) { return row_of(t, f, now); }))));
}

Html wrong(const Text& t, const Problems& problems, std::string_view field) {
  Html out;
  for (auto const& problem : problems)
    if (problem.field == field) out += p(cls("erreur"), id(fmt::format("e-{}", field)), t(problem.key));
  return out;
}

Html export_form(const web::Visit& visit, const Text& t, const PersonalView& view) {
  auto const who_wrong = wrong(t, view.problems, "who");
  auto const why_wrong = wrong(t, view.problems, "purpose");
  return section(
      Attr("aria-labelledby", "export"), h2(id("export"), t("personal.export")),
      p(t("personal.export_words")),
      form(cls("form"), Attr("method", "post"), action(Url::path("/desk/personal/export")), form_token(visit),
           div(cls(who_wrong.empty() ? "champ" : "champ faux"), label(Attr("for", "who"), t("personal.who")),
               who_wrong,
               select(id("who"), Attr("name", "who"),
                      each(view.people,
                           [&](const Account& account) {
                             return option(Attr("value", account.id.text),
                                           Attr("selected", account.id.text == view.who),
                                           account.name.empty() ? account.email : account.name);
                           }))),
           div(cls(why_wrong.empty() ? "champ" : "champ faux"),
               label(Attr("for", "purpose"), t("personal.purpose")),
               p(cls("aide"), id("h-purpose"), t("personal.purpose_help")), why_wrong,
               input(id("purpose"), Attr("name", "purpose"), Attr("type", "text"),
                     Attr("value", view.purpose), Attr("maxlength", "200"),
                     Attr("aria-describedby", why_wrong.empty() ? "h-purpose" : "e-purpose"),
                     why_wrong.empty() ? std::nullopt : std::optional(Attr("aria-invalid", "true")))),
           p(cls("actes"), button(cls("b fort"), t("personal.export_do")))));
}

Html term_of(const Text& t, const Account& account, Time now) {
  return personal::countdown(t, account.state == AccountState::invited ? "invitation" : "account",
                             account.last_sign_in.value_or(account.created), now);
}

}  // namespace

Html own_data(const Text& t) {
  return join(p(t("personal.own_words")),
              p(cls("actes"), a(cls("b"), href(Url::path("/account/data")), t("personal.own_do")),
                a(cls("b"), href(Url::path("/desk/access")), t("access.title"))));
}

Html kept_until(const web::Visit& visit, const Account& account) {
  auto const& t = Text::in(*visit.lang);
  bool const may = visit.actor && visit.actor->may(Compartment::personal, Action::erase);
  return join(
      term_of(t, account, visit.now), when(may, [&] {
        return p(a(cls("b"), href(Url::path(fmt::format("/desk/accounts/{}/erasure", account.id.text))),
                   t("personal.erase_do")));
      }));
}

web::Reply personal(const web::Visit& visit, const PersonalView& view) {
  auto const& t = Text::in(*visit.lang);
  auto const body = main_(id("contenu"), cls("w confiance"), h1(cls("titre"), t("personal.title")),
                          trust_tabs(visit, t, "personal"), p(cls("chapeau"), t("personal.words")),
                          table_of(t, view.figures, visit.now), p(cls("doux"), t("personal.backups")),
                          when(!view.people.empty(), [&] { return export_form(visit, t, view); }));
  return desk_page(visit, {.title = t("personal.title"), .menu = "ledger", .sheets = {"trust.css"}}, body,
                   view.problems.empty() ? 200 : 422);
}

web::Reply erasure(const web::Visit& visit, const Account& account, bool last_administrator) {
  auto const& t = Text::in(*visit.lang);
  auto const title = t("personal.erase_title", {{"name", account.name}});
  auto const back = Url::path("/desk/accounts/" + account.id.text);
  auto const body = main_(
      id("contenu"), cls("w confiance"), h1(cls("titre"), title),
      when(last_administrator,
           [&] { return div(cls("erreurs"), Attr("role", "alert"), p(t("personal.last_administrator"))); }),
      p(cls("chapeau"), t("personal.erase_words")), term_of(t, account, visit.now),
      form(Attr("method", "post"),
           action(Url::path(fmt::format("/desk/accounts/{}/erasure", account.id.text))), form_token(visit),
           p(cls("actes"), button(cls("b fort"), t("personal.erase_do")),
             a(cls("b"), href(back), t("personal.erase_not")))));
  return desk_page(visit, {.title = title, .menu = "accounts", .sheets = {"trust.css"}}, body,
                   last_administrator ? 409 : 200);
}

}  // namespace cote::people::views
