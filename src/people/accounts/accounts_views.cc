// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "people/accounts/account_views.h"
#include "people/frame.h"
#include "people/personal/pages.h"
#include "people/sign_in/views.h"
#include "web/components/icon.h"
#include "web/components/markup.h"

namespace cote::people::views {
namespace {

using namespace cote::html;

Html role_words(const Text& t, const std::vector<Role>& all) {
  std::string out;
  for (auto const role : all) {
    if (!out.empty()) out += ", ";
    out += t("people.role." + std::string(name(role)));
  }
  return join(out);
}

Html state_mark(const Text& t, const Account& account) {
  switch (account.state) {
    case AccountState::active:
      return p(cls("etat calme"), web::icon("s-ouvert"), span(t("people.state.active")));
    case AccountState::invited:
      return p(cls("etat presse"), web::icon("s-bientot"), span(t("people.state.invited")));
    case AccountState::disabled:
      break;
  }
  return p(cls("etat ferme"), web::icon("s-ferme"), span(t("people.state.disabled")));
}

std::string path_of(const Account& account, std::string_view more = {}) {
  return fmt::format("/desk/accounts/{}{}", account.id.text, more);
}

Html role_choice(const Text& t, const Form& form_of) {
  Html wrong;
  for (auto const& problem : form_of.problems)
    if (problem.field == "roles") wrong += p(cls("erreur"), sentence(t, problem));
  bool const bad = !wrong.empty();
  return fieldset(
      cls(bad ? "champ faux" : "champ"), id("roles"), legend(t("people.roles")), wrong,
      div(cls("choix"), each(roles(), [&](Role role) {
            bool const held = std::ranges::find(form_of.wish.roles, role) != form_of.wish.roles.end();
            auto const word = std::string(name(role));
            return label(input(Attr("type", "checkbox"), Attr("name", "role"), Attr("value", word),
                               Attr("checked", held)),
                         span(t("people.role." + word), small(t("people.role." + word + "_words"))));
          })));
}

/// One list for each organisation held, and one more to add another.
Html organisation_choice(const Text& t, const Form& form_of) {
  Html wrong;
  for (auto const& problem : form_of.problems)
    if (problem.field == "organisation") wrong += p(cls("erreur"), sentence(t, problem));
  auto held = form_of.wish.organisations;
  held.emplace_back();
  int n = 0;
  auto const lists = each(held, [&](const OrganisationId& chosen) {
    auto const name_of = n++ == 0 ? std::string("organisation") : fmt::format("organisation{}", n);
    return select(id(name_of), Attr("name", "organisation"), aria_label(t("people.organisation")),
                  option(Attr("value", ""), t("people.organisation_none")),
                  each(form_of.organisations, [&](const auto& choice) {
                    return option(Attr("value", choice.first), Attr("selected", choice.first == chosen.text),
                                  choice.second);
                  }));
  });
  return div(cls(wrong.empty() ? "champ" : "champ faux"),
             label(Attr("for", "organisation"), t("people.organisation")),
             p(cls("aide"), t("people.organisation_help")), wrong, lists);
}

Html wish_fields(const Text& t, const Form& f, bool with_address) {
  return join(field(t, {.name = "name", .label = t("people.name"), .value = f.wish.name, .complete = "off"},
                    f.problems),
              when(with_address,
                   [&] {
                     return field(t,
                                  {.name = "email",
                                   .label = t("people.email"),
                                   .type = "email",
                                   .value = f.wish.email,
                                   .complete = "off"},
                                  f.problems);
                   }),
              role_choice(t, f), organisation_choice(t, f),
              field(t,
                    {.name = "team",
                     .label = t("people.team"),
                     .value = f.wish.team,
                     .complete = "off",
                     .help = t("people.team_help"),
                     .needed = false},
                    f.problems),
              language_choice(t, f.wish.lang));
}

}  // namespace

web::Reply accounts(const web::Visit& visit, const std::vector<Account>& all) {
  auto const& t = Text::in(*visit.lang);
  auto const head_row = tr(each(std::vector<std::string>{"people.name", "people.roles", "people.state",
                                                         "people.second", "people.last_sign_in"},
                                [&](const std::string& key) { return th(Attr("scope", "col"), t(key)); }));
  auto const row = [&](const Account& one) {
    return tr(th(Attr("scope", "row"), a(href(Url::path(path_of(one))), one.name),
                 when(one.demo, [&] { return join(Html(" "), small(t("people.demo"))); }), Html("<br>"),
                 small(one.email)),
              td(role_words(t, one.roles)), td(state_mark(t, one)),
              td(t(one.has_second()     ? "people.yes"
                   : one.needs_second() ? "people.not_yet"
                                        : "people.no")),
              td(one.last_sign_in ? moment(t, *one.last_sign_in) : t("people.never")));
  };
  auto const body =
      main_(id("contenu"), cls("w"),
            div(cls("titre entete"), h1(t("people.accounts")),
                a(cls("b fort"), href(Url::path("/desk/accounts/new")), t("people.invite"))),
            div(cls("large"), table(cls("queue"), caption(t("people.accounts_n", {{"n", all.size()}})),
                                    thead(head_row), tbody(each(all, row)))));
  return desk_page(visit, {.title = t("people.accounts"), .menu = "accounts", .sheets = {"people.css"}},
                   body);
}

web::Reply invite(const web::Visit& visit, const Form& f) {
  auto const& t = Text::in(*visit.lang);
  auto const body = main_(id("contenu"), cls("w porte"), h1(cls("titre"), t("people.invite")),
                          p(cls("chapeau"), t("people.invite_words")), mistakes(t, f.problems),
                          act(visit, "/desk/accounts", wish_fields(t, f, true), t("people.invite_send")));
  return desk_page(visit, {.title = t("people.invite"), .menu = "accounts", .sheets = {"people.css"}}, body,
                   status_of(f.problems));
}

web::Reply one_account(const web::Visit& visit, const Theirs& theirs) {
  auto const& t = Text::in(*visit.lang);
  auto const& one = theirs.account;
  auto const acts = join(
      when(one.state == AccountState::invited,
           [&] { return act(visit, path_of(one, "/invitation"), {}, t("people.invite_again"), false); }),
      when(one.has_second(),
           [&] {
             return join(p(t("people.second_remove_words")),
                         act(visit, path_of(one, "/second-factor"), {}, t("people.second_remove"), false));
           }),
      one.state == AccountState::disabled
          ? act(visit, path_of(one, "/state"), hidden("active", "1"), t("people.open_account"), false)
          : join(p(t("people.close_account_words")), act(visit, path_of(one, "/state"), hidden("active", "0"),
                                                         t("people.close_account"), false)));
  auto const sessions = when(!theirs.sessions.empty(), [&] {
    return part("sessions", t("account.sessions"),
                join(session_list(visit, theirs.sessions, visit.actor ? visit.actor->session : "",
                                  path_of(one, "/sessions"), t),
                     act(visit, path_of(one, "/sessions"), {}, t("people.end_all"), false)));
  });
  auto const body =
      main_(id("contenu"), cls("w"),
            div(cls("titre"),
                h1(one.name, when(one.demo, [&] { return join(Html(" "), small(t("people.demo"))); })),
                p(a(href(Url::mailto(one.email)), one.email)), state_mark(t, one)),
            said(t, theirs.done), mistakes(t, theirs.form.problems),
            div(cls("volets"),
                part("rights", t("people.rights"),
                     act(visit, path_of(one), wish_fields(t, theirs.form, false), t("account.save"))),
                div(cls("volets"), part("door", t("people.access"), acts), sessions,
                    part("held", t("personal.how_long"), kept_until(visit, one)))));
  return desk_page(visit, {.title = one.name, .menu = "accounts", .sheets = {"people.css"}}, body,
                   status_of(theirs.form.problems));
}

}  // namespace cote::people::views
