// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "kernel/json.h"
#include "people/accounts/access_page.h"
#include "people/actor.h"
#include "people/frame.h"
#include "people/ledger/pages.h"

namespace cote::people::views {
namespace {

using namespace cote::html;
using Choice = std::pair<std::string, std::string>;

/// An action or a kind of thing in words, or as it is written when nobody gave words.
std::string in_words(const Text& t, std::string_view kind, std::string_view code) {
  auto const key = fmt::format("ledger.{}.{}", kind, code);
  return t.has(key) ? t(key) : std::string(code);
}

std::string when_words(const Text& t, Time at) {
  auto const local = to_local(at);
  std::chrono::year_month_day const date{std::chrono::floor<std::chrono::days>(local)};
  return t("ledger.moment", {{"day", static_cast<unsigned>(date.day())},
                             {"month", t(fmt::format("web.month.{}", static_cast<unsigned>(date.month())))},
                             {"year", std::to_string(static_cast<int>(date.year()))},
                             {"clock", iso(local).substr(11)}});
}

Html chosen(const Text& t, std::string_view field, const std::string& label_text,
            const std::vector<Choice>& choices, std::string_view now) {
  return div(cls("champ"), label(Attr("for", field), label_text),
             select(id(field), Attr("name", field), option(Attr("value", ""), t("ledger.any")),
                    each(choices, [&](const Choice& c) {
                      return option(Attr("value", c.first), Attr("selected", c.first == now), c.second);
                    })));
}

Html typed(std::string_view field, const std::string& label_text, std::string_view type,
           std::string_view now) {
  return div(cls("champ"), label(Attr("for", field), label_text),
             input(id(field), Attr("name", field), Attr("type", type), Attr("value", now)));
}

std::vector<Choice> worded(const Text& t, std::string_view kind, const std::vector<std::string>& codes) {
  std::vector<Choice> out;
  for (auto const& code : codes)
    if (!code.empty()) out.emplace_back(code, in_words(t, kind, code));
  return out;
}

Html filters(const Text& t, const LedgerAsked& asked, const LedgerChoices& choices) {
  return form(
      cls("filtres"), Attr("method", "get"), action(Url::path("/desk/ledger")), Attr("role", "search"),
      chosen(t, "who", t("ledger.who"), choices.people, asked.filter.account),
      chosen(t, "action", t("ledger.what"), worded(t, "action", choices.actions), asked.filter.action),
      chosen(t, "subject", t("ledger.kind"), worded(t, "subject", choices.subjects), asked.filter.subject),
      typed("id", t("ledger.id"), "text", asked.filter.subject_id),
      typed("from", t("ledger.from"), "date", asked.from_day),
      typed("until", t("ledger.until"), "date", asked.until_day),
      p(cls("actes"), button(cls("b fort"), t("ledger.show")),
        a(cls("b"), href(Url::path("/desk/ledger")), t("ledger.show_all"))));
}

/// {"fields":["hours"],"version":7} as "fields: hours; version: 7".
std::string detail_words(std::string_view detail) {
  auto const read = json::parse(detail);
  if (!read || !read->is_object()) return std::string(detail);
  std::string out;
  for (auto const& [key, value] : read->as_object()) {
    std::string words;
    if (value.is_string()) {
      words = value.as_string();
    } else if (value.is_array()) {
      for (auto const& item : value.as_array())
        words += (words.empty() ? "" : ", ") +
                 (item.is_string() ? std::string(item.as_string()) : boost::json::serialize(item));
    } else {
      words = boost::json::serialize(value);
    }
    out += fmt::format("{}{}: {}", out.empty() ? "" : "; ", std::string_view(key), words);
  }
  return out;
}

Html who(const Text& t, const ledger::Row& row) {
  if (row.account.empty()) return join(t("ledger.house"), small(row.actor));
  return row.actor.empty() ? span(cls("doux"), t("ledger.gone")) : Html(span(row.actor));
}

Html about(const Text& t, const ledger::Row& row) {
  if (row.subject.empty()) return {};
  auto const words = in_words(t, "subject", row.subject);
  if (row.subject_id.empty()) return span(words);
  web::Fields same;
  same.add("subject", row.subject);
  same.add("id", row.subject_id);
  return join(words, Html(" "),
              a(cls("code"), href(Url::path("/desk/ledger?" + same.encode())), Attr("title", row.subject_id),
                row.subject_id.substr(0, 8)));
}

Html row_of(const Text& t, const ledger::Row& row) {
  auto const detail = detail_words(row.detail);
  return tr(td(cls("num"), row.seq), td(time_(Attr("datetime", iso(row.at)), when_words(t, row.at))),
            td(who(t, row)), th(Attr("scope", "row"), in_words(t, "action", row.action)), td(about(t, row)),
            td(when(!row.purpose.empty(), [&] { return p(strong(t("ledger.why")), Html(" "), row.purpose); }),
               when(!detail.empty(), [&] { return small(detail); })));
}

Html table_of(const Text& t, const std::vector<ledger::Row>& rows) {
  auto const head = [&](std::string_view key) { return th(Attr("scope", "col"), t(key)); };
  return div(
      cls("defile"), Attr("tabindex", "0"), Attr("role", "region"), aria_label(t("ledger.title")),
      table(cls("queue registre"), Html("<caption class=\"hors\">"), t("ledger.title"), Html("</caption>"),
            thead(tr(head("ledger.number"), head("ledger.when"), head("ledger.who"), head("ledger.what"),
                     head("ledger.kind"), head("ledger.detail"))),
            tbody(each(rows, [&](const ledger::Row& row) { return row_of(t, row); }))));
}

Html exports(const web::Visit& visit, const Text& t, const LedgerAsked& asked) {
  if (!visit.actor || !visit.actor->may(Compartment::ledger, Action::export_)) return {};
  auto const to = [&](std::string_view format, std::string_view key) {
    auto const query = asked.query(0);
    return a(cls("b"),
             href(Url::path(
                 fmt::format("/desk/ledger/export?format={}{}{}", format, query.empty() ? "" : "&", query))),
             t(key));
  };
  return p(cls("actes"), to("csv", "ledger.as_csv"), to("ndjson", "ledger.as_ndjson"));
}

}  // namespace

web::Reply ledger(const web::Visit& visit, const LedgerAsked& asked, const LedgerChoices& choices,
                  const std::vector<ledger::Row>& rows, bool more) {
  auto const& t = Text::in(*visit.lang);
  auto const paging = nav(
      cls("pages"), aria_label(t("ledger.pages")),
      when(
          asked.before > 0,
          [&] { return a(cls("b"), href(Url::path("/desk/ledger?" + asked.query(0))), t("ledger.newest")); }),
      when(more, [&] {
        return a(cls("b"), Attr("rel", "next"),
                 href(Url::path("/desk/ledger?" + asked.query(rows.back().seq))), t("ledger.older"));
      }));
  auto const body = main_(
      id("contenu"), cls("w confiance"), h1(cls("titre"), t("ledger.title")), trust_tabs(visit, t, "ledger"),
      p(cls("chapeau"), t("ledger.words")), filters(t, asked, choices),
      rows.empty() ? p(cls("vide"), t("ledger.none")) : table_of(t, rows), paging, exports(visit, t, asked));
  return desk_page(visit, {.title = t("ledger.title"), .menu = "ledger", .sheets = {"trust.css"}}, body);
}

}  // namespace cote::people::views
