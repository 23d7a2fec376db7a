// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "guide/desk/views/parts.h"
#include "guide/desk/views/views.h"
#include "guide/say.h"
#include "people/frame.h"
#include "web/components/icon.h"
#include "web/components/markup.h"

namespace cote::guide::desk::views {
namespace {

using namespace cote::html;
using people::Action;
using people::Compartment;

using Choices = std::vector<Choice>;

Html choice_box(const Text& t, std::string_view name, std::string_view label_key, const Choices& choices,
                const std::string& chosen) {
  auto const box = fmt::format("filtre-{}", name);
  return div(label(Attr("for", box), t(label_key)),
             select(id(box), Attr("name", name), option(Attr("value", ""), t("desk.filter.all")),
                    each(choices, [&](const Choice& c) {
                      return option(Attr("value", c.value), Attr("selected", c.value == chosen), c.label);
                    })));
}

Choices words(const Text& t, std::string_view stem, std::initializer_list<const char*> values) {
  Choices out;
  for (auto const* value : values) out.push_back({value, t(fmt::format("{}.{}", stem, value))});
  return out;
}

Choices plain(const std::vector<RubricChoice>& rubrics) {
  Choices out;
  for (auto const& r : rubrics) out.push_back({r.value, r.label});
  return out;
}

Html filters(const Text& t, const ListPage& page) {
  auto const& f = page.filter;
  return form(
      Attr("method", "get"), action(Url::path("/desk/services")), cls("filtres"), Attr("role", "search"),
      div(cls("mots"), label(Attr("for", "q"), t("desk.filter.words")),
          input(Attr("type", "search"), id("q"), Attr("name", "q"), Attr("value", f.words),
                Attr("autocomplete", "off"))),
      choice_box(t, "state", "desk.filter.state", words(t, "desk.state", {"live", "archived", "proposed"}),
                 f.state),
      choice_box(t, "status", "field.status",
                 words(t, "field.status", {"active", "temporarily_closed", "moved", "closed", "merged"}),
                 f.status),
      choice_box(t, "freshness", "desk.filter.freshness",
                 words(t, "desk.fresh", {"fresh", "to_confirm", "old", "unknown"}), f.freshness),
      choice_box(t, "draft", "desk.filter.draft",
                 words(t, "desk.filter.draft", {"any", "mine", "in_review", "returned"}), f.draft),
      choice_box(t, "commune", "desk.filter.commune", page.communes, f.commune),
      choice_box(t, "rubric", "desk.filter.rubric", plain(page.rubrics), f.rubric),
      when(!f.organisation.empty(), [&] { return hidden("organisation", f.organisation); }),
      button(cls("b"), t("desk.filter.go")),
      a(cls("b"), href(Url::path("/desk/services")), t("desk.filter.clear")));
}

std::string address(const rows::Filter& f, std::string_view after) {
  web::Fields fields;
  auto const add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) fields.add(std::string(name), value);
  };
  add("q", f.words);
  add("state", f.state);
  add("status", f.status);
  add("freshness", f.freshness);
  add("draft", f.draft);
  add("commune", f.commune);
  add("rubric", f.rubric);
  add("organisation", f.organisation);
  add("after", std::string(after));
  auto const query = fields.encode();
  return query.empty() ? "/desk/services" : "/desk/services?" + query;
}

/// The name leads to the record's own page; beside a wide list, to the panel. The style sheet shows one of
/// the two, and what it does not show no key and no reader meets.
Html name_of(const Text& t, const ListPage& page, const Row& r, bool here) {
  auto const words = r.name.empty() ? t("desk.no_name") : r.name;
  if (r.state == "proposed") return a(href(Url::path("/desk/proposed/" + r.service.text)), words);
  auto const list = address(page.filter, page.filter.after);
  auto const beside =
      list + (list.find('?') == std::string::npos ? "?" : "&") + "open=" + r.service.text + "#volet";
  return join(a(cls("vers-page"), href(Url::path("/desk/services/" + r.service.text)), words),
              a(cls("vers-volet"), href(Url::path(beside)),
                here ? std::optional(Attr("aria-current", "true")) : std::nullopt, words));
}

