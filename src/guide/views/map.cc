// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "guide/map_points.h"
#include "guide/rules.h"
#include "guide/views/facets.h"
#include "guide/views/paging.h"
#include "guide/views/parts.h"
#include "guide/views/views.h"
#include "web/assets.h"
#include "web/components/icon.h"
#include "web/components/search_box.h"
#include "web/layout.h"

namespace cote::guide::views {

using namespace cote::html;

namespace {

constexpr std::uint32_t kListed = 30;

Html line(const Reading& r, const Service& service, float km) {
  auto const sign = say::sign(r.t, service, r.from.open_state(service, r.now), r.now);
  auto const* phone = first_phone(r, service);
  return li(cls("dalle"), id(service.slug), Attr("data-slug", service.slug),
            h2(a(href(service_url(r, service)), shown(r, service.name))),
            div(cls("faits"), sign_line(sign), where_line(r, service, km)),
            when(phone != nullptr, [&] { return p(cls("actes"), call_button(r, *phone)); }));
}

// Services less than this apart are one number on the drawing.
constexpr double kApart = 5;  // km

std::vector<Pin> pins_of(const Reading& r, const Found& found) {
  std::vector<Pin> out;
  for (auto const& point : map_points(r.from, found, found.hits.size())) {
    auto const near = std::ranges::find_if(
        out, [&](const Pin& pin) { return search::distance_km(pin.at, point.at) < kApart; });
    if (near == out.end()) {
      out.push_back({.at = point.at, .approximate = point.approximate});
    } else {
      ++near->count;
      near->approximate = near->approximate && point.approximate;
    }
  }
  return out;
}

std::string_view kind_of(const Tiles& tiles) {
  switch (tiles.kind) {
    case Tiles::Kind::archive:
      return "archive";
    case Tiles::Kind::vectors:
      return "vectors";
    case Tiles::Kind::pictures:
    case Tiles::Kind::none:
      break;
  }
  return {};
}

std::optional<Attr> given(AttrName name, std::string_view value) {
  return value.empty() ? std::nullopt : std::optional(Attr(name, value));
}

}  // namespace

Html map(const Reading& r, const Asked& asked, const Found& found, const Backdrop& land, const Tiles& tiles) {
  auto kept = asked;
  kept.words.clear();
  kept.page = 1;
  auto const all = std::span(found.hits);
  auto const first = std::min<std::size_t>(std::size_t{asked.page - 1} * kListed, all.size());
  auto const hits = all.subspan(first, std::min<std::size_t>(kListed, all.size() - first));
  auto const pages = static_cast<std::uint32_t>((all.size() + kListed - 1) / kListed);
  auto const search =
      form(cls("cherche"), Attr("role", "search"), Attr("method", "get"), action(web::here(r.visit, "/map")),
           label(cls("hors"), Attr("for", "q"), r.t("web.search.label")),
           div(input(id("q"), Attr("name", "q"), Attr("type", "search"), Attr("value", asked.words),
                     Attr("maxlength", "200"), Attr("dir", "auto")),
               button(web::icon("b-magnifying-glass"), span(cls("hors"), r.t("web.search.go")))),
           each(fields_of(kept).pairs(), [](const auto& f) {
             return input(Attr("type", "hidden"), Attr("name", f.first), Attr("value", f.second));
           }));
  auto const carte =
      div(id("carte"), cls("carte"), Attr("role", "region"), aria_label(r.t("guide.map.label")),
          Attr("data-points", list_url(r.visit, asked, "/map/points").str()),
          Attr("data-land", "/map/backdrop.json"), Attr("data-near", r.t("guide.map.approximate")),
          Attr("data-zoom-in", r.t("guide.map.zoom_in")), Attr("data-zoom-out", r.t("guide.map.zoom_out")),
          Attr("data-show", r.t("guide.map.show")), Attr("data-credit", kBackdropCredit),
          filters_of(asked) > 0 || !asked.words.empty() ? std::optional(Attr("data-filtered", true))
                                                        : std::nullopt,
          given("data-tiles", tiles.address), given("data-tiles-kind", kind_of(tiles)),
          given("data-tiles-credit", tiles.credit),
          draw_province(land, pins_of(r, found), r.t("guide.map.label")));
  auto const list = div(
      cls("cote-carte"),
      ul(cls("dalles lignes"),
         each(hits, [&](const search::Hit& h) { return line(r, r.from.catalogue.services[h.doc], h.km); })),
      paging(r, asked, pages, "/map"));
  return join(div(cls("bandeau"),
                  div(cls("w"), nav(cls("file"), a(href(list_url(r.visit, asked)), r.t("guide.map.as_list"))),
                      search)),
              contents(r, "w large",
                       div(cls("titre"), h1(r.t("guide.map.title")),
                           p(Attr("role", "status"),
                             r.t("guide.list.total", {{"count", std::size_t{found.answer.total}}})),
                           p(cls("doux"), r.t("guide.map.text"))),
                       chosen(r, asked), div(cls("plan-et-liste"), carte, list)));
}

}  // namespace cote::guide::views
