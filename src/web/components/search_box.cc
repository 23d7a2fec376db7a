// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/components/search_box.h"

#include "kernel/text.h"
#include "web/components/icon.h"
#include "web/layout.h"

namespace cote::web {

using namespace cote::html;

Html search_box(const Visit& visit, const SearchBox& box) {
  auto const& t = Text::in(*visit.lang);
  auto const hide = box.shown_label ? std::nullopt : std::optional(cls("hors"));
  return form(cls("cherche"), Attr("role", "search"), Attr("method", "get"), action(here(visit, "/guide")),
              label(hide, Attr("for", "q"), t("web.search.label")),
              div(input(id("q"), Attr("name", "q"), Attr("type", "search"), Attr("value", box.words),
                        Attr("autocomplete", "off"), Attr("enterkeyhint", "search"), Attr("maxlength", "200"),
                        Attr("dir", "auto")),
                  button(icon("b-magnifying-glass"), span(hide, t("web.search.go")))),
              each(box.kept,
                   [](const auto& pair) {
                     return input(Attr("type", "hidden"), Attr("name", pair.first),
                                  Attr("value", pair.second));
                   }),
              when(box.example, [&] { return p(t("web.search.example")); }));
}

}  // namespace cote::web
