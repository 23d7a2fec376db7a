// SPDX-License-Identifier: AGPL-3.0-or-later
#include "history/pages.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "history/rules.h"
#include "history/timeline.h"
#include "history/views.h"
#include "kernel/text.h"
#include "web/layout.h"

namespace cote::history {
namespace {

constexpr int kDecade = 10;

std::optional<int> year_in(std::string_view text) {
  int year = 0;
  auto const end = std::from_chars(text.data(), text.data() + text.size(), year);
  if (text.empty() || end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
  return year;
}

std::string address_of(const std::string& theme) {
  return theme.empty() ? "/history" : "/history?theme=" + url_encode(theme);
}

std::vector<Entry> of_theme(const std::vector<Entry>& all, const std::string& theme) {
  if (theme.empty()) return all;
  std::vector<Entry> out;
  std::ranges::copy_if(all, std::back_inserter(out),
                       [&](const Entry& e) { return std::ranges::find(e.themes, theme) != e.themes.end(); });
  return out;
}

std::string counted(const Text& t, std::string_view label, std::size_t count) {
  return t("history.counted", {{"label", label}, {"count", count}});
}

std::vector<views::Choice> theme_choices(const web::Visit& visit, const History& history,
                                         const std::string& current) {
  auto const& t = Text::in(*visit.lang);
  std::vector<views::Choice> out;
  out.push_back({counted(t, t("history.all"), history.entries.size()), web::here(visit, address_of("")),
                 current.empty()});
  for (auto const& theme : history.themes) {
    auto const count = of_theme(history.entries, theme.id).size();
    if (count == 0) continue;
    out.push_back({counted(t, rules::text(theme.label, visit.lang->tag), count),
                   web::here(visit, address_of(theme.id)), theme.id == current});
  }
  return out;
}

std::optional<views::CarriedOn> carried_on(const web::Visit& visit, const std::string& room,
                                           const std::vector<OpenRoom>& open) {
  if (room.empty()) return std::nullopt;
  auto const& t = Text::in(*visit.lang);
  auto const key = "history.room." + room;
  if (!t.has(key)) return std::nullopt;
  auto const at = std::ranges::find(open, room, &OpenRoom::room);
  return views::CarriedOn{t(key),
                          at == open.end() ? std::nullopt : std::optional(web::here(visit, at->path))};
}

// The name a decade is told under, when the texts give it one.
std::string name_of(const Text& t, int decade) {
  auto const key = "history.decade." + std::to_string(decade);
  return t.has(key) ? t(key) : std::string();
}

// `entries` are by date and outlive the views.
std::vector<views::Decade> decades(const web::Visit& visit, const std::vector<Entry>& entries,
                                   const std::vector<OpenRoom>& open) {
  auto const& t = Text::in(*visit.lang);
  std::vector<views::Decade> out;
  int last_decade = 0;
  int last_year = 0;
  for (auto const& entry : entries) {
    auto const decade = entry.year - entry.year % kDecade;
    if (out.empty() || decade != last_decade)
      out.push_back({out.empty() ? entry.year : decade, entry.year, name_of(t, decade), {}});
    out.back().to = entry.year;
    out.back().steps.push_back({&entry, carried_on(visit, entry.room, open), entry.year != last_year});
    last_decade = decade;
    last_year = entry.year;
  }
  return out;
}

}  // namespace

web::Reply Pages::timeline(const web::Visit& visit) const {
  auto const& t = Text::in(*visit.lang);
  auto const asked = std::string(visit.query.get("theme"));
  auto const known = std::ranges::find(history.themes, asked, &Theme::id) != history.themes.end();
  auto const theme = known ? asked : std::string();
  auto const entries = of_theme(history.entries, theme);
  if (auto const year = year_in(visit.query.get("year"))) {
    auto const anchor = "#y" + std::to_string(rules::nearest_year(entries, *year));
    return web::see_other(web::here(visit, address_of(theme)).str() + anchor);
  }
  views::Timeline view;
  view.lang = visit.lang;
  view.heading = t("history.heading");
  if (!history.entries.empty())
    view.lead = t("history.lead", {{"from", std::to_string(history.entries.front().year)},
                                   {"to", std::to_string(history.entries.back().year)},
                                   {"count", history.entries.size()}});
  view.themes = theme_choices(visit, history, theme);
  view.filtered = !theme.empty();
  view.decades = decades(visit, entries, open);
  view.sample = entries.empty() ? nullptr : rules::shown(entries.front().text, visit.lang->tag);
  view.data = web::here(visit, "/history.json");
  return web::page(visit,
                   {.title = t("history.title"),
                    .description = t("history.description"),
                    .path = "/history",
                    .menu = "history",
                    .sheets = {"history.css"},
                    .indexed = theme.empty()},
                   views::timeline(view));
}

web::Reply Pages::data(const web::Visit& visit) const {
  auto const& t = Text::in(*visit.lang);
  return {.content_type = "application/json; charset=utf-8",
          .body = boost::json::serialize(timeline::write(history, visit.lang->tag, t("history.heading"))),
          .keep = web::Keep::by_etag};
}

void Pages::mount(web::Router& router) const {
  router.add({.pattern = "/history", .name = "history.timeline"},
             [pages = *this](const web::Visit& visit) { return pages.timeline(visit); });
  router.add({.pattern = "/history.json", .name = "history.data"},
             [pages = *this](const web::Visit& visit) { return pages.data(visit); });
}

}  // namespace cote::history
