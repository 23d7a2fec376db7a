// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "guide/say.h"
#include "guide/translation/desk.h"
#include "guide/translation/difference.h"
#include "kernel/lang.h"
#include "kernel/text.h"
#include "people/actor.h"
#include "people/frame.h"
#include "web/components/icon.h"
#include "web/components/markup.h"

namespace cote::guide::translation::views {

using namespace cote::html;

namespace {

using people::Action;
using people::Compartment;

bool may(const web::Visit& visit, Action action) {
  return visit.actor && visit.actor->may(Compartment::translation, action);
}

Html kbd(std::string_view key) { return HtmlWriter::element("kbd", false, key); }

Html hidden(std::string_view name, std::string_view value) {
  return input(Attr("type", "hidden"), Attr("name", name), Attr("value", value));
}

Html done_line(std::string_view done) {
  if (done.empty()) return {};
  return p(cls("fait"), Attr("role", "status"), web::icon("s-ouvert"), span(done));
}

Html bar(std::string_view classes, int from, int width) {
  return svg_path(cls(classes), Attr("d", "M" + std::to_string(from) + " 0h" + std::to_string(width) +
                                              "v70h-" + std::to_string(width) + "z"));
}

/// Human, machine, outdated, missing, as lengths of one line; the numbers stand beside it.
Html gauge(const store::Coverage& c) {
  int const all = std::max(c.all(), 1);
  Html bars;
  int at = 0;
  auto const add = [&](std::string_view classes, int count) {
    int const width = count * 1000 / all;
    if (width > 0) bars += bar(classes, at, width);
    at += width;
  };
  add("g1", c.human);
  add("g3", c.machine);
  add("g2", c.outdated);
  return svg(cls("jauge"), Attr("viewBox", "0 0 1000 70"), Attr("preserveAspectRatio", "none"), aria_hidden(),
             bar("g0", 0, 1000), bars);
}

Html coverage_row(const web::Visit& visit, const Text& t, const store::Coverage& c,
                  std::string_view current) {
  auto const* const language = find_language(c.lang);
  auto const name = language != nullptr ? language->name : c.lang;
  auto const link = a(href(Url::path("/desk/translation?lang=" + c.lang)), lang(c.lang),
                      c.lang == current ? std::optional(Attr("aria-current", "true")) : std::nullopt, name);
  (void)visit;
  return tr(cls(c.lang == current ? "ici" : ""), th(Attr("scope", "row"), link), td(cls("mesure"), gauge(c)),
            td(cls("num"), c.human), td(cls("num"), c.machine), td(cls("num"), c.outdated),
            td(cls("num"), c.missing), td(cls("num"), c.all() == 0 ? 100 : (c.human * 100) / c.all(), " %"),
            td(when(c.all() == 0, [&] { return join(t("translation.source_only")); })));
}

Html queue_row(const Text& t, const store::Waiting& waiting, std::string_view of) {
  auto const to = "/desk/translation/" + waiting.service.text + "?lang=" + std::string(of);
  std::string words;
  auto const add = [&](std::string_view key, int count) {
    if (count > 0) words += (words.empty() ? "" : ", ") + t(key, {{"count", count}});
  };
  add("translation.waits.outdated", waiting.outdated);
  add("translation.waits.missing", waiting.missing);
  add("translation.waits.machine", waiting.machine);
  bool const presses = waiting.outdated > 0;
  return tr(th(Attr("scope", "row"), a(href(Url::path(to)), waiting.name)),
            td(span(cls(presses ? "etat presse" : "etat calme"),
                    web::icon(presses ? "s-bientot" : "s-inconnu"), span(words))));
}

Html exchange(const web::Visit& visit, const Text& t, const std::string& of) {
  Html out;
  if (may(visit, Action::export_))
    out += p(
        cls("actes"),
        a(cls("b"), href(Url::path("/desk/translation/file?lang=" + of)), t("translation.export")),
        a(cls("b"), href(Url::path("/desk/translation/file?all=1&lang=" + of)), t("translation.export_all")));
  if (may(visit, Action::import_))
    out += form(cls("form air"), Attr("method", "post"), action(Url::local("/desk/translation/file")),
                Attr("enctype", "multipart/form-data"), people::form_token(visit), hidden("lang", of),
                div(cls("champ"), label(Attr("for", "xliff-file"), t("translation.import")),
                    input(Attr("type", "file"), id("xliff-file"), Attr("name", "file"),
                          Attr("accept", ".xlf,.xliff,.xml,application/x-xliff+xml"))),
                div(cls("champ"), label(Attr("for", "xliff"), t("translation.import_paste")),
                    p(cls("aide"), t("translation.import_help")),
                    textarea(id("xliff"), Attr("name", "xliff"), Attr("rows", "4"), dir("ltr"),
                             Attr("spellcheck", "false"))),
                p(button(cls("b"), t("translation.import_go"))));
  if (out.empty()) return out;
  return details(cls("air"), summary(t("translation.files")), out);
}

Html report(const Text& t, const Front& front) {
  if (!front.error.empty())
    return div(cls("erreurs"), Attr("role", "alert"), h2(t("translation.file_unread")),
               p(lang("en"), dir("ltr"), front.error));
  if (!front.imported) return {};
  auto const& done = *front.imported;
  auto out = done_line(t("translation.imported", {{"count", done.saved}, {"same", done.unchanged}}));
  if (!done.refused.empty())
    out += div(cls("erreurs"), Attr("role", "alert"),
               h2(t("translation.refused", {{"count", done.refused.size()}})),
               ul(each(done.refused,
                       [&](const Unit& unit) { return li(bdi(dir("ltr"), unit.id), " ", t(unit.key)); })));
  return out;
}

/// The source, with what changed since the translation was made.
Html source_of(const Text& t, const store::Field& field) {
  auto const tongue = lang(field.source_lang);
  if (field.before.empty()) return p(cls("lignes"), tongue, dir("auto"), field.source);
  auto const pieces = each(difference(field.before, field.source), [](const Piece& piece) {
    if (piece.kind == Piece::Kind::removed) return HtmlWriter::element("del", false, piece.text);
    if (piece.kind == Piece::Kind::added) return HtmlWriter::element("ins", false, piece.text);
    return join(piece.text);
  });
  return join(p(cls("doux"), t("translation.changed")), p(cls("lignes"), tongue, dir("auto"), pieces));
}

std::string state_key(const store::Field& field) {
  switch (field.state) {
    case TranslationState::human:
      return "translation.state.human";
    case TranslationState::machine:
      return "translation.state.machine";
    case TranslationState::outdated:
      return "translation.state.outdated";
    case TranslationState::source:
    case TranslationState::missing:
      break;
  }
  return "translation.state.missing";
}

Html state_line(const Text& t, const store::Field& field) {
  bool const fine = field.state == TranslationState::human;
  bool const presses = field.state == TranslationState::outdated;
  return p(cls(fine      ? "etat calme"
               : presses ? "etat presse"
                         : "etat inconnu"),
           web::icon(fine      ? "s-ouvert"
                     : presses ? "s-bientot"
                               : "s-inconnu"),
           span(t(state_key(field))));
}

Html box(const web::Visit& visit, const Text& t, const One& one, const store::Field& field) {
  auto const key = field.at.text();
  auto const mine = std::ranges::find(one.typed, field.at, &Typed::at);
  auto const wrong = std::ranges::find(one.wrong, key, &Problem::field);
  auto const& text = mine == one.typed.end() ? field.text : mine->text;
  bool const to_confirm =
      field.state == TranslationState::outdated || field.state == TranslationState::machine;
  auto const rows = std::to_string(std::clamp<std::size_t>(field.source.size() / 60 + 1, 2, 12));
  auto const* const language = find_language(one.lang);
  return div(cls(wrong == one.wrong.end() ? "champ" : "champ faux"), hidden("field", key),
             hidden("source:" + key, field.source_hash), hidden("seen:" + key, field.text_hash),
             label(Attr("for", key), cls("hors"), t("translation.into", {{"language", language->name}})),
             when(wrong != one.wrong.end(),
                  [&] { return p(cls("erreur"), web::icon("warning-circle"), span(t(wrong->key))); }),
             when(wrong != one.wrong.end() && !field.text.empty() && field.text != text,
                  [&] { return p(cls("lignes doux"), lang(one.lang), dir("auto"), field.text); }),
             textarea(id(key), Attr("name", "text:" + key), Attr("rows", rows), lang(one.lang),
                      dir(language->dir()), Attr("readonly", !may(visit, Action::translate)), text),
             when(to_confirm, [&] {
               return label(cls("juste"),
                            input(Attr("type", "checkbox"), Attr("name", "right:" + key), Attr("value", "1"),
                                  Attr("checked", mine != one.typed.end() && mine->confirmed)),
                            span(t(field.state == TranslationState::machine ? "translation.take_draft"
                                                                            : "translation.still_right")));
             }));
}

Html pair(const web::Visit& visit, const Text& t, const One& one, const store::Field& field) {
  auto const whose = "translation.of." + field.at.entity;
  return section(cls("paire"),
                 h2(t("translation.field." + field.at.field),
                    when(field.at.entity != "service", [&] { return small(" ", t(whose)); })),
                 state_line(t, field),
                 div(cls("cotes"), div(source_of(t, field)), div(box(visit, t, one, field))));
}

}  // namespace

Html front(const web::Visit& visit, const Front& front) {
  auto const& t = Text::in(*visit.lang);
  auto const column = [&](std::string_view key) { return th(Attr("scope", "col"), t(key)); };
  auto const table_of_languages =
      table(cls("queue"), caption(t("translation.coverage")),
            thead(tr(column("translation.column.language"), column("translation.column.drawn"),
                     column("translation.column.human"), column("translation.column.machine"),
                     column("translation.column.outdated"), column("translation.column.missing"),
                     column("translation.column.share"), th())),
            tbody(each(front.overview.coverage,
                       [&](const store::Coverage& c) { return coverage_row(visit, t, c, front.lang); })));
  auto const& queue = front.overview.queue;
  constexpr std::size_t kShown = 100;
  auto const shown = std::span(queue).first(std::min(queue.size(), kShown));
  auto const said =
      t("translation.queue", {{"count", queue.size()}, {"language", find_language(front.lang)->name}});
  auto const list =
      table(cls("queue"), caption(said),
            thead(tr(column("translation.column.service"), column("translation.column.waits"))),
            tbody(each(shown, [&](const store::Waiting& w) { return queue_row(t, w, front.lang); })));
  return main_(
      id("contenu"), cls("w"), div(cls("titre"), h1(t("translation.title")), p(t("translation.lead"))),
      done_line(front.done), report(t, front), div(cls("defile"), table_of_languages),
      queue.empty() ? p(cls("air"), said) : div(cls("defile air"), list), exchange(visit, t, front.lang));
}

Html one(const web::Visit& visit, const One& one) {
  auto const& t = Text::in(*visit.lang);
  auto const tongues =
      nav(cls("onglets"), aria_label(t("translation.column.language")), each(languages(), [&](const Lang& l) {
            return a(href(Url::path("/desk/translation/" + one.service.text + "?lang=" + l.tag)), lang(l.tag),
                     l.tag == one.lang ? std::optional(Attr("aria-current", "page")) : std::nullopt, l.name);
          }));
  auto const to = Url::path("/desk/translation/" + url_encode(one.service.text));
  auto const boxes = each(one.fields, [&](const store::Field& f) { return pair(visit, t, one, f); });
  bool const missing =
      std::ranges::find(one.fields, TranslationState::missing, &store::Field::state) != one.fields.end();
  return main_(
      id("contenu"), cls("w"),
      nav(cls("file"), aria_label(t("desk.menu")),
          a(href(Url::path("/desk/translation?lang=" + one.lang)), t("translation.title"))),
      div(cls("titre"), h1(one.name)), done_line(one.done), tongues,
      when(!one.wrong.empty(),
           [&] {
             return div(cls("erreurs"), Attr("role", "alert"), h2(t("translation.problem")),
                        each(one.wrong, [&](const Problem& problem) {
                          return a(href(Url::anchor(problem.field)), t(problem.key));
                        }));
           }),
      when(one.machine && missing && may(visit, Action::translate),
           [&] {
             return form(Attr("method", "post"), cls("air"),
                         action(Url::path("/desk/translation/" + url_encode(one.service.text) + "/drafts")),
                         people::form_token(visit), hidden("lang", one.lang),
                         button(cls("b"), t("translation.ask_machine")));
           }),
      when(one.fields.empty(), [&] { return p(cls("air"), t("translation.nothing")); }),
      when(!one.fields.empty(), [&] {
        return form(Attr("method", "post"), action(to), people::form_token(visit), hidden("lang", one.lang),
                    boxes, when(may(visit, Action::translate), [&] {
                      return div(
                          cls("colle"), p(cls("actes"), button(cls("b fort"), t("translation.save"))),
                          p(cls("touches"), span(kbd("Ctrl"), " ", kbd("↵"), " ", t("translation.save")),
                            span(kbd("Alt"), " ", kbd("↑"), " ", kbd("↓"), " ", t("translation.keys"))));
                    }));
      }));
}

}  // namespace cote::guide::translation::views
