// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/confirm.h"
#include "guide/freshness/door.h"
#include "guide/say.h"
#include "guide/views/parts.h"
#include "kernel/text.h"
#include "web/components/icon.h"
#include "web/layout.h"

namespace cote::guide::freshness::views {

using namespace cote::html;

namespace {

Html head_of(const Text& t, std::string_view title_key, const std::string& lead) {
  return div(cls("titre"), h1(t(title_key)), p(cls("tres"), lead));
}

std::string_view problem_of(const Problems& wrong, std::string_view field) {
  for (auto const& problem : wrong)
    if (problem.field == field) return problem.key;
  return {};
}

/// One field: its name, what to do when it is wrong, and what it says, in the service's own words.
Html field(const Text& t, const Fact& fact, const web::Fields* typed, std::string_view wrong) {
  auto const value = typed != nullptr ? std::string(typed->get(fact.path)) : fact.value;
  auto const was = typed != nullptr ? std::string(typed->get("was:" + fact.path)) : fact.value;
  auto const box =
      fact.longer ? textarea(id(fact.path), Attr("name", fact.path), Attr("rows", "4"), dir("auto"), value)
                  : input(id(fact.path), Attr("type", "text"), Attr("name", fact.path), dir("auto"),
                          Attr("value", value));
  bool const hours = fact.path.ends_with("/hours");
  return div(
      cls(wrong.empty() ? "champ" : "champ faux"), label(Attr("for", fact.path), t(fact.label)),
      when(hours, [&] { return p(cls("aide"), t("freshness.field.hours_help")); }),
      when(!wrong.empty(), [&] { return p(cls("erreur"), web::icon("warning-circle"), span(t(wrong))); }),
      box, input(Attr("type", "hidden"), Attr("name", "was:" + fact.path), Attr("value", was)));
}

Html errors(const Text& t, const Problems& wrong) {
  if (wrong.empty()) return {};
  return div(cls("erreurs"), Attr("role", "alert"), h2(t("freshness.problem.title")),
             div(each(wrong, [&](const Problem& problem) {
               return a(href(Url::anchor(problem.field)), t(problem.key));
             })));
}

Html note(const Text& t, const web::Fields* typed, std::string_view wrong) {
  auto const value = typed != nullptr ? std::string(typed->get("note")) : std::string();
  bool const gone = typed != nullptr && typed->has("gone");
  return join(
      div(cls(wrong.empty() ? "champ" : "champ faux"), label(Attr("for", "note"), t("freshness.field.note")),
          when(!wrong.empty(), [&] { return p(cls("erreur"), web::icon("warning-circle"), span(t(wrong))); }),
          textarea(id("note"), Attr("name", "note"), Attr("rows", "4"), dir("auto"), value)),
      div(cls("choix"), label(input(Attr("type", "checkbox"), Attr("name", "gone"), Attr("checked", gone)),
                              span(t("freshness.field.gone")))));
}

}  // namespace

Html ask(const web::Visit& visit, const Asking& asking) {
  auto const& t = Text::in(*visit.lang);
  auto const here = "/confirm/" + asking.token;
  auto const known = each(asking.facts, [&](const Fact& fact) {
    return when(!fact.value.empty(),
                [&] { return div(dt(t(fact.label)), dd(lang("fr"), dir("auto"), fact.value)); });
  });
  auto const day = say::date(t, asking.last_day, today_of(visit.now));
  return main_(
      id("contenu"), cls("w confirmer"),
      head_of(t, "freshness.confirm.ask", t("freshness.confirm.lead", {{"service", asking.service}})),
      dl(cls("dit"), known),
      div(cls("actes air"),
          form(Attr("method", "post"), action(web::here(visit, here)),
               button(cls("b fort"), Attr("name", "answer"), Attr("value", "right"), web::icon("s-ouvert"),
                      t("freshness.confirm.all_right"))),
          a(cls("b"), href(web::here(visit, here + "/correction")), web::icon("b-pencil-simple"),
            t("freshness.confirm.change"))),
      p(cls("doux air"), t("freshness.confirm.until", {{"day", day}})));
}

Html correction(const web::Visit& visit, const Asking& asking, const web::Fields* typed,
                const Problems& wrong) {
  auto const& t = Text::in(*visit.lang);
  auto const here = "/confirm/" + asking.token;
  return main_(
      id("contenu"), cls("w confirmer"),
      nav(cls("file"), aria_label(t("guide.you_are_here")), a(href(web::here(visit, here)), asking.service)),
      head_of(t, "freshness.form.title", t("freshness.form.lead")), errors(t, wrong),
      form(cls("form air"), Attr("method", "post"), action(web::here(visit, here + "/correction")),
           each(asking.facts,
                [&](const Fact& fact) { return field(t, fact, typed, problem_of(wrong, fact.path)); }),
           note(t, typed, problem_of(wrong, "note")), p(button(cls("b fort"), t("freshness.form.send")))));
}

Html said(const web::Visit& visit, std::string_view title, std::string_view text, bool with_centre) {
  auto const& t = Text::in(*visit.lang);
  return main_(id("contenu"), cls("w confirmer"), div(cls("titre"), h1(title), p(cls("tres"), text)),
               when(with_centre,
                    [&] {
                      return p(cls("actes"),
                               a(cls("b fort"), href(Url::tel(web::kCentre.phone)), web::icon("f-phone"),
                                 span(span(cls("hors"), t("guide.call_centre"), " "),
                                      guide::views::number(web::kCentre.phone))),
                               a(cls("b"), href(Url::mailto(web::kCentre.email)),
                                 web::icon("f-envelope-simple"), bdi(dir("ltr"), web::kCentre.email)));
                    }),
               p(cls("air"), a(href(web::here(visit, "/")), t("freshness.home"))));
}

}  // namespace cote::guide::freshness::views
