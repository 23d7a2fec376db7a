// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

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

web::Reply page_of(const web::Visit& visit, const std::string& name, const Html& body, int status = 200) {
  return people::desk_page(visit, {.title = name, .menu = "guide", .sheets = {}, .scripts = {"desk.js"}},
                           body, status);
}

std::string name_of(const Text& t, const Record& record) {
  auto const name = rules::text(record.service.name, record.service.source_lang);
  return name.empty() ? t("desk.no_name") : std::string(name);
}

Html reasons(const Text& t, const Pair& pair) {
  return ul(each(pair.reasons, [&](const Reason& r) {
    return li(t("desk." + r.key), when(!r.detail.empty(), [&] { return join(" : ", r.detail); }), " ",
              span(cls("doux"), fmt::format("{:+}", r.points)));
  }));
}

}  // namespace

web::Reply new_record(const web::Visit& visit, const NewPage& page) {
  auto const& t = Text::in(*visit.lang);
  auto const error = [&](std::string_view field) { return error_of(t, page.problems, field); };
  auto const css = [&](std::string_view field) { return error(field).empty() ? "champ" : "champ faux"; };
  auto const body =
      main_(id("contenu"), cls("w"), Attr("tabindex", "-1"), div(cls("titre"), h1(t("desk.new"))),
            error_summary(t, page.problems), p(t("desk.new_help")),
            post_form(visit, "/desk/services/new", "form part",
                      join(div(cls(css("name")), label(Attr("for", field_id("name")), t("field.name")),
                               error("name"),
                               input(Attr("type", "text"), id(field_id("name")), Attr("name", "name"),
                                     Attr("value", page.name))),
                           div(cls(css("organisation")),
                               label(Attr("for", field_id("organisation")), t("desk.column.organisation")),
                               error("organisation"),
                               select(id(field_id("organisation")), Attr("name", "organisation"),
                                      each(page.organisations,
                                           [&](const Choice& c) {
                                             return option(Attr("value", c.value),
                                                           Attr("selected", c.value == page.organisation),
                                                           c.label);
                                           }))),
                           button(cls("b fort"), t("desk.new_begin")))));
  return page_of(visit, t("desk.new"), body, page.problems.empty() ? 200 : 422);
}

namespace {
std::string why(const Text& t, const std::string& key) {
  return key == "draft.problem.topic" ? t(key, {{"topic", ""}}) : t(key);
}
}  // namespace

web::Reply bulk_outlook(const web::Visit& visit, const BulkPage& page) {
  auto const& t = Text::in(*visit.lang);
  auto const count = std::ranges::count(page.lines, "", &BulkLine::key);
  auto const heading = t("desk.bulk.would", {{"count", count}, {"all", page.lines.size()}});
  auto const rows = table(
      cls("queue"), caption(t("desk.bulk." + page.bulk.act), " : ", page.topic),
      thead(tr(th(Attr("scope", "col"), t("field.name")), th(Attr("scope", "col"), t("desk.bulk.becomes")))),
      tbody(each(page.lines, [&](const BulkLine& line) {
        return tr(th(Attr("scope", "row"), a(href(Url::path("/desk/services/" + line.service.text)),
                                             line.name.empty() ? line.service.text : line.name)),
                  td(line.key.empty() ? t("desk.bulk.will_change") : why(t, line.key)));
      })));
  auto const inside = join(
      hidden("act", page.bulk.act), hidden("topic", page.bulk.note), hidden("back", page.back),
      hidden("sure", "1"),
      each(page.lines,
           [](const BulkLine& line) { return line.key.empty() ? hidden("id", line.service.text) : Html(); }),
      button(cls("b fort"), t("desk.bulk.do", {{"count", count}})));
  auto const body =
      main_(id("contenu"), cls("w"), Attr("tabindex", "-1"), div(cls("titre"), h1(heading)),
            when(page.bulk.act == "set_rubric", [&] { return p(t("desk.bulk.rubric_help")); }),
            div(cls("actes"),
                when(count > 0, [&] { return post_form(visit, "/desk/services/bulk", "acte", inside); }),
                a(cls("b"), href(Url::path(page.back)), t("desk.to_list"))),
            div(cls("file"), rows));
  return page_of(visit, heading, body);
}

