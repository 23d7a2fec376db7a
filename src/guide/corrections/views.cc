// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/corrections/views.h"

#include <algorithm>

#include "guide/corrections/code.h"
#include "guide/corrections/gate.h"
#include "guide/corrections/rules.h"
#include "guide/rules.h"
#include "guide/say.h"
#include "guide/views/parts.h"
#include "web/components/icon.h"
#include "web/components/markup.h"
#include "web/layout.h"

namespace cote::guide::corrections::views {

using namespace cote::html;
using guide::views::notice;
using guide::views::number;
using guide::views::service_url;

namespace {

std::string form_path(const Service& service, std::string_view field = {}) {
  auto const base = "/guide/" + url_encode(service.slug) + "/correction";
  return field.empty() ? base : base + "?field=" + url_encode(field);
}

Html way_back(const Reading& r, const Service& service) {
  return nav(cls("file"), aria_label(r.t("guide.you_are_here")),
             a(href(service_url(r, service)), shown(r, service.name)));
}

// A person may prefer to speak.
Html other_ways(const Reading& r, const Service& service) {
  auto const subject =
      r.t("guide.correction.subject", {{"name", guide::rules::text(service.name, r.lang())}});
  return section(cls("bloc"), h2(r.t("report.speak")),
                 p(cls("actes"),
                   a(cls("b"), href(Url::tel(r.visit.centre.phone)), web::icon("f-phone"),
                     span(span(cls("hors"), r.t("guide.call_centre"), " "), number(r.visit.centre.phone))),
                   a(cls("b"), href(Url::mailto(r.visit.centre.email, subject)),
                     web::icon("f-envelope-simple"), r.t("guide.correction.write"))),
                 p(cls("air"), a(href(web::here(r.visit, "/reports")), r.t("report.read.title"))));
}

std::string sentence(const Reading& r, const Problem& problem) {
  std::vector<Arg> args;
  if (problem.args.empty()) return r.t(problem.key);
  auto const& [name, value] = problem.args.front();
  return r.t(problem.key, {{name, value}});
}

Html summary(const Reading& r, const Problems& problems) {
  if (problems.empty()) return {};
  return div(cls("erreurs"), Attr("role", "alert"), h2(r.t("report.problem.title")),
             each(problems, [&](const Problem& one) {
               return a(href(Url::anchor("f-" + one.field)), sentence(r, one));
             }));
}

Html mistake(const Reading& r, const Problems& problems, std::string_view field) {
  return each(problems, [&](const Problem& one) {
    if (one.field != field) return Html();
    return p(cls("erreur"), id("e-" + std::string(field)), web::icon("warning-circle"), sentence(r, one));
  });
}

bool wrong(const Problems& problems, std::string_view field) {
  return std::ranges::any_of(problems, [&](const Problem& one) { return one.field == field; });
}

struct Box {
  std::string_view name;
  std::string_view label;
  std::string_view help;
  std::string_view value;
  std::size_t most = 0;
};

Html box(const Reading& r, const Problems& problems, const Box& b) {
  bool const faulty = wrong(problems, b.name);
  auto const described = (faulty ? "e-" + std::string(b.name) + " " : "") + "h-" + std::string(b.name);
  return div(cls(faulty ? "champ faux" : "champ"),
             label(Attr("for", "f-" + std::string(b.name)), r.t(b.label)),
             p(cls("aide"), id("h-" + std::string(b.name)), r.t(b.help)), mistake(r, problems, b.name),
             textarea(id("f-" + std::string(b.name)), Attr("name", b.name), Attr("rows", "3"),
                      Attr("maxlength", std::to_string(b.most)), dir("auto"),
                      faulty ? std::optional(Attr("aria-invalid", "true")) : std::nullopt,
                      Attr("aria-describedby", described), b.value));
}

Html hidden(std::string_view name, std::string_view value) {
  return input(Attr("type", "hidden"), Attr("name", name), Attr("value", value));
}

// Machines fill every box. People do not see this one, and are told when their browser filled it.
Html trap(const Reading& r, bool trapped) {
  return div(cls(trapped ? "champ faux" : "hors"), trapped ? std::nullopt : std::optional(aria_hidden()),
             when(trapped, [&] { return p(cls("erreur"), r.t("report.problem.trap")); }),
             label(Attr("for", "f-page"), r.t("report.trap")),
             input(id("f-page"), Attr("type", "text"), Attr("name", "page"), Attr("tabindex", "-1"),
                   Attr("autocomplete", "off"), Attr("value", "")));
}

Html row(const Reading& r, const Service& service, const Field& field) {
  auto const to = href(web::here(r.visit, form_path(service, field.path)));
  bool const missing = field.shown.empty();
  auto const name = field_label(r.t, field.path);
  bool const named = name != part_label(r.t, field.part);
  if (field.path == "other") return li(p(a(to, r.t("report.say_other"))));
  return li(div(when(named, [&] { return p(cls("doux petit"), name); }),
                missing ? p(cls("doux"), r.t("report.nothing_written")) : div(field.shown)),
            p(a(to, missing ? r.t("report.say") : r.t("report.wrong"), span(cls("hors"), " ", name))));
}

}  // namespace

Html choose(const Reading& r, const Service& service, const std::vector<Field>& fields,
            std::string_view part) {
  Html parts;
  for (auto const one : rules::kParts) {
    if (!part.empty() && one != part) continue;
    Html rows;
    for (auto const& field : fields)
      if (field.part == one) rows += row(r, service, field);
    if (!rows.empty()) parts += section(h2(part_label(r.t, one)), ul(cls("signaler"), rows));
  }
  return contents(r, "w", way_back(r, service),
                  div(cls("titre"), h1(r.t("report.title")), p(cls("tres"), r.t("guide.correction.text")),
                      p(r.t("report.which"))),
                  div(cls("fiche une"), parts),
                  when(!part.empty(),
                       [&] {
                         return p(cls("air"),
                                  a(href(web::here(r.visit, form_path(service))), r.t("report.all_fields")));
                       }),
                  other_ways(r, service));
}

Html form(const Reading& r, const Service& service, const Form& f) {
  auto const& field = f.field;
  auto const name = field_label(r.t, field.path);
  bool const other = field.path == "other";
  auto const present =
      other ? Html()
            : section(cls("vu"), h2(r.t("report.you_read", {{"field", name}})),
                      field.shown.empty() ? p(r.t("report.nothing_written")) : div(field.shown));
  auto const questions = join(
      when(!other,
           [&] {
             return join(
                 box(r, f.problems,
                     {"right", "report.right", "report.right.help", f.draft.right, rules::kLongestRight}),
                 label(cls("coche"),
                       input(Attr("type", "checkbox"), Attr("name", "unknown"), Attr("value", "1"),
                             Attr("checked", f.draft.unknown)),
                       span(r.t("report.unknown"))));
           }),
      box(r, f.problems,
          {"note", other ? "report.other" : "report.note", "guide.correction.privacy", f.draft.note,
           rules::kLongestNote}));
  return contents(
      r, "w", way_back(r, service),
      div(cls("titre"), h1(r.t("report.title")), p(cls("tres"), r.t("guide.correction.text"))),
      summary(r, f.problems), present,
      cote::html::form(cls("form"), id("f-form"), Attr("method", "post"),
                       action(web::here(r.visit, form_path(service))), Attr("data-token", f.token),
                       Attr("data-bits", std::to_string(f.bits)), hidden("field", field.path),
                       hidden("token", f.token), hidden("nonce", ""), trap(r, f.trapped), questions,
                       p(cls("doux"), Attr("data-slow", true),
                         r.t("report.slow", {{"seconds", static_cast<int>(kPatience.count())}})),
                       p(cls("actes"), button(cls("b fort"), r.t("report.send")))),
      p(cls("air"), a(href(web::here(r.visit, form_path(service))), r.t("report.all_fields"))),
      other_ways(r, service));
}

Html enter(const Reading& r, std::string_view typed, const Problems& problems) {
  bool const faulty = wrong(problems, "code");
  return main_(
      id("contenu"), cls("w"),
      div(cls("titre"), h1(r.t("report.read.title")), p(cls("tres"), r.t("report.read.lead"))),
      cote::html::form(
          cls("form"), Attr("method", "post"), action(web::here(r.visit, "/reports")),
          div(cls(faulty ? "champ faux" : "champ"), label(Attr("for", "f-code"), r.t("report.read.code")),
              mistake(r, problems, "code"),
              input(id("f-code"), Attr("type", "text"), Attr("name", "code"), Attr("inputmode", "numeric"),
                    Attr("autocomplete", "off"), dir("ltr"), Attr("value", typed),
                    faulty ? std::optional(Attr("aria-describedby", "e-code")) : std::nullopt)),
          p(cls("actes"), button(cls("b fort"), r.t("report.read.open")))),
      p(cls("doux air"), r.t("report.read.no_code")));
}

Html unknown_code(const Reading& r) {
  return main_(
      id("contenu"), cls("w"),
      div(cls("titre"), h1(r.t("report.none.title")), p(cls("tres"), r.t("report.none.text"))),
      p(cls("actes"), a(cls("b fort"), href(web::here(r.visit, "/reports")), r.t("report.none.again")),
        a(cls("b"), href(Url::tel(r.visit.centre.phone)), web::icon("f-phone"),
          number(r.visit.centre.phone))));
}

namespace {

Html code_block(const Reading& r, std::string_view code, bool fresh) {
  return section(cls("code"), h2(r.t(fresh ? "report.code.keep" : "report.code.yours")),
                 p(cls("chiffres"), bdi(dir("ltr"), code::printed(code))),
                 when(fresh, [&] { return p(r.t("report.code.how")); }),
                 p(cls("doux petit"),
                   r.t("report.code.until", {{"days", static_cast<int>(rules::kKeptAfterAnswer.count())}})));
}

Html said(const Reading& r, const Message& m) {
  auto const words = m.body.empty() ? Html() : p(cls("mots"), lang(m.lang), dir("auto"), m.body);
  bool const ours = m.by_desk && !m.ready.empty() && r.t.has(m.ready);
  auto const elsewhere =
      m.by_desk && !m.body.empty() && m.lang != r.lang()
          ? span(cls("autre"), r.t("guide.written_in", {{"language", say::language(r.t, m.lang)}}))
          : Html();
  return li(
      cls(m.by_desk ? "bulle centre" : "bulle"),
      p(cls("doux petit"), r.t(m.by_desk ? "report.centre_wrote" : "report.you_wrote"), " ",
        say::date(r.t, Date(std::chrono::local_days(std::chrono::floor<std::chrono::days>(to_local(m.at)))),
                  r.today())),
      when(ours, [&] { return p(strong(r.t(m.ready))); }), words, elsewhere);
}

Html state_of(const Reading& r, const Correction& c) {
  static constexpr std::string_view kIcons[] = {"clock", "question", "seal-check", "chats-circle"};
  auto const at = static_cast<std::size_t>(c.state);
  return p(cls("tres etat"), web::icon(kIcons[at]),
           span(r.t("report.state." + std::string(rules::name(c.state)))));
}

Html reply_form(const Reading& r, std::string_view code, std::string_view typed, const Problems& problems) {
  return cote::html::form(
      cls("form air"), Attr("method", "post"),
      action(web::here(r.visit, "/reports/" + std::string(code) + "/reply")), summary(r, problems),
      box(r, problems, {"reply", "report.reply", "guide.correction.privacy", typed, rules::kLongestNote}),
      p(cls("actes"), button(cls("b fort"), r.t("report.send"))));
}

}  // namespace

Html answer(const Reading& r, const Correction& c, std::string_view code, bool fresh, std::string_view typed,
            const Problems& problems) {
  auto const* service = r.from.service(c.service.text);
  auto const about = field_label(r.t, c.path);
  return main_(
      id("contenu"), cls("w"),
      div(cls("titre"), h1(r.t(fresh ? "report.code.title" : "report.answer.title")), state_of(r, c),
          p(cls("doux"), about,
            when(service != nullptr,
                 [&] { return join(" · ", a(href(service_url(r, *service)), shown(r, service->name))); }))),
      when(fresh, [&] { return code_block(r, code, true); }),
      ul(cls("fil"),
         when(!c.proposed.empty(),
              [&] {
                return li(cls("bulle"), p(cls("doux petit"), r.t("report.you_proposed")),
                          p(cls("mots"), lang(c.lang), dir("auto"), c.proposed));
              }),
         each(c.messages, [&](const Message& m) { return said(r, m); })),
      when(c.state == State::asked, [&] { return reply_form(r, code, typed, problems); }),
      when(!fresh, [&] { return code_block(r, code, false); }));
}

}  // namespace cote::guide::corrections::views
