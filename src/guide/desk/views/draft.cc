// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "guide/desk/views/parts.h"
#include "guide/desk/views/views.h"
#include "guide/rules.h"
#include "people/frame.h"
#include "web/components/icon.h"
#include "web/components/markup.h"

namespace cote::guide::desk::views {
namespace {

using namespace cote::html;
using people::Action;
using people::Compartment;

bool may(const web::Visit& visit, const DraftPage& page, Event event) {
  auto const* step = arrow(page.draft.state, event, page.own, page.four_eyes);
  return step != nullptr && visit.actor->may(Compartment::guide, step->right, page.draft.organisation);
}

Html others(const Text& t, const std::vector<DraftLine>& lines, Time now) {
  return each(lines, [&](const DraftLine& d) {
    return p(cls("avis"), web::icon("s-bientot"),
             span(t("desk.also_edits", {{"who", d.author}, {"when", moment(t, d.started, now)}}), " ",
                  a(href(Url::path("/desk/drafts/" + d.id)), t("desk.see_draft"))));
  });
}

/// What both changed, with a choice for each field; what is chosen becomes the draft.
Html clash_form(const web::Visit& visit, const Text& t, const std::string& path,
                const std::vector<Clash>& clashes) {
  auto const row = [&](const Clash& clash) {
    auto const choice = [&](std::string_view which, std::string_view value, std::string_view words, bool on) {
      return label(input(Attr("type", "radio"), Attr("name", "c/" + clash.path), Attr("value", which),
                         Attr("checked", on)),
                   span(HtmlWriter::element("b", false, words), " ",
                        value.empty() ? t("desk.nothing") : field_value(t, clash.path, value)),
                   hidden(fmt::format("{}/{}", which, clash.path), value));
    };
    return fieldset(cls("champ choix"), legend(field_name(t, clash.path)),
                    p(cls("aide"), t("desk.clash.base"), " ",
                      clash.base.empty() ? t("desk.nothing") : field_value(t, clash.path, clash.base)),
                    choice("theirs", clash.theirs, t("desk.clash.theirs"), true),
                    choice("yours", clash.yours, t("desk.clash.yours"), false));
  };
  return section(cls("bloc"), h2(t("desk.clash.title", {{"count", clashes.size()}})), p(t("desk.clash.help")),
                 post_form(visit, path, "form",
                           join(each(clashes, row), button(cls("b fort"), Attr("name", "act"),
                                                           Attr("value", "settle"), t("desk.act.settle")))));
}

Html steps(const web::Visit& visit, const Text& t, const DraftPage& page) {
  auto const path = "/desk/drafts/" + page.draft.id;
  Html out;
  if (may(visit, page, Event::save)) out += a(cls("b"), href(Url::path(path + "/edit")), t("desk.act.go_on"));
  if (page.clashes.empty() && may(visit, page, Event::publish))
    out += act_button(visit, path, "publish", t("desk.act.publish"), "b fort");
  if (may(visit, page, Event::send))
    out += post_form(
        visit, path, "acte colonne",
        join(div(cls("champ"), label(Attr("for", "f-word"), t("desk.word_to_reviewer")),
                 textarea(id("f-word"), Attr("name", "note"), Attr("rows", "2"), page.draft.note)),
             button(cls("b fort"), Attr("name", "act"), Attr("value", "send"), t("desk.act.send"))));
  if (may(visit, page, Event::take_back))
    out += act_button(visit, path, "take_back", t("desk.act.take_back"));
  if (may(visit, page, Event::give_back))
    out += post_form(
        visit, path, "acte colonne",
        join(div(cls(page.problems.empty() ? "champ" : "champ faux"),
                 label(Attr("for", "f-note"), t("desk.why")), error_of(t, page.problems, "note"),
                 textarea(id("f-note"), Attr("name", "note"), Attr("rows", "2"), page.note)),
             button(cls("b"), Attr("name", "act"), Attr("value", "give_back"), t("desk.act.give_back"))));
  if (may(visit, page, Event::drop)) out += act_button(visit, path, "drop", t("desk.act.drop"));
  return div(cls("actes"), out);
}

}  // namespace

web::Reply draft(const web::Visit& visit, const DraftPage& page) {
  auto const& t = Text::in(*visit.lang);
  auto const& d = page.draft;
  auto const wording = rules::text(d.record.service.name, d.record.service.source_lang);
  auto const name = wording.empty() ? t("desk.no_name") : std::string(wording);
  auto const path = "/desk/drafts/" + d.id;
  auto const role = d.author_role.empty() ? "" : t("desk.role." + d.author_role);
  auto const body = main_(
      id("contenu"), cls("w"), Attr("tabindex", "-1"),
      when(d.base.has_value(),
           [&] { return p(a(href(Url::path("/desk/services/" + d.service.text)), t("desk.to_record"))); }),
      div(cls("titre entete"), h1(name), div(cls("etats"), sign(t, cote::guide::desk::name(d.state)))),
      error_summary(t, page.problems), others(t, page.others, visit.now),
      div(cls("poste large"),
          div(when(!page.clashes.empty(), [&] { return clash_form(visit, t, path, page.clashes); }),
              differences_table(t, page.changes)),
          section(cls("volet"), id("volet"), aria_label(t("desk.panel")),
                  p(t("desk.proposed_by", {{"who", d.author}}),
                    when(!role.empty(), [&] { return join(", ", role); }), br(),
                    span(cls("doux"), moment(t, d.saved, visit.now))),
                  when(!d.note.empty(), [&] { return div(h3(t("desk.note")), p(d.note)); }),
                  when(!d.answer.empty(),
                       [&] {
                         return div(h3(t("desk.answer", {{"who", d.answered_by}})), p(d.answer));
                       }),
                  steps(visit, t, page))));
  auto const status = !page.problems.empty() ? 422 : !page.clashes.empty() ? 409 : 200;
  return people::desk_page(visit, {.title = name, .menu = "guide", .sheets = {}, .scripts = {"desk.js"}},
                           body, visit.request.method == "POST" ? status : 200);
}

}  // namespace cote::guide::desk::views
