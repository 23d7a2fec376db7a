// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/views.h"

#include <vector>

#include "people/frame.h"

namespace cote::people::views {
namespace {

using namespace cote::html;

Html hidden(std::string_view name, std::string_view value) {
  return input(Attr("type", "hidden"), Attr("name", name), Attr("value", value));
}

}  // namespace

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

Html field(const Text& t, const Field& f, const Problems& problems) {
  Html wrong;
  for (auto const& problem : problems)
    if (problem.field == f.name) wrong += p(cls("erreur"), id("e-" + f.name), sentence(t, problem));
  bool const bad = !wrong.empty();
  auto const described = bad ? "e-" + f.name : (f.help.empty() ? "" : "h-" + f.name);
  return div(
      cls(bad ? "champ faux" : "champ"), label(Attr("for", f.name), f.label),
      when(!f.help.empty(), [&] { return p(cls("aide"), id("h-" + f.name), f.help); }), wrong,
      input(id(f.name), Attr("name", f.name), Attr("type", f.type), Attr("value", f.value),
            f.complete.empty() ? std::nullopt : std::optional(Attr("autocomplete", f.complete)),
            described.empty() ? std::nullopt : std::optional(Attr("aria-describedby", described)),
            bad ? std::optional(Attr("aria-invalid", "true")) : std::nullopt, Attr("required", f.needed)));
}

Html mistakes(const Text& t, const Problems& problems) {
  if (problems.empty()) return {};
  return div(cls("erreurs"), Attr("role", "alert"), h2(t("people.mistakes")),
             each(problems, [&](const Problem& problem) {
               auto const words = sentence(t, problem);
               return problem.field.empty() ? p(words) : a(href(Url::anchor(problem.field)), words);
             }));
}

web::Reply sign_in(const web::Visit& visit, const Onward& onward, std::string_view email,
                   const Problems& problems, bool was_out) {
  auto const& t = Text::in(*visit.lang);
  auto const body =
      main_(id("contenu"), cls("w porte"), h1(cls("titre"), t("people.sign_in")), mistakes(t, problems),
            when(was_out,
                 [&] { return p(cls("avis"), t(onward.kept.empty() ? "people.out" : "people.out_kept")); }),
            form(cls("form"), Attr("method", "post"), action(Url::path("/sign-in")), onward_fields(onward),
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
                       problems),
                 div(cls("actes"), button(cls("b fort"), t("people.sign_in")))),
            p(a(href(Url::path("/forgotten")), t("people.forgotten"))));
  int const status = problems.empty() ? (onward.kept.empty() ? 200 : 403) : 422;
  return desk_page(visit, {.title = t("people.sign_in")}, body, status);
}

web::Reply send_again(const web::Visit& visit, const Onward& onward) {
  auto const& t = Text::in(*visit.lang);
  auto const kept = web::Fields::parse(onward.kept);
  auto const body =
      main_(id("contenu"), cls("w porte"), h1(cls("titre"), t("people.again")), p(t("people.again_words")),
            form(cls("form"), Attr("method", "post"), action(Url::path(onward.then)), form_token(visit),
                 each(kept.pairs(), [](const auto& pair) { return hidden(pair.first, pair.second); }),
                 div(cls("actes"), button(cls("b fort"), t("people.again_send")))));
  return desk_page(visit, {.title = t("people.again")}, body);
}

web::Reply notice(const web::Visit& visit, const Notice& n) {
  auto const body =
      main_(id("contenu"), cls("w porte"), h1(cls("titre"), n.title), p(n.words), when(!n.way.empty(), [&] {
              return p(cls("actes"), a(cls("b fort"), href(Url::path(n.way)), n.way_words));
            }));
  return desk_page(visit, {.title = n.title}, body, n.status);
}

}  // namespace cote::people::views
