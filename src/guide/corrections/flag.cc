// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/corrections/flag.h"

#include "guide/corrections/fields.h"
#include "guide/rules.h"
#include "web/components/icon.h"
#include "web/layout.h"

namespace cote::guide::corrections {

using namespace cote::html;

std::string wording_path(const Reading& r, const Service& service, std::string path, const Words& of) {
  auto const* w = guide::rules::shown(of, r.lang());
  if (w == nullptr || w->lang == service.source_lang || w->origin == Origin::source) return path;
  return std::move(path) + "@" + w->lang;
}

Flags::Flags(const Reading& r, const Service& service)
    : r_(r),
      service_(service),
      form_(web::here(r.visit, "/guide/" + url_encode(service.slug) + "/correction?field=").str()) {}

Html Flags::link(std::string_view path, std::string_view words, std::string_view which) const {
  // A slash may stand in a query as it is, which keeps the page small.
  auto const name = field_label(r_.t, path);
  return a(cls("crayon"), href(Url::path(form_ + std::string(path))), Attr("rel", "nofollow"),
           web::icon("b-pencil-simple"),
           span(words, " ", name, when(!which.empty(), [&] { return join(" ", which); })));
}

Html Flags::at(std::string_view path, std::string_view which) const {
  return link(path, r_.t("report.here"), which);
}

Html Flags::at(const std::string& path, const Words& of, std::string_view which) const {
  return link(wording_path(r_, service_, path, of), r_.t("report.here"), which);
}

Html Flags::missing(std::string_view path) const { return link(path, r_.t("report.say"), {}); }

}  // namespace cote::guide::corrections
