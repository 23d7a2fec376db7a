// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/sitemap.h"

#include "kernel/html.h"
#include "kernel/lang.h"
#include "kernel/time.h"

namespace cote::guide {
namespace {

// sitemaps.org: at most 50,000 addresses a file.
constexpr std::size_t kMostAddresses = 50'000;

void add(std::string& out, std::string_view origin, std::string_view path, std::string_view changed) {
  for (auto const& lang : languages()) {
    out += "<url><loc>";
    escape_into(out, std::string(origin) + "/" + lang.tag + std::string(path));
    out += "</loc>";
    if (!changed.empty()) out += "<lastmod>" + std::string(changed) + "</lastmod>";
    for (auto const& other : languages()) {
      out += "<xhtml:link rel=\"alternate\" hreflang=\"" + other.tag + "\" href=\"";
      escape_into(out, std::string(origin) + "/" + other.tag + std::string(path));
      out += "\"/>";
    }
    out += "</url>\n";
  }
}

}  // namespace

std::string sitemap_xml(const Snapshot& from, std::string_view origin) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
      "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
  auto left = kMostAddresses / languages().size();
  auto const put = [&](const std::string& path, std::string_view changed = {}) {
    if (left == 0) return;
    --left;
    add(out, origin, path, changed);
  };
  for (auto const* path : {"", "/guide", "/rubrics", "/map", "/history", "/about"}) put(path);
  for (auto const& rubric : from.catalogue.rubrics) put("/rubrics/" + url_encode(rubric.id));
  for (auto const& organisation : from.catalogue.organisations)
    put("/organisations/" + url_encode(organisation.slug));
  for (auto const& service : from.catalogue.services) {
    if (service.status == Status::closed || service.status == Status::merged) continue;
    bool const dated = service.updated != Time{};
    put("/guide/" + url_encode(service.slug), dated ? iso(service.updated) : std::string());
  }
  out += "</urlset>\n";
  return out;
}

}  // namespace cote::guide
