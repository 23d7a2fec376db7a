// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/accounts/account_views.h"

#include <algorithm>

#include <fmt/format.h>

#include "people/frame.h"
#include "people/personal/pages.h"
#include "people/sign_in/totp.h"
#include "people/sign_in/views.h"
#include "web/components/icon.h"
#include "web/components/markup.h"

namespace cote::people::views {
namespace {

using namespace cote::html;

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

}  // namespace

Html part(std::string_view anchor, std::string_view title_words, const Html& inner) {
  return section(cls("volet"), id(anchor), h2(title_words), inner);
}

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
  auto const body = main_(
      id("contenu"), cls("w"), h1(cls("titre"), t("account.title")), said(t, mine.done),
      mistakes(t, mine.problems, mine.asked == "profile" ? "" : mine.asked),
      div(cls("volets"), profile(visit, mine, t), second_part(visit, mine, t), password_part(visit, mine, t),
          address_part(visit, mine, t), sessions, part("held", t("personal.own"), own_data(t))));
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

}  // namespace cote::people::views
