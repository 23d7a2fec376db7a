// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/sign_in/views.h"

#include <vector>

#include <fmt/format.h>

#include "people/frame.h"
#include "web/components/markup.h"

namespace cote::people::views {
namespace {

using namespace cote::html;

Html body_of(std::string_view title_words, const Html& inner) {
  return main_(id("contenu"), cls("w porte"), h1(cls("titre"), title_words), inner);
}

web::Reply page(const web::Visit& visit, std::string_view title_words, const Html& inner, int status = 200) {
  return desk_page(visit, {.title = std::string(title_words), .sheets = {"people.css"}},
                   body_of(title_words, inner), status);
}

Html new_password(const Text& t, const Problems& problems) {
  return field(t,
               {.name = "fresh",
                .label = t("people.new_password"),
                .type = "password",
                .complete = "new-password",
                .help = t("people.new_password_help")},
               problems);
}

}  // namespace

int status_of(const Problems& problems) {
  for (auto const& problem : problems)
    if (problem.key == "people.wait") return 429;
  return problems.empty() ? 200 : 422;
}

Html hidden(std::string_view name, std::string_view value) {
  return input(Attr("type", "hidden"), Attr("name", name), Attr("value", value));
}

Html onward_fields(const Onward& onward) {
  return join(when(!onward.then.empty(), [&] { return hidden("then", onward.then); }),
              when(!onward.kept.empty(), [&] { return hidden("kept", onward.kept); }));
}

std::string sentence(const Text& t, const Problem& problem) {
  // Every sentence of a mistake takes at most the argument "n".
  for (auto const& [name, value] : problem.args)
    if (name == "n") return t(problem.key, {{"n", std::stoll(value)}});
  return t(problem.key);
}

namespace {
std::string id_in(std::string_view form_name, std::string_view name) {
  return form_name.empty() ? std::string(name) : fmt::format("{}-{}", form_name, name);
}
}  // namespace

Html field(const Text& t, const Field& f, const Problems& problems) {
  auto const own = id_in(f.form, f.name);
  Html wrong;
  for (auto const& problem : problems)
    if (problem.field == f.name) wrong += p(cls("erreur"), id("e-" + own), sentence(t, problem));
  bool const bad = !wrong.empty();
  auto const described = bad ? "e-" + own : (f.help.empty() ? "" : "h-" + own);
  return div(
      cls(bad ? "champ faux" : "champ"), label(Attr("for", own), f.label),
      when(!f.help.empty(), [&] { return p(cls("aide"), id("h-" + own), f.help); }), wrong,
      input(id(own), Attr("name", f.name), Attr("type", f.type), Attr("value", f.value),
            f.complete.empty() ? std::nullopt : std::optional(Attr("autocomplete", f.complete)),
            described.empty() ? std::nullopt : std::optional(Attr("aria-describedby", described)),
            bad ? std::optional(Attr("aria-invalid", "true")) : std::nullopt, Attr("required", f.needed)));
}

Html mistakes(const Text& t, const Problems& problems, std::string_view form_name) {
  if (problems.empty()) return {};
  return div(cls("erreurs"), Attr("role", "alert"), h2(t("people.mistakes")),
             each(problems, [&](const Problem& problem) {
               auto const words = sentence(t, problem);
               return problem.field.empty() ? p(words)
                                            : a(href(Url::anchor(id_in(form_name, problem.field))), words);
             }));
}

Html language_choice(const Text& t, std::string_view chosen) {
  auto const one = [&](const Lang& l) {
    return label(input(Attr("type", "radio"), Attr("name", "lang"), Attr("value", l.tag),
                       Attr("checked", l.tag == chosen)),
                 span(html::lang(l.tag), dir(l.dir()), l.name));
  };
  return fieldset(cls("champ"), legend(t("people.language")), p(cls("aide"), t("people.language.hint")),
                  div(cls("choix"), each(languages(), one)));
}

Html act(const web::Visit& visit, std::string_view path, const Html& fields, std::string_view words,
         bool strong) {
  return form(cls("form"), Attr("method", "post"), action(Url::path(path)), form_token(visit), fields,
              div(cls("actes"), button(cls(strong ? "b fort" : "b"), words)));
}

web::Reply sign_in(const web::Visit& visit, const Onward& onward, std::string_view email,
                   const Problems& problems, bool was_out, const Provider& provider) {
  auto const& t = Text::in(*visit.lang);
  auto const out = onward.kept.empty() ? "people.out" : "people.out_kept";
  auto const fields = join(onward_fields(onward),
                           field(t,
                                 {.name = "email",
                                  .label = t("people.email"),
                                  .type = "email",
                                  .value = std::string(email),
                                  .complete = "username"},
                                 problems),
                           field(t,
                                 {.name = "password",
                                  .label = t("people.password"),
                                  .type = "password",
                                  .complete = "current-password"},
                                 problems));
  bool const english = visit.lang->tag == "en";
  auto const other = english ? Html("Français") : Html("English");
  auto const inner =
      join(when(was_out, [&] { return p(cls("avis"), t(out)); }), mistakes(t, problems),
           act(visit, "/sign-in", fields, t("people.sign_in")),
           when(!provider.label.empty(),
                [&] {
                  return form(cls("form"), Attr("method", "post"), action(Url::path("/sign-in/provider")),
                              onward_fields(onward), p(cls("doux"), t("people.or")),
                              button(cls("b"), t("people.sign_in_with", {{"who", provider.label}})));
                }),
           p(cls("suite"), a(href(Url::path("/forgotten")), t("people.forgotten")),
             a(href(Url::path(english ? "/sign-in?lang=fr" : "/sign-in?lang=en")),
               html::lang(english ? "fr" : "en"), other)));
  int const status = problems.empty() && was_out ? 403 : status_of(problems);
  return page(visit, t("people.sign_in"), inner, status);
}

web::Reply second(const web::Visit& visit, const Onward& onward, const Problems& problems) {
  auto const& t = Text::in(*visit.lang);
  auto const code = field(
      t,
      {.name = "code", .label = t("people.code"), .complete = "one-time-code", .help = t("people.code_help")},
      problems);
  return page(visit, t("people.second"),
              join(mistakes(t, problems),
                   act(visit, "/sign-in/code", join(onward_fields(onward), code), t("people.go_on"))),
              status_of(problems));
}

web::Reply setup(const web::Visit& visit, const web::Fields& given, const Problems& problems) {
  auto const& t = Text::in(*visit.lang);
  auto const word = [&](std::string_view name) { return std::string(given.get(name)); };
  auto const fields = join(
      field(t,
            {.name = "code",
             .label = t("people.setup_code"),
             .value = word("code"),
             .complete = "off",
             .help = t("people.setup_code_help")},
            problems),
      field(t, {.name = "name", .label = t("people.name"), .value = word("name"), .complete = "name"},
            problems),
      field(t,
            {.name = "email",
             .label = t("people.email"),
             .type = "email",
             .value = word("email"),
             .complete = "email"},
            problems),
      new_password(t, problems), language_choice(t, given.has("lang") ? given.get("lang") : visit.lang->tag));
  return page(visit, t("people.setup"),
              join(p(cls("chapeau"), t("people.setup_words")), mistakes(t, problems),
                   act(visit, "/setup", fields, t("people.setup_go"))),
              status_of(problems));
}

web::Reply forgotten(const web::Visit& visit, std::string_view email) {
  auto const& t = Text::in(*visit.lang);
  auto const address = field(t,
                             {.name = "email",
                              .label = t("people.email"),
                              .type = "email",
                              .value = std::string(email),
                              .complete = "username"},
                             {});
  return page(visit, t("people.forgotten"),
              join(p(t("people.forgotten_words")), act(visit, "/forgotten", address, t("people.send_link")),
                   p(a(href(Url::path("/sign-in")), t("people.sign_in")))));
}

web::Reply choose_password(const web::Visit& visit, std::string_view path, std::string_view name,
                           std::string_view email, bool invited, const Problems& problems) {
  auto const& t = Text::in(*visit.lang);
  // Password managers file the new password under this address.
  auto const who = div(cls("champ"), label(Attr("for", "who"), t("people.email")),
                       input(id("who"), Attr("type", "email"), Attr("autocomplete", "username"),
                             Attr("value", email), Attr("readonly", true)));
  auto const title_words = invited ? t("people.welcome", {{"name", name}}) : t("people.new_password");
  return page(
      visit, title_words,
      join(when(invited, [&] { return p(cls("chapeau"), t("people.welcome_words")); }), mistakes(t, problems),
           act(visit, path, join(who, new_password(t, problems)), t("people.go_on"))),
      status_of(problems));
}

web::Reply send_again(const web::Visit& visit, const Onward& onward) {
  auto const& t = Text::in(*visit.lang);
  auto const kept = web::Fields::parse(onward.kept);
  auto const fields = each(kept.pairs(), [](const auto& pair) { return hidden(pair.first, pair.second); });
  return page(visit, t("people.again"),
              join(p(t("people.again_words")), act(visit, onward.then, fields, t("people.again_send"))));
}

web::Reply leaving(const web::Visit& visit, const std::string& address, const Provider& provider) {
  auto const& t = Text::in(*visit.lang);
  auto const words = t("people.sign_in_with", {{"who", provider.label}});
  auto const to = Url::external(address);
  auto reply = page(visit, words, to ? p(cls("actes"), a(cls("b fort"), href(*to), words)) : Html());
  if (to) reply.headers.emplace_back("Refresh", "0; url=" + to->str());
  return reply;
}

web::Reply notice(const web::Visit& visit, const Notice& n) {
  return page(
      visit, n.title,
      join(p(cls("chapeau"), n.words),
           when(!n.way.empty(),
                [&] { return p(cls("actes"), a(cls("b fort"), href(Url::path(n.way)), n.way_words)); })),
      n.status);
}

web::Reply confirm(const web::Visit& visit, std::string_view title_words, std::string_view words,
                   std::string_view path, std::string_view button_words) {
  return page(visit, title_words, join(p(cls("chapeau"), words), act(visit, path, {}, button_words)));
}

web::Reply dead_link(const web::Visit& visit, std::string_view state) {
  auto const& t = Text::in(*visit.lang);
  auto const key = "people.link." + std::string(state);
  return notice(visit, {.title = t(key),
                        .words = t(key + "_words"),
                        .way = state == "used" ? "/sign-in" : "/forgotten",
                        .way_words = t(state == "used" ? "people.sign_in" : "people.send_link"),
                        .status = state == "unknown" ? 404 : 410});
}

}  // namespace cote::people::views
