// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/account_views.h"

#include <algorithm>

#include <fmt/format.h>

#include "people/frame.h"
#include "people/totp.h"
#include "people/views.h"
#include "web/components/icon.h"
#include "web/components/markup.h"

namespace cote::people::views {
namespace {

using namespace cote::html;

int status_of(const Problems& problems) {
  for (auto const& problem : problems)
    if (problem.key == "people.wait") return 429;
  return problems.empty() ? 200 : 422;
}

Html part(std::string_view anchor, std::string_view title_words, const Html& inner) {
  return section(cls("volet"), id(anchor), h2(title_words), inner);
}

Html password_field(const Text& t, const Problems& problems, std::string form_name = {}) {
  return field(t,
               {.name = "password",
                .label = t("account.password_now"),
                .type = "password",
                .complete = "current-password",
                .form = std::move(form_name)},
               problems);
}

Html profile(const web::Visit& visit, const Mine& mine, const Text& t) {
  return part(
      "profile", t("account.profile"),
      act(visit, "/account",
          join(
              field(
                  t,
                  {.name = "name", .label = t("people.name"), .value = mine.account.name, .complete = "name"},
                  mine.asked == "profile" ? mine.problems : Problems{}),
              language_choice(t, mine.account.lang)),
          t("account.save"), false));
}

Html address_part(const web::Visit& visit, const Mine& mine, const Text& t) {
  auto const wrong = mine.asked == "address" ? mine.problems : Problems{};
  return part("address", t("people.email"),
              join(p(t("account.address_now", {{"email", mine.account.email}})),
                   act(visit, "/account/address",
                       join(field(t,
                                  {.name = "email",
                                   .label = t("account.address_new"),
                                   .type = "email",
                                   .value = mine.address,
                                   .complete = "email",
                                   .help = t("account.address_help"),
                                   .form = "address"},
                                  wrong),
                            password_field(t, wrong, "address")),
                       t("people.send_link"), false)));
}

Html password_part(const web::Visit& visit, const Mine& mine, const Text& t) {
  auto const wrong = mine.asked == "password" ? mine.problems : Problems{};
  return part(
      "password", t("people.password"),
      act(visit, "/account/password",
          join(when(!mine.account.password.empty(), [&] { return password_field(t, wrong, "password"); }),
               field(t,
                     {.name = "fresh",
                      .label = t("people.new_password"),
                      .type = "password",
                      .complete = "new-password",
                      .help = t("people.new_password_help"),
                      .form = "password"},
                     wrong)),
          t("account.change_password"), false));
}

Html second_part(const web::Visit& visit, const Mine& mine, const Text& t) {
  auto const way = Url::path("/account/second-factor");
  if (!mine.account.has_second())
    return part("second", t("people.second"),
                join(p(t("account.second_none")), p(a(cls("b"), href(way), t("account.second_make")))));
  auto const wrong = mine.asked == "codes" ? mine.problems : Problems{};
  return part(
      "second", t("people.second"),
      join(p(t("account.second_there")), p(t("account.codes_left", {{"n", mine.codes}})),
           act(visit, "/account/recovery-codes",
               when(!mine.account.password.empty(), [&] { return password_field(t, wrong, "codes"); }),
               t("account.codes_new"), false),
           p(a(href(way), t("account.second_again")))));
}

/// Sessions with a button each; `base` is where ending one is posted.
Html session_list(const web::Visit& visit, const std::vector<SessionRow>& sessions, std::string_view current,
                  std::string_view base, const Text& t) {
  return ul(cls("sessions"), each(sessions, [&](const SessionRow& s) {
              bool const here = s.id == current;
              auto const browser = s.browser.empty() ? t("account.browser_unknown") : s.browser;
              return li(div(strong(browser),
                            when(here, [&] { return join(Html(" "), span(cls("doux"), t("account.here"))); }),
                            p(cls("doux"), t("account.since", {{"at", moment(t, s.created)}}), Html("<br>"),
                              t("account.seen", {{"at", moment(t, s.seen)}}))),
                        when(!here, [&] {
                          return form(Attr("method", "post"), action(Url::path(base)), form_token(visit),
                                      hidden("session", s.id), button(cls("b"), t("account.end")));
                        }));
            }));
}

Html said(const Text& t, std::string_view done) {
  if (done.empty()) return {};
  auto const key = "account.done." + std::string(done);
  if (!t.has(key)) return {};
  return p(cls("avis"), Attr("role", "status"), t(key));
}

}  // namespace

std::string moment(const Text& t, Time at) {
  auto const local = to_local(at);
  auto const day = std::chrono::floor<std::chrono::days>(local);
  std::chrono::year_month_day const date{day};
  auto const clock = iso(local).substr(11);
  return t("account.moment", {{"day", static_cast<unsigned>(date.day())},
                              {"month", t(fmt::format("web.month.{}", static_cast<unsigned>(date.month())))},
                              {"clock", clock}});
}

web::Reply account(const web::Visit& visit, const Mine& mine) {
  auto const& t = Text::in(*visit.lang);
  auto const sessions =
      part("sessions", t("account.sessions"),
           join(p(t("account.sessions_words")),
                session_list(visit, mine.sessions, mine.current, "/account/sessions", t),
                when(mine.sessions.size() > 1,
                     [&] { return act(visit, "/account/sessions", {}, t("account.end_others"), false); })));
  auto const body = main_(id("contenu"), cls("w"), h1(cls("titre"), t("account.title")), said(t, mine.done),
                          mistakes(t, mine.problems, mine.asked == "profile" ? "" : mine.asked),
                          div(cls("volets"), profile(visit, mine, t), second_part(visit, mine, t),
                              password_part(visit, mine, t), address_part(visit, mine, t), sessions));
  return desk_page(visit, {.title = t("account.title"), .sheets = {"people.css"}}, body,
                   status_of(mine.problems));
}

web::Reply enrol(const web::Visit& visit, const Enrolment& e) {
  auto const& t = Text::in(*visit.lang);
  std::string spaced;
  for (std::size_t i = 0; i < e.key.size(); ++i) {
    if (i > 0 && i % 4 == 0) spaced += ' ';
    spaced += e.key[i];
  }
  auto const fields = join(hidden("key", e.key), onward_fields({.then = e.then}),
                           when(e.again, [&] { return password_field(t, e.problems); }),
                           field(t,
                                 {.name = "code",
                                  .label = t("people.code"),
                                  .complete = "one-time-code",
                                  .help = t("people.enrol_code_help")},
                                 e.problems));
  auto const body = main_(
      id("contenu"), cls("w porte"), h1(cls("titre"), t("people.enrol")),
      p(cls("chapeau"), t(e.needed ? "people.enrol_needed" : "people.enrol_words")), mistakes(t, e.problems),
      ol(cls("etapes"), li(t("people.enrol_1")),
         li(t("people.enrol_2"), totp::qr(e.uri, t("people.enrol_qr")),
            details(summary(t("people.enrol_type")), p(cls("cle"), dir("ltr"), spaced))),
         li(t("people.enrol_3"), act(visit, "/account/second-factor", fields, t("people.go_on")))));
  return desk_page(visit, {.title = t("people.enrol"), .sheets = {"people.css"}}, body,
                   status_of(e.problems));
}

web::Reply recovery_codes(const web::Visit& visit, const std::vector<std::string>& codes,
                          std::string_view then) {
  auto const& t = Text::in(*visit.lang);
  auto const body =
      main_(id("contenu"), cls("w porte"), h1(cls("titre"), t("people.codes")),
            p(cls("chapeau"), t("people.codes_words")),
            ol(cls("codes"), dir("ltr"), each(codes, [](const std::string& code) { return li(code); })),
            p(t("people.codes_keep")),
            p(cls("actes"), a(cls("b fort"), href(Url::path(then)), t("people.codes_kept"))));
  return desk_page(visit, {.title = t("people.codes"), .sheets = {"people.css"}}, body);
}

// Everybody's accounts

namespace {

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
                div(cls("volets"), part("door", t("people.access"), acts), sessions)));
  return desk_page(visit, {.title = one.name, .menu = "accounts", .sheets = {"people.css"}}, body,
                   status_of(theirs.form.problems));
}

}  // namespace cote::people::views
