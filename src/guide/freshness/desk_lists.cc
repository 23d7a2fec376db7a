// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/desk.h"
#include "guide/freshness/door.h"
#include "guide/say.h"
#include "kernel/text.h"
#include "people/frame.h"
#include "web/components/icon.h"
#include "web/components/markup.h"

namespace cote::guide::freshness::views {

using namespace cote::html;

namespace {

Html head_of(const Text& t, std::string_view view) {
  return join(nav(cls("file"), aria_label(t("desk.menu")),
                  a(href(Url::path("/desk/freshness")), t("freshness.desk.title"))),
              div(cls("titre"), h1(t("freshness.view." + std::string(view)))));
}

std::string label_of(const Text& t, std::string_view path) {
  // "phones/0/number" is called as in the form that the service filled in.
  auto const last = path.substr(path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1);
  auto const key = "freshness.field." + std::string(last == "number" ? "phone" : last);
  return t.has(key) ? t(key) : std::string(path);
}

Html answer_of(const web::Visit& visit, const Text& t, const Beside& beside) {
  auto const& answer = beside.answer;
  auto const column = [&](std::string_view key) { return th(Attr("scope", "col"), t(key)); };
  auto const at = parse_time(answer.at);
  auto const decide = [&](std::string_view decision, std::string_view key, std::string_view classes) {
    return form(Attr("method", "post"),
                action(Url::path("/desk/freshness/answers/" + std::to_string(answer.id) + "/decision")),
                people::form_token(visit),
                input(Attr("type", "hidden"), Attr("name", "decision"), Attr("value", decision)),
                button(cls(classes), t(key)));
  };
  return section(
      cls("volet air"), h2(answer.name),
      when(at.has_value(), [&] { return p(cls("doux"), say::date(t, today_of(*at), today_of(visit.now))); }),
      when(!beside.changes.empty(),
           [&] {
             return div(cls("defile"),
                        table(cls("queue"),
                              thead(tr(column("freshness.answers.field"), column("freshness.answers.now"),
                                       column("freshness.answers.wanted"))),
                              tbody(each(beside.changes, [&](const Difference& d) {
                                return tr(th(Attr("scope", "row"), label_of(t, d.path)), td(d.before),
                                          td(dir("auto"), b(d.after)));
                              }))));
           }),
      when(!answer.note.empty(),
           [&] { return div(h3(t("freshness.answers.note")), p(cls("lignes"), dir("auto"), answer.note)); }),
      when(!beside.wrong.empty(),
           [&] {
             return div(cls("erreurs"), Attr("role", "alert"), h3(t("freshness.answers.unfit")),
                        each(beside.wrong, [&](const Problem& problem) {
                          return p(b(label_of(t, problem.field)), ": ", t(problem.key));
                        }));
           }),
      div(cls("actes"),
          a(cls("b"), href(Url::path("/desk/services/" + answer.service.text)), t("freshness.answers.edit")),
          decide("publish", "freshness.answers.publish", "b fort"),
          decide("taken", "freshness.answers.take", "b"),
          decide("refused", "freshness.answers.refuse", "b")));
}

Html link_row(const web::Visit& visit, const Text& t, const BadLink& link) {
  auto const key = "freshness.link." + link.finding;
  auto const url = Url::external(link.url);
  bool const broken = link.state == LinkState::broken;
  auto const shown = url ? a(href(*url), Attr("rel", "noreferrer"), link.url) : span(link.url);
  auto const name = link.service.empty() ? join(link.name)
                                         : a(href(Url::path("/desk/services/" + link.service)), link.name);
  return tr(th(Attr("scope", "row"), name, small(shown)),
            td(span(cls(broken ? "etat ferme" : "etat presse"), web::icon(broken ? "s-ferme" : "s-bientot"),
                    span(t(broken ? "freshness.link.state.broken" : "freshness.link.state.doubtful"))),
               when(link.since.has_value(),
                    [&] {
                      return small(t("freshness.links.since",
                                     {{"day", say::date(t, *link.since, today_of(visit.now))}}));
                    })),
            td(t(key, {{"status", std::to_string(link.status)}})), td(t(key + ".todo")));
}

}  // namespace

Html answers(const web::Visit& visit, const std::vector<Beside>& answers, const std::string& done) {
  auto const& t = Text::in(*visit.lang);
  return main_(id("contenu"), cls("w"), head_of(t, "answers"),
               when(!done.empty(), [&] { return p(cls("fait"), Attr("role", "status"), done); }),
               p(answers.empty() ? t("freshness.answers.none")
                                 : t("freshness.answers.count", {{"count", answers.size()}})),
               each(answers, [&](const Beside& beside) { return answer_of(visit, t, beside); }));
}

Html links(const web::Visit& visit, const std::vector<BadLink>& links, bool checked) {
  auto const& t = Text::in(*visit.lang);
  auto const column = [&](std::string_view key) { return th(Attr("scope", "col"), t(key)); };
  Html list = p(t("freshness.links.none"));
  if (!links.empty())
    list = div(cls("defile"),
               table(cls("queue"), caption(t("freshness.links.count", {{"count", links.size()}})),
                     thead(tr(column("freshness.links.address"), column("freshness.column.state"),
                              column("freshness.links.finding"), column("freshness.links.todo"))),
                     tbody(each(links, [&](const BadLink& link) { return link_row(visit, t, link); }))));
  return main_(id("contenu"), cls("w"), head_of(t, "links"),
               when(!checked, [&] { return p(cls("avis"), t("freshness.links.off")); }), list);
}

}  // namespace cote::guide::freshness::views
