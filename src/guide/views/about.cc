// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/map_drawing.h"
#include "guide/rules.h"
#include "guide/views/parts.h"
#include "guide/views/views.h"
#include "web/components/icon.h"
#include "web/layout.h"

namespace cote::guide::views {

using namespace cote::html;

namespace {

// A chapter of the page: a picture, a title, and its paragraphs guide.about.<name>.1, .2, … as many as
// the language has.
Html chapter(const Reading& r, std::string_view name, std::string_view icon_name, const Html& more = {}) {
  auto const base = "guide.about." + std::string(name);
  Html text;
  for (int n = 1; r.t.has(base + "." + std::to_string(n)); ++n)
    text += p(r.t(base + "." + std::to_string(n)));
  return section(id(name), h2(web::icon(icon_name), r.t(base)), text, more);
}

Html ask_centre(const Reading& r) {
  return p(
      cls("actes"),
      a(cls("b"), href(Url::tel(r.visit.centre.phone)), web::icon("f-phone"), number(r.visit.centre.phone)),
      a(cls("b"), href(Url::mailto(r.visit.centre.email, r.t("guide.correction.subject_any"))),
        web::icon("f-envelope-simple"), bdi(dir("ltr"), r.visit.centre.email)));
}

// Copies of the whole Guide for machines and for those who print directories.
Html downloads(const Reading& r) { return p(a(href(Url::local("/api/hsds")), r.t("guide.about.api"))); }

}  // namespace

Html about(const Reading& r) {
  auto const count = r.from.catalogue.services.size();
  return main_(
      id("contenu"), cls("w"),
      div(cls("titre"), h1(r.t("guide.about.title")),
          p(cls("tres"), r.t("guide.about.lead", {{"count", count}}))),
      div(cls("fiche une"), chapter(r, "who", "handshake"), chapter(r, "sources", "seal-check"),
          chapter(r, "errors", "megaphone", ask_centre(r)), chapter(r, "data", "files", downloads(r)),
          chapter(r, "map", "map-trifold", p(cls("doux petit"), lang("en"), dir("ltr"), kBackdropCredit)),
          chapter(r, "accessibility", "person-arms-spread"), chapter(r, "privacy", "eye-slash"),
          chapter(r, "software", "wrench")));
}

}  // namespace cote::guide::views
