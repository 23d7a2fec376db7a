// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/structured.h"

#include "guide/export.h"
#include "web/components/markup.h"

namespace cote::guide::structured {

Html site(const Reading& r) {
  auto const address = r.visit.origin + "/" + std::string(r.lang());
  return html::json_ld_block({{"@context", "https://schema.org"},
                              {"@type", "WebSite"},
                              {"name", "Côte à Côte"},
                              {"url", address},
                              {"inLanguage", r.lang()},
                              {"potentialAction",
                               {{"@type", "SearchAction"},
                                {"target", address + "/guide?q={search_term_string}"},
                                {"query-input", "required name=search_term_string"}}}});
}

Html service(const Reading& r, const Service& service) {
  return html::json_ld_block(exporting::json_ld(r.from, service, r.lang(), r.visit.origin));
}

}  // namespace cote::guide::structured