web::Reply bulk_done(const web::Visit& visit, const std::vector<BulkLine>& lines, std::string_view back) {
  auto const& t = Text::in(*visit.lang);
  auto const done = std::ranges::count(lines, "", &BulkLine::key);
  auto const heading =
      lines.empty() ? t("desk.bulk.none") : t("desk.bulk.done", {{"done", done}, {"all", lines.size()}});
  auto const body = main_(
      id("contenu"), cls("w"), Attr("tabindex", "-1"), div(cls("titre"), h1(heading)),
      when(!lines.empty(),
           [&] {
             return table(
                 cls("queue"),
                 thead(tr(th(Attr("scope", "col"), t("field.name")),
                          th(Attr("scope", "col"), t("desk.bulk.became")))),
                 tbody(each(lines, [&](const BulkLine& line) {
                   auto const name = line.name.empty() ? line.service.text : line.name;
                   return tr(
                       th(Attr("scope", "row"),
                          a(href(Url::path("/desk/services/" + line.service.text)), name)),
                       td(line.key.empty()
                              ? p(cls("etat calme"), web::icon("s-ouvert"), span(t("desk.bulk.is_done")))
                              : p(cls("etat ferme"), web::icon("s-ferme"), span(why(t, line.key)))));
                 })));
           }),
      p(cls("bloc"), a(cls("b fort"), href(Url::path(back)), t("desk.to_list"))));
  return page_of(visit, heading, body);
}

web::Reply duplicates(const web::Visit& visit, const std::vector<PairLine>& pairs) {
  auto const& t = Text::in(*visit.lang);
  auto const body = main_(
      id("contenu"), cls("w"), Attr("tabindex", "-1"), div(cls("titre"), h1(t("desk.duplicates"))),
      p(t("desk.duplicates_help")),
      when(pairs.empty(), [&] { return p(cls("bloc"), t("desk.duplicates_none")); }),
      when(!pairs.empty(), [&] {
        return table(
            cls("queue"), caption(t("desk.pairs", {{"count", pairs.size()}})),
            thead(tr(th(Attr("scope", "col"), t("desk.column.pair")),
                     th(Attr("scope", "col"), t("desk.column.score")),
                     th(Attr("scope", "col"), t("desk.column.reasons")))),
            tbody(each(pairs, [&](const PairLine& line) {
              return tr(th(Attr("scope", "row"),
                           a(href(Url::path(fmt::format("/desk/duplicates/{}/{}", line.pair.a, line.pair.b))),
                             line.name_a, " / ", line.name_b)),
                        td(line.pair.score, " / 100"), td(reasons(t, line.pair)));
            })));
      }));
  return page_of(visit, t("desk.duplicates"), body);
}

web::Reply pair(const web::Visit& visit, const PairPage& page) {
  auto const& t = Text::in(*visit.lang);
  auto const keep = name_of(t, page.keep);
  auto const gone = name_of(t, page.gone);
  auto const path =
      fmt::format("/desk/duplicates/{}/{}", page.keep.service.id.text, page.gone.service.id.text);
  auto const other =
      fmt::format("/desk/duplicates/{}/{}", page.gone.service.id.text, page.keep.service.id.text);
  auto const changes = differences(page.keep, page.gone);
  auto const row = [&](const Difference& d) {
    auto const choice = [&](std::string_view which, std::string_view value, bool on) {
      return td(label(cls("coche"),
                      input(Attr("type", "radio"), Attr("name", "c/" + d.path), Attr("value", which),
                            Attr("checked", on)),
                      span(value.empty() ? t("desk.nothing") : field_value(t, d.path, value))));
    };
    // What only the other one says is taken over unless somebody decides otherwise.
    return tr(th(Attr("scope", "row"), field_name(t, d.path)), choice("keep", d.before, !d.before.empty()),
              choice("gone", d.after, d.before.empty()));
  };
  auto const body =
      main_(id("contenu"), cls("w"), Attr("tabindex", "-1"),
            p(a(href(Url::path("/desk/duplicates")), t("desk.duplicates"))),
            div(cls("titre"), h1(t("desk.pair_title", {{"keep", keep}, {"gone", gone}}))),
            error_summary(t, page.problems), p(t("desk.pair_score", {{"score", page.pair.score}})),
            reasons(t, page.pair), p(t("desk.pair_help")),
            p(a(cls("b"), href(Url::path(other)), t("desk.pair_swap"))),
            post_form(visit, path, "file",
                      join(table(cls("ecarts"), caption(t("desk.changes", {{"count", changes.size()}})),
                                 thead(tr(th(Attr("scope", "col"), t("desk.column.field")),
                                          th(Attr("scope", "col"), keep, " (", t("desk.pair_stays"), ")"),
                                          th(Attr("scope", "col"), gone, " (", t("desk.pair_goes"), ")"))),
                                 tbody(each(changes, row))),
                           button(cls("b fort"), t("desk.act.join")))));
  return page_of(visit, t("desk.duplicates"), body, page.problems.empty() ? 200 : 422);
}

