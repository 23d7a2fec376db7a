// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/pages.h"

#include "guide/list.h"
#include "guide/map_drawing.h"
#include "guide/map_points.h"
#include "guide/reading.h"
#include "guide/rules.h"
#include "guide/sitemap.h"
#include "guide/structured.h"
#include "guide/views/parts.h"
#include "guide/views/views.h"
#include "kernel/embedded.h"
#include "web/components/markup.h"
#include "web/layout.h"

namespace cote::guide {
namespace {

constexpr std::uint32_t kOnMap = 0;  // as many as a search puts in order

std::string text_of(const Reading& r, const Words& words) {
  return std::string(rules::text(words, r.lang()));
}

// A method of Pages as a handler; `pages` outlives the router.
template <class Method>
web::Handler bound(const Pages& pages, Method method) {
  return [&pages, method](const web::Visit& v) { return (pages.*method)(v); };
}

web::Reply missing(const web::Visit& visit) { return web::error_page(visit, 404); }

std::vector<std::string> map_scripts(Tiles::Kind tiles) {
  std::vector<std::string> out = {"leaflet/leaflet.js", "leaflet/leaflet.markercluster.js"};
  bool const archived = tiles == Tiles::Kind::archive || tiles == Tiles::Kind::vectors;
  if (archived) out.emplace_back("tiles/pmtiles.js");
  if (tiles == Tiles::Kind::vectors) out.emplace_back("tiles/protomaps-leaflet.js");
  out.emplace_back("map.js");
  return out;
}

}  // namespace

void Pages::mount(web::Router& router) const {
  auto const add = [&](std::string pattern, std::string name, auto method, bool localised = true) {
    router.add({.pattern = std::move(pattern), .name = std::move(name), .localised = localised},
               bound(*this, method));
  };
  add("/", "guide.home", &Pages::home);
  add("/guide", "guide.list", &Pages::list);
  add("/guide/{slug}", "guide.service", &Pages::service);
  add("/organisations/{slug}", "guide.organisation", &Pages::organisation);
  add("/rubrics", "guide.rubrics", &Pages::rubrics);
  add("/rubrics/{id}", "guide.rubric", &Pages::rubric);
  add("/map", "guide.map", &Pages::map);
  add("/map/points", "guide.map_points", &Pages::map_points);
  add("/map/backdrop.json", "guide.backdrop", &Pages::backdrop, false);
  add("/about", "guide.about", &Pages::about);
  add("/sitemap.xml", "guide.sitemap", &Pages::sitemap, false);
  add("/robots.txt", "guide.robots", &Pages::robots, false);
}

web::Reply Pages::home(const web::Visit& visit) const {
  auto const snapshot = shelf.current();
  auto const r = reading(visit, *snapshot);
  return web::page(visit, {.path = "/", .menu = "home", .sheets = {"home.css"}, .data = structured::site(r)},
                   views::home(r));
}

web::Reply Pages::list(const web::Visit& visit) const {
  auto const snapshot = shelf.current();
  auto const r = reading(visit, *snapshot);
  auto const asked = read_asked(visit.query);
  auto const found = find(*snapshot, asked, r.lang(), r.now);
  auto const plain = asked == Asked{};
  auto out = web::page(visit,
                       {.title = views::list_title(r, asked),
                        .path = "/guide",
                        .menu = "guide",
                        .scripts = {"near.js", "keep.js"},
                        .indexed = plain},
                       views::list(r, asked, found));
  if (missed && found.answer.total == 0 && asked == Asked{.words = asked.words}) {
    missed(asked.words, visit);
    // The next person who asks this must come here too, or would not be counted.
    out.keep = web::Keep::no;
  }
  return out;
}

web::Reply Pages::service(const web::Visit& visit) const {
  auto const snapshot = shelf.current();
  auto const r = reading(visit, *snapshot);
  auto const& slug = visit.segments.front();
  auto const* const s = snapshot->service_by_slug(slug);
  if (!s) {
    if (auto const* const away = snapshot->withdrawn_by_slug(slug))
      return web::page(visit,
                       {.title = text_of(r, away->name), .path = {}, .menu = "guide", .indexed = false},
                       views::withdrawn(r, *away));
    auto const* const now_at = snapshot->service_by_old_slug(slug);
    return now_at ? web::moved(views::service_url(r, *now_at).str()) : missing(visit);
  }
  bool const gone = s->status == Status::closed || s->status == Status::merged || s->status == Status::moved;
  web::PageHead head{.title = text_of(r, s->name),
                     .description = text_of(r, s->summary),
                     .path = "/guide/" + url_encode(s->slug),
                     .menu = "guide",
                     .sheets = {"file.css"},
                     .scripts = {"page.js", "keep.js", "share.js"}};
  if (!gone) head.data = structured::service(r, *s);
  return web::page(visit, head, gone ? views::gone(r, *s) : views::service(r, *s));
}

web::Reply Pages::organisation(const web::Visit& visit) const {
  auto const snapshot = shelf.current();
  auto const r = reading(visit, *snapshot);
  auto const* const o = snapshot->organisation_by_slug(visit.segments.front());
  if (!o) return missing(visit);
  return web::page(visit,
                   {.title = text_of(r, o->name),
                    .description = text_of(r, o->description),
                    .path = "/organisations/" + url_encode(o->slug),
                    .menu = "guide"},
                   views::organisation(r, *o));
}

web::Reply Pages::rubrics(const web::Visit& visit) const {
  auto const snapshot = shelf.current();
  auto const r = reading(visit, *snapshot);
  return web::page(visit, {.title = r.t("guide.rubrics.title"), .path = "/rubrics", .menu = "guide"},
                   views::rubrics(r));
}

web::Reply Pages::rubric(const web::Visit& visit) const {
  auto const snapshot = shelf.current();
  auto const r = reading(visit, *snapshot);
  auto const* const one = snapshot->rubric(visit.segments.front());
  if (!one) return missing(visit);
  return web::page(
      visit, {.title = text_of(r, one->label), .path = "/rubrics/" + url_encode(one->id), .menu = "guide"},
      views::rubric(r, *one));
}

web::Reply Pages::map(const web::Visit& visit) const {
  auto const snapshot = shelf.current();
  auto const r = reading(visit, *snapshot);
  auto const asked = read_asked(visit.query);
  auto all = asked;
  all.page = 1;
  auto const found = find(*snapshot, all, r.lang(), r.now, kOnMap);
  return web::page(visit,
                   {.title = r.t("guide.map.title"),
                    .path = "/map",
                    .menu = "map",
                    .sheets = {"leaflet/leaflet.css", "leaflet/MarkerCluster.css", "map.css"},
                    .scripts = map_scripts(tiles.kind),
                    .indexed = asked == Asked{}},
                   views::map(r, asked, found, guide::backdrop(), tiles));
}

web::Reply Pages::map_points(const web::Visit& visit) const {
  auto const snapshot = shelf.current();
  auto const r = reading(visit, *snapshot);
  auto asked = read_asked(visit.query);
  asked.page = 1;
  auto const found = find(*snapshot, asked, r.lang(), r.now, kOnMap);
  return {.content_type = "application/json",
          .body = map_points_json(*snapshot, found, found.hits.size(), r.lang()),
          .keep = web::Keep::by_etag};
}

web::Reply Pages::backdrop(const web::Visit& visit) const {
  auto const bytes = embedded_data("namur/backdrop.json");
  if (!bytes) return missing(visit);
  return {.content_type = "application/json", .body = std::string(*bytes), .keep = web::Keep::by_etag};
}

web::Reply Pages::about(const web::Visit& visit) const {
  auto const snapshot = shelf.current();
  auto const r = reading(visit, *snapshot);
  return web::page(
      visit, {.title = r.t("guide.about.title"), .path = "/about", .menu = "about", .sheets = {"file.css"}},
      views::about(r));
}

web::Reply Pages::sitemap(const web::Visit& visit) const {
  auto const snapshot = shelf.current();
  return {.content_type = "application/xml; charset=utf-8",
          .body = sitemap_xml(*snapshot, visit.origin),
          .keep = web::Keep::by_etag};
}

web::Reply Pages::robots(const web::Visit& visit) const {
  return {.content_type = "text/plain; charset=utf-8",
          .body = "User-agent: *\nDisallow: /*?\nSitemap: " + visit.origin + "/sitemap.xml\n",
          .keep = web::Keep::by_etag};
}

web::Reply Pages::error(const web::Visit& visit, int status) const { return web::error_page(visit, status); }

}  // namespace cote::guide
