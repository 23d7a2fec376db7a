// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/views/paging.h"

#include <algorithm>

#include "web/components/icon.h"

namespace cote::guide::views {

using namespace cote::html;

Html paging(const Reading& r, const Asked& asked, std::uint32_t pages, std::string_view path) {
  if (pages < 2) return {};
  auto const to = [&](std::uint32_t page, std::string_view rel, const Html& words) {
    auto other = asked;
    other.page = page;
    return a(cls("b"), href(list_url(r.visit, other, path)), Attr("rel", rel), words);
  };
  auto const page = std::min(asked.page, pages);
  return nav(
      cls("pages"), aria_label(r.t("guide.pages")),
      when(page > 1,
           [&] { return to(page - 1, "prev", join(web::arrow("b-arrow-left"), r.t("guide.previous"))); }),
      span(r.t("guide.page_of", {{"page", std::to_string(page)}, {"pages", std::to_string(pages)}})),
      when(page < pages,
           [&] { return to(page + 1, "next", join(r.t("guide.next"), web::arrow("b-arrow-right"))); }));
}

}  // namespace cote::guide::views