Html queue(const Text& t, const ListPage& page, bool marks, Date today, Time now) {
  return table(
      cls("queue"), id("file"),
      caption(t("desk.found", {{"count", page.count}, {"more", page.count >= page.most ? "yes" : "no"}})),
      thead(tr(
          when(marks, [&] { return th(Attr("scope", "col"), span(cls("hors"), t("desk.column.mark"))); }),
          th(Attr("scope", "col"), t("field.name")), th(Attr("scope", "col"), t("desk.column.organisation")),
          th(Attr("scope", "col"), t("field.at.locality")), th(Attr("scope", "col"), t("desk.column.state")),
          th(Attr("scope", "col"), t("desk.column.age")), th(Attr("scope", "col"), t("field.next_review")))),
      tbody(each(page.page.rows, [&](const Row& r) {
        auto const box = "m-" + r.service.text;
        bool const marked = std::ranges::find(page.marked, r.service.text) != page.marked.end();
        bool const here = page.open && page.open->record.service.id == r.service;
        return tr(cls(here ? "ici" : ""),
                  when(marks,
                       [&] {
                         return td(label(cls("coche"), Attr("for", box), span(cls("hors"), r.name),
                                         input(Attr("type", "checkbox"), id(box), Attr("name", "id"),
                                               Attr("value", r.service.text), Attr("checked", marked))));
                       }),
                  th(Attr("scope", "row"), name_of(t, page, r, here)), td(r.organisation), td(r.locality),
                  td(r.state == "live" ? Html() : sign(t, r.state),
                     when(r.status != "active", [&] { return small(t("field.status." + r.status), " "); }),
                     when(!r.draft_state.empty(), [&] { return sign(t, r.draft_state); })),
                  td(age(t, r.known_on, today)), td(day(t, r.next_review, now)));
      })));
}

Html bulk_bar(const Text& t, const ListPage& page) {
  return div(
      cls("lot"), h2(t("desk.bulk.title")), p(cls("aide"), t("desk.bulk.help")),
      div(cls("actes"),
          div(label(Attr("for", "lot-acte"), t("desk.bulk.what")),
              select(id("lot-acte"), Attr("name", "act"),
                     each(words(t, "desk.bulk",
                                {"verify", "send", "publish", "archive", "add_topic", "set_rubric"}),
                          [](const Choice& c) { return option(Attr("value", c.value), c.label); }))),
          div(label(Attr("for", "lot-how"), t("field.verified_how")),
              select(
                  id("lot-how"), Attr("name", "how"),
                  each(words(t, "field.verified_how", {"phone", "visit", "email", "service_itself", "web"}),
                       [](const Choice& c) { return option(Attr("value", c.value), c.label); }))),
          div(label(Attr("for", "lot-sujet"), t("desk.bulk.topic")),
              select(id("lot-sujet"), Attr("name", "topic"),
                     each(page.rubrics,
                          [](const RubricChoice& r) {
                            return HtmlWriter::element("optgroup", false, Attr("label", r.label),
                                                       each(r.topics, [](const Choice& c) {
                                                         return option(Attr("value", c.value), c.label);
                                                       }));
                          }))),
          div(label(Attr("for", "lot-mot"), t("desk.bulk.note")), error_of(t, page.problems, "note"),
              input(Attr("type", "text"), id("lot-mot"), Attr("name", "note"))),
          button(cls("b"), t("desk.bulk.go"))));
}

Html paging(const Text& t, const ListPage& page) {
  return nav(
      cls("actes"), aria_label(t("desk.pages")),
      when(!page.filter.after.empty(),
           [&] { return a(cls("b"), href(Url::path(address(page.filter, ""))), t("desk.first_page")); }),
      when(page.page.more, [&] {
        return a(cls("b"), Attr("rel", "next"),
                 href(Url::path(address(page.filter, page.page.rows.back().slug))), t("desk.next_page"));
      }));
}

}  // namespace