web::Reply import_form(const web::Visit& visit, const Problems& problems) {
  auto const& t = Text::in(*visit.lang);
  auto const body = main_(
      id("contenu"), cls("w"), Attr("tabindex", "-1"), div(cls("titre"), h1(t("desk.import"))),
      error_summary(t, problems), p(t("desk.import_help")),
      form(Attr("method", "post"), action(Url::path("/desk/import")), Attr("enctype", "multipart/form-data"),
           cls("form part"), people::form_token(visit),
           div(cls(problems.empty() ? "champ" : "champ faux"),
               label(Attr("for", field_id("file")), t("desk.import_file")), error_of(t, problems, "file"),
               input(Attr("type", "file"), id(field_id("file")), Attr("name", "file"),
                     Attr("accept", ".csv,.json,.ndjson,.zip"))),
           button(cls("b fort"), t("desk.import_look"))));
  return page_of(visit, t("desk.import"), body, problems.empty() ? 200 : 422);
}

web::Reply import_preview(const web::Visit& visit, const Preview& preview) {
  auto const& t = Text::in(*visit.lang);
  auto const path = "/desk/import/" + preview.id;
  auto const added = std::ranges::count(preview.changes, true, &ImportChange::is_new);
  constexpr std::size_t kShown = 200;
  std::vector<ImportChange> const shown(
      preview.changes.begin(),
      preview.changes.begin() + static_cast<std::ptrdiff_t>(std::min(kShown, preview.changes.size())));
  auto const body = main_(
      id("contenu"), cls("w"), Attr("tabindex", "-1"),
      div(cls("titre"), h1(preview.file.empty() ? t("desk.import") : preview.file)),
      p(t("desk.import_sum", {{"added", added},
                              {"changed", static_cast<std::ptrdiff_t>(preview.changes.size()) - added},
                              {"unchanged", preview.unchanged},
                              {"rejected", preview.rejects.size()}})),
      div(cls("actes"),
          when(!preview.changes.empty(),
               [&] { return act_button(visit, path, "apply", t("desk.import_apply"), "b fort"); }),
          act_button(visit, path, "forget", t("desk.import_forget"))),
      when(!preview.rejects.empty(),
           [&] {
             return section(cls("bloc"), h2(t("desk.import_rejects")),
                            table(cls("queue"),
                                  thead(tr(th(Attr("scope", "col"), t("desk.column.where")),
                                           th(Attr("scope", "col"), t("desk.column.field")),
                                           th(Attr("scope", "col"), t("desk.column.why")))),
                                  tbody(each(preview.rejects, [&](const import::Reject& r) {
                                    return tr(th(Attr("scope", "row"), r.where), td(r.field),
                                              td(span(lang("en"), r.reason), when(r.dropped_record, [&] {
                                                   return small(" ", t("desk.import_left_out"));
                                                 })));
                                  }))));
           }),
      each(shown,
           [&](const ImportChange& change) {
             return HtmlWriter::element(
                 "details", false, cls("part"), Attr("open", shown.size() <= 5),
                 summary(change.name.empty() ? change.service.text : change.name, " ",
                         small(change.is_new ? t("desk.is_new")
                                             : t("desk.changes", {{"count", change.changes.size()}}))),
                 differences_table(t, change.changes));
           }),
      when(shown.size() < preview.changes.size(), [&] {
        return p(t("desk.import_more", {{"count", preview.changes.size() - shown.size()}}));
      }));
  return page_of(visit, t("desk.import"), body);
}

}  // namespace cote::guide::desk::views
