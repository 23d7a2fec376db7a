// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cmath>
#include <map>

#include "guide/map_points.h"
#include "guide/rules.h"
#include "guide/views/facets.h"
#include "guide/views/parts.h"
#include "guide/views/views.h"
#include "web/assets.h"
#include "web/components/icon.h"
#include "web/components/search_box.h"
#include "web/layout.h"

namespace cote::guide::views {

using namespace cote::html;

namespace {

constexpr std::size_t kListed = 200;

Html line(const Reading& r, const Service& service, float km) {
  auto const sign = say::sign(r.t, service, r.from.open_state(service, r.now), r.now);
  auto const* phone = first_phone(r, service);
  return li(Attr("data-slug", service.slug), h2(a(href(service_url(r, service)), shown(r, service.name))), sign_line(sign),
            where_line(r, service, km), when(phone != nullptr, [&] { return p(cls("actes"), call_button(r, *phone)); }));
}

// Services that stand on the same spot are one number.
std::vector<Pin> pins_of(const Reading& r, const Found& found) {
  std::map<std::pair<long, long>, Pin> spots;
  for (auto const& point : map_points(r.from, found, found.hits.size())) {
    auto const near = [](float degrees) { return std::lround(degrees * 40); };  // about 2 km
    auto& pin = spots[{near(point.at.lat), near(point.at.lon)}];
    pin.count = pin.at.lat == 0 ? 1 : pin.count + 1;
    if (pin.at.lat == 0) {
      pin.at = point.at;
      pin.approximate = true;
    }
    pin.approximate = pin.approximate && point.approximate;
  }
  std::vector<Pin> out;
  for (auto const& [spot, pin] : spots) out.push_back(pin);
  return out;
}

}  // namespace

Html map(const Reading& r, const Asked& asked, const Found& found, const Backdrop& land, std::string_view tiles) {
  auto kept = asked;
  kept.words.clear();
  kept.page = 1;
  auto const hits = std::span(found.hits).first(std::min(found.hits.size(), kListed));
  auto const search = form(cls("cherche"), Attr("role", "search"), Attr("method", "get"), action(web::here(r.visit, "/map")),
                           label(cls("hors"), Attr("for", "q"), r.t("web.search.label")),
                           div(input(id("q"), Attr("name", "q"), Attr("type", "search"), Attr("value", asked.words), Attr("maxlength", "200"), Attr("dir", "auto")),
                               button(web::icon("b-magnifying-glass"), span(cls("hors"), r.t("web.search.go")))),
                           each(fields_of(kept).pairs(), [](const auto& f) { return input(Attr("type", "hidden"), Attr("name", f.first), Attr("value", f.second)); }));
  auto const carte = div(id("carte"), cls("carte"), Attr("role", "region"), aria_label(r.t("guide.map.label")),
                         Attr("data-points", list_url(r.visit, asked, "/map/points").str()),
                         Attr("data-land", "/map/backdrop.json"), Attr("data-near", r.t("guide.map.approximate")),
                         Attr("data-zoom-in", r.t("guide.map.zoom_in")), Attr("data-zoom-out", r.t("guide.map.zoom_out")),
                         Attr("data-show", r.t("guide.map.show")), Attr("data-credit", kBackdropCredit),
                         tiles.empty() ? std::nullopt : std::optional(Attr("data-tiles", tiles)),
                         draw_province(land, pins_of(r, found), r.t("guide.map.label")));
  auto const list = div(cls("cote-carte"), ul(cls("dalles lignes"), each(hits, [&](const search::Hit& h) {
                          return line(r, r.from.catalogue.services[h.doc], h.km);
                        })));
  return join(div(cls("bandeau"), div(cls("w"), nav(cls("file"), a(href(list_url(r.visit, asked)), r.t("guide.map.as_list"))), search)),
              main_(id("contenu"), cls("w large"),
                    div(cls("titre"), h1(r.t("guide.map.title")),
                        p(Attr("role", "status"), r.t("guide.list.total", {{"count", std::size_t{found.answer.total}}})),
                        p(cls("doux"), r.t("guide.map.text"))),
                    chosen(r, asked), div(cls("plan-et-liste"), carte, list), translation_note(r)));
}

}  // namespace cote::guide::views
