// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/corrections/desk_views.h"

#include <algorithm>

#include "guide/corrections/fields.h"
#include "guide/corrections/rules.h"
#include "guide/rules.h"
#include "guide/say.h"
#include "people/frame.h"
#include "web/components/icon.h"
#include "web/components/markup.h"

namespace cote::guide::corrections::desk_views {

using namespace cote::html;

namespace {

std::string day(const web::Visit& visit, Time at) {
  auto const date = [](Time t) {
    return Date(std::chrono::local_days(std::chrono::floor<std::chrono::days>(to_local(t))));
  };
  return say::date(Text::in(*visit.lang), date(at), date(visit.now));
}

std::string address(const Correction& c) { return "/desk/corrections/" + c.id.text; }

Html tabs(const Text& t, bool decided, std::size_t count) {
  auto const here = [](bool yes) { return yes ? std::optional(Attr("aria-current", "page")) : std::nullopt; };
  return nav(cls("onglets"), aria_label(t("report.desk.title")),
             a(href(Url::path("/desk/corrections")), here(!decided),
               decided ? t("report.desk.state.waiting") : t("report.desk.open", {{"count", count}})),
             a(href(Url::path("/desk/corrections?decided=1")), here(decided), t("report.desk.decided")));
}

Html row(const web::Visit& visit, const Snapshot& from, const Correction& c) {
  auto const& t = Text::in(*visit.lang);
  auto const* service = from.service(c.service.text);
  auto const name =
      service ? std::string(guide::rules::text(service->name, visit.lang->tag)) : c.service.text;
  return tr(th(Attr("scope", "row"), a(href(Url::path(address(c))), name)), td(field_label(t, c.path)),
            td(day(visit, c.created)),
            td(t("report.desk.state." + std::string(rules::name(c.state))),
               when(c.slow, [&] { return join(" ", small(t("report.desk.slow"))); })));
}

}  // namespace

Html queue(const web::Visit& visit, const Snapshot& from, const std::vector<Correction>& list, bool decided) {
  auto const& t = Text::in(*visit.lang);
  auto const column = [&](std::string_view key) { return th(Attr("scope", "col"), t(key)); };
  auto const rows = each(list, [&](const Correction& c) { return row(visit, from, c); });
  return main_(
      id("contenu"), cls("w"), div(cls("titre"), h1(t("report.desk.title")), p(t("report.desk.lead"))),
      tabs(t, decided, list.size()),
      list.empty() ? p(cls("air"), t("report.desk.none"))
                   : table(cls("queue"),
                           thead(tr(column("report.desk.column.service"), column("report.desk.column.field"),
                                    column("report.desk.column.sent"), column("report.desk.column.state"))),
                           tbody(rows)));
}

namespace {

Html mistakes(const Text& t, const Problems& problems, std::string_view field) {
  return each(problems, [&](const Problem& one) {
    if (one.field != field) return Html();
    std::vector<Arg> args;
    auto const words =
        one.args.empty() ? t(one.key) : t(one.key, {{one.args.front().first, one.args.front().second}});
    return p(cls("erreur"), id("e-" + one.field), web::icon("warning-circle"), words);
  });
}

Html words_of(const Text& t, const Message& m) {
  auto const ready = m.ready.empty() || !t.has(m.ready) ? Html() : p(strong(t(m.ready)));
  return join(ready, when(!m.body.empty(), [&] { return p(lang(m.lang), dir("auto"), m.body); }));
}

Html thread(const web::Visit& visit, const Correction& c) {
  auto const& t = Text::in(*visit.lang);
  if (c.messages.empty()) return {};
  return section(h2(t("report.desk.thread")),
                 ul(cls("suivi"), each(c.messages, [&](const Message& m) {
                      return li(
                          p(cls("doux petit"), t(m.by_desk ? "report.centre_wrote" : "report.you_wrote"), " ",
                            day(visit, m.at)),
                          words_of(t, m));
                    })));
}

Html facts(const web::Visit& visit, const Door::Case& of) {
  auto const& t = Text::in(*visit.lang);
  auto const& c = of.correction;
  auto const now = value_of(of.record, c.path);
  auto const line = [&](std::string_view key, const Html& value) { return div(dt(t(key)), dd(value)); };
  auto const proposed = c.proposed.empty() ? join(t("report.desk.proposed.nothing"))
                                           : span(lang(c.lang), dir("auto"), c.proposed);
  return join(
      dl(cls("dit"), line("report.desk.before", join(c.before.empty() ? "—" : c.before)),
         line("report.desk.proposed", proposed), line("report.desk.now", join(now.empty() ? "—" : now))),
      when(now != c.before && !c.erased && c.path != "other",
           [&] { return p(cls("presse"), t("report.desk.changed")); }),
      p(cls("doux"), t("report.desk.lang", {{"language", say::language(t, c.lang)}}),
        when(c.slow, [&] { return join(", ", t("report.desk.slow")); })));
}

Html choices(const Text& t, const Correction& c, const Attempt& attempt, bool hidden) {
  struct Choice {
    std::string_view value;
    std::string_view key;
    bool chosen;
  };
  auto const& d = attempt.decision;
  bool const free = c.path != "other" && !hidden;
  bool const accept = d.verdict == Verdict::accept;
  std::vector<Choice> list;
  if (free) list.push_back({"accept", "report.desk.accept", accept && !d.by_hand});
  list.push_back({"by_hand", "report.desk.by_hand", accept && (d.by_hand || !free)});
  list.push_back({"refuse", "report.desk.refuse", d.verdict == Verdict::refuse});
  list.push_back({"ask", "report.desk.ask", d.verdict == Verdict::ask});
  return fieldset(cls("champ"), legend(t("report.desk.decide")),
                  div(cls("choix"), each(list, [&](const Choice& one) {
                        return label(input(Attr("type", "radio"), Attr("name", "verdict"),
                                           Attr("value", one.value), Attr("checked", one.chosen)),
                                     span(t(one.key)));
                      })));
}

Html answers(const Text& t, const Attempt& attempt) {
  Html options = option(Attr("value", ""), "—");
  for (auto const verdict : {Verdict::accept, Verdict::refuse, Verdict::ask})
    for (auto const key : rules::ready_answers(verdict))
      options += option(Attr("value", key), Attr("selected", key == attempt.decision.ready), t(key));
  return join(
      div(cls("champ"), label(Attr("for", "f-ready"), t("report.desk.answer")),
          mistakes(t, attempt.problems, "ready"), select(id("f-ready"), Attr("name", "ready"), options)),
      div(cls("champ"), label(Attr("for", "f-words"), t("report.desk.own_words")),
          p(cls("aide"), t("report.desk.own_words.help")), mistakes(t, attempt.problems, "words"),
          textarea(id("f-words"), Attr("name", "words"), Attr("rows", "3"), attempt.decision.words)));
}

}  // namespace

Html one(const web::Visit& visit, const Door::Case& of, const Attempt& attempt) {
  auto const& t = Text::in(*visit.lang);
  auto const& c = of.correction;
  bool const open = c.state == State::waiting || c.state == State::asked;
  bool const hidden = is_hidden(of.record, c.path);
  bool const may =
      visit.actor && visit.actor->may(people::Compartment::corrections, people::Action::moderate);
  auto const value =
      c.path == "other" || hidden
          ? Html()
          : div(cls("champ"), label(Attr("for", "f-value"), t("report.desk.value")),
                p(cls("aide"), t("report.desk.value.help")), mistakes(t, attempt.problems, "value"),
                input(id("f-value"), Attr("type", "text"), Attr("name", "value"), dir("auto"),
                      Attr("value", attempt.decision.value)));
  auto const decide = form(cls("form"), Attr("method", "post"), action(Url::path(address(c) + "/decision")),
                           people::form_token(visit), mistakes(t, attempt.problems, "form"),
                           when(hidden, [&] { return p(cls("presse"), t("report.desk.hidden")); }),
                           choices(t, c, attempt, hidden), value, answers(t, attempt),
                           p(cls("actes"), button(cls("b fort"), t("report.desk.send"))));
  auto const service = std::string(guide::rules::text(of.record.service.name, visit.lang->tag));
  return main_(id("contenu"), cls("w"),
               nav(cls("file"), a(href(Url::path("/desk/corrections")), t("report.desk.title"))),
               div(cls("titre"), h1(service.empty() ? c.service.text : service),
                   p(field_label(t, c.path), " · ", day(visit, c.created), " · ",
                     t("report.desk.state." + std::string(rules::name(c.state))))),
               div(cls("volet"), c.erased ? p(t("report.desk.erased")) : facts(visit, of), thread(visit, c),
                   when(open && may, [&] { return decide; })));
}

}  // namespace cote::guide::corrections::desk_views
