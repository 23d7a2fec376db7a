// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/handout/pages.h"

#include "guide/handout/pdf.h"
#include "guide/handout/qr.h"
#include "guide/handout/views.h"
#include "guide/reading.h"
#include "web/layout.h"
#include "web/reply.h"

namespace cote::guide::handout {
namespace {

Selection selection_of(const Snapshot& from, const web::Visit& visit) {
  return chosen(from, visit.query.get("s"));
}

/// Sends whoever opens it to `path` in their own language.
web::Reply in_their_language(const web::Visit& visit, const std::string& path) {
  auto out = web::found("/" + visit.lang->tag + path);
  web::vary_on(out, "Accept-Language");
  return out;
}

}  // namespace

void Pages::mount(web::Router& router) {
  auto const add = [&](std::string pattern, std::string name, web::Work work, bool localised, auto handler) {
    router.add({.pattern = std::move(pattern), .name = std::move(name), .localised = localised, .work = work},
               [this, handler](const web::Visit& v) { return (this->*handler)(v); });
  };
  using enum web::Work;
  add("/handout", "guide.handout", database, true, &Pages::sheet);
  add("/handout.pdf", "guide.handout_pdf", database, true, &Pages::pdf);
  add("/favourites", "guide.favourites", memory, true, &Pages::favourites);
  add("/guide/{slug}/qr.svg", "guide.qr", memory, true, &Pages::qr);
  add("/s/{code}", "guide.short_link", database, false, &Pages::short_link);
  add("/g/{slug}", "guide.any_language", memory, false, &Pages::any_language);
}

std::string Pages::code(const web::Visit& visit, const Selection& selection) {
  if (selection.services.empty()) return {};
  auto const ids = ids_of(selection);
  try {
    auto const likely = code_of(ids);
    if (db_.read([&](db::Session& s) { return store::find(s, likely); }) == ids) return likely;
    if (!keeping_.take(mask_.of(visit.request.remote, visit.now), visit.now)) return {};
    return db_.write([&](db::Tx& tx) { return store::keep(tx, ids, visit.now); });
  } catch (const db::Error&) {
    return {};
  }
}

web::Reply Pages::sheet(const web::Visit& visit) {
  auto const snapshot = shelf_.current();
  auto const r = reading(visit, *snapshot);
  auto const selection = selection_of(*snapshot, visit);
  auto const made = sheet_of(r, selection, code(visit, selection));
  auto const pdf = web::here(visit, "/handout.pdf?s=" + slugs_of(selection));
  return web::page(visit,
                   {.title = r.t("handout.title"),
                    .path = {},
                    .sheets = {"handout.css"},
                    .scripts = {"page.js"},
                    .indexed = false},
                   views::sheet(r, made, pdf));
}

web::Reply Pages::pdf(const web::Visit& visit) {
  auto const snapshot = shelf_.current();
  auto const r = reading(visit, *snapshot);
  auto const selection = selection_of(*snapshot, visit);
  if (selection.services.empty()) return sheet(visit);
  web::Reply out{.content_type = "application/pdf",
                 .body = pdf_of(sheet_of(r, selection, code(visit, selection)), *visit.lang),
                 .keep = web::Keep::by_etag};
  out.headers.emplace_back("Content-Disposition", "inline; filename=\"" + r.t("handout.file") + ".pdf\"");
  out.headers.emplace_back("X-Robots-Tag", "noindex");
  return out;
}

web::Reply Pages::short_link(const web::Visit& visit) const {
  auto const ids = db_.read([&](db::Session& s) { return store::find(s, visit.segments.front()); });
  auto const snapshot = shelf_.current();
  auto const selection = of_ids(*snapshot, ids);
  if (ids.empty()) return web::error_page(visit, 404);
  return in_their_language(visit, "/handout?s=" + slugs_of(selection));
}

web::Reply Pages::favourites(const web::Visit& visit) const {
  auto const snapshot = shelf_.current();
  auto const r = reading(visit, *snapshot);
  return web::page(visit,
                   {.title = r.t("favourite.title"),
                    .path = "/favourites",
                    .sheets = {"handout.css"},
                    .scripts = {"favourites.js"},
                    .indexed = false},
                   views::favourites(r));
}

web::Reply Pages::any_language(const web::Visit& visit) const {
  auto const snapshot = shelf_.current();
  auto const& slug = visit.segments.front();
  auto const* service = snapshot->service_by_slug(slug);
  if (!service) service = snapshot->service_by_old_slug(slug);
  if (!service) return web::error_page(visit, 404);
  return in_their_language(visit, "/guide/" + url_encode(service->slug));
}

web::Reply Pages::qr(const web::Visit& visit) const {
  auto const snapshot = shelf_.current();
  auto const* service = snapshot->service_by_slug(visit.segments.front());
  if (!service) return web::error_page(visit, 404);
  return {.content_type = "image/svg+xml",
          .body = qr_file(visit.origin + "/g/" + url_encode(service->slug)),
          .keep = web::Keep::by_etag};
}

}  // namespace cote::guide::handout
