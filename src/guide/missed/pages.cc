// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/missed/pages.h"

#include <algorithm>

#include "guide/say.h"
#include "kernel/text.h"
#include "people/actor.h"
#include "people/frame.h"
#include "people/work_routes.h"
#include "web/components/markup.h"
#include "web/layout.h"

namespace cote::guide::missed {

using namespace cote::html;

namespace {

constexpr std::int64_t kMost = 500;

std::string month_words(const Text& t, const std::string& month) {
  auto const day = parse_date(month + "-01");
  return day ? say::month(t, *day) : month;
}

Html sums(const Text& t, const std::vector<Count>& counts) {
  return each(counts, [&](const Count& one) {
    if (!one.words.empty()) return Html();
    std::int64_t named = 0;
    for (auto const& other : counts)
      if (other.month == one.month && !other.words.empty()) named += other.times;
    return p(
        t("noresult.total", {{"month", month_words(t, one.month)}, {"total", one.times}, {"named", named}}));
  });
}

Html body(const Text& t, const std::vector<Count>& counts) {
  Html rows;
  for (auto const& one : counts)
    if (!one.words.empty())
      rows += tr(th(Attr("scope", "row"), bdi(one.words)), td(month_words(t, one.month)), td(one.times));
  auto const column = [&](std::string_view key) { return th(Attr("scope", "col"), t(key)); };
  return main_(id("contenu"), cls("w"),
               div(cls("titre"), h1(t("noresult.title")), p(t("noresult.lead", {{"k", kEnough}}))),
               sums(t, counts),
               rows.empty() ? p(cls("air"), t("noresult.few"))
                            : table(cls("queue"),
                                    thead(tr(column("noresult.column.words"), column("noresult.column.month"),
                                             column("noresult.column.times"))),
                                    tbody(rows)));
}

}  // namespace

void Pages::mount(web::Router& router) const {
  people::WorkRoutes const add(router, this);
  add("GET", "/desk/searches", "desk.searches", "figures.read", &Pages::searches);
}

web::Reply Pages::searches(const web::Visit& visit) const {
  bool const may = visit.actor && visit.actor->may(people::Compartment::figures, people::Action::read);
  if (!may) return web::error_page(visit, 403);
  write_down();
  auto const counts = db.read([](db::Session& s) { return store::listed(s, kMost); });
  auto const& t = Text::in(*visit.lang);
  return people::desk_page(visit, {.title = t("noresult.title"), .menu = "searches"}, body(t, counts));
}

void Pages::write_down() const {
  auto const counts = counter.take();
  if (counts.empty()) return;
  db.write([&](db::Tx& tx) {
    store::add(tx, counts);
    return true;
  });
}

}  // namespace cote::guide::missed