web::Reply list(const web::Visit& visit, const ListPage& page) {
  auto const& t = Text::in(*visit.lang);
  auto const& who = *visit.actor;
  auto const today = Date(std::chrono::floor<std::chrono::days>(to_local(visit.now)));
  bool const marks =
      who.may(Compartment::guide, Action::propose) || who.may(Compartment::freshness, Action::verify);
  auto const here = address(page.filter, page.filter.after);
  auto const rows =
      page.page.rows.empty() ? p(cls("bloc"), t("desk.found_none")) : queue(t, page, marks, today, visit.now);
  Html inside = rows;
  if (marks && !page.page.rows.empty())
    inside =
        post_form(visit, "/desk/services/bulk", "file", join(hidden("back", here), rows, bulk_bar(t, page)));
  inside += paging(t, page);
  if (page.open) inside = div(cls("poste liste"), div(inside), panel(visit, *page.open, here));
  auto const body = main_(
      id("contenu"), cls("w"), Attr("tabindex", "-1"),
      div(cls("titre entete"), h1(t("desk.menu.guide")),
          div(cls("actes"),
              when(who.may(Compartment::guide, Action::propose),
                   [&] { return a(cls("b fort"), href(Url::path("/desk/services/new")), t("desk.new")); }),
              when(who.may(Compartment::guide, Action::merge),
                   [&] { return a(cls("b"), href(Url::path("/desk/duplicates")), t("desk.duplicates")); }),
              when(who.may(Compartment::imports, Action::read),
                   [&] { return a(cls("b"), href(Url::path("/desk/import")), t("desk.import")); }))),
      error_summary(t, page.problems), filters(t, page),
      when(page.unmade > 0,
           [&] {
             return p(cls("avis"), Attr("role", "status"), web::icon("s-bientot"),
                      span(t("desk.unmade", {{"count", page.unmade}})));
           }),
      inside,
      p(cls("touches"),
        span(HtmlWriter::element("kbd", false, "J"), " ", HtmlWriter::element("kbd", false, "K"), " ",
             t("desk.keys.rows")),
        span(HtmlWriter::element("kbd", false, t("desk.keys.enter_key")), " ", t("desk.keys.open")),
        span(HtmlWriter::element("kbd", false, "X"), " ", t("desk.keys.mark")),
        when(page.open.has_value(),
             [&] { return span(HtmlWriter::element("kbd", false, "Esc"), " ", t("desk.keys.close")); }),
        span(HtmlWriter::element("kbd", false, "/"), " ", t("desk.keys.search"))));
  return people::desk_page(
      visit, {.title = t("desk.menu.guide"), .menu = "guide", .sheets = {}, .scripts = {"desk.js"}}, body,
      page.problems.empty() ? 200 : 422);
}

web::Reply today(const web::Visit& visit, const TodayPage& page) {
  auto const& t = Text::in(*visit.lang);
  auto const now_day = Date(std::chrono::floor<std::chrono::days>(to_local(visit.now)));
  auto const drafts = [&](std::string_view title, const std::vector<DraftLine>& lines, bool author) {
    if (lines.empty()) return Html();
    return section(
        cls("bloc file"),
        table(cls("queue"), caption(title),
              thead(tr(
                  th(Attr("scope", "col"), t("field.name")), th(Attr("scope", "col"), t("desk.column.state")),
                  when(author, [&] { return th(Attr("scope", "col"), t("desk.column.author")); }),
                  th(Attr("scope", "col"), t("desk.column.when")), th(Attr("scope", "col"), t("desk.note")))),
              tbody(each(lines, [&](const DraftLine& d) {
                return tr(th(Attr("scope", "row"), a(href(Url::path("/desk/drafts/" + d.id)),
                                                     d.name.empty() ? t("desk.no_name") : d.name)),
                          td(sign(t, name(d.state)), when(d.is_new, [&] { return small(t("desk.is_new")); })),
                          when(author,
                               [&] {
                                 return td(d.author, when(!d.author_role.empty(), [&] {
                                             return join(", ", t("desk.role." + d.author_role));
                                           }));
                               }),
                          td(moment(t, d.saved, visit.now)), td(d.note));
              }))));
  };
  bool const calm = page.lines.empty() && page.to_review.empty() && page.mine.empty();
  auto heading = t("desk.today", {{"day", say::date(t, now_day, now_day)}});
  auto const body = main_(
      id("contenu"), cls("w"), Attr("tabindex", "-1"),
      div(cls("titre entete"), h1(heading),
          form(Attr("method", "get"), action(Url::path("/desk/services")), cls("cherche"),
               Attr("role", "search"), label(cls("hors"), Attr("for", "q"), t("desk.filter.words")),
               div(input(Attr("type", "search"), id("q"), Attr("name", "q"),
                         Attr("placeholder", t("desk.filter.words"))),
                   button(web::icon("b-magnifying-glass"), span(cls("hors"), t("desk.filter.go")))))),
      when(!page.lines.empty(),
           [&] {
             return nav(cls("onglets"), aria_label(t("desk.todo")),
                        each(page.lines, [&](const TodayPage::Line& line) {
                          return a(href(Url::path(line.path)), t(line.key), " ",
                                   span(cls("num"), line.count));
                        }));
           }),
      drafts(t("desk.list.to_review"), page.to_review, true), drafts(t("desk.list.mine"), page.mine, false),
      when(calm, [&] { return p(cls("bloc"), t("desk.calm")); }),
      when(!page.to_review.empty() || !page.mine.empty(), [&] {
        return p(cls("touches"),
                 span(HtmlWriter::element("kbd", false, "J"), " ", HtmlWriter::element("kbd", false, "K"),
                      " ", t("desk.keys.rows")),
                 span(HtmlWriter::element("kbd", false, t("desk.keys.enter_key")), " ", t("desk.keys.open")));
      }));
  return people::desk_page(
      visit, {.title = t("desk.menu.day"), .menu = "day", .sheets = {}, .scripts = {"desk.js"}}, body);
}

}  // namespace cote::guide::desk::views
