// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.h"
#include "web/components/icon.h"
#include "web/components/search_box.h"
#include "web/layout.h"

namespace cote::web {

using namespace cote::html;

Reply error_page(const Visit& visit, int status) {
  auto const& t = Text::in(*visit.lang);
  // Statuses without sentences of their own share those of the nearest kind.
  std::string known = status >= 500 ? "500" : "422";
  for (std::string_view const with_words : {"403", "404", "405", "503"})
    if (std::to_string(status) == with_words) known = with_words;
  auto const key = "web.error." + known;
  bool const ours = status >= 500;
  auto const title = t(key + ".title");
  auto const link_to = [&](std::string_view path, std::string_view name) {
    return li(a(href(here(visit, path)), t(name)));
  };
  auto const content =
      main_(id("contenu"), cls("w"),
            div(cls("titre"), h1(title), p(cls("tres"), t(key + ".text")),
                when(ours && !visit.request.id.empty(),
                     [&] {
                       return p(cls("doux"), t("web.error.reference", {{"id", visit.request.id}}));
                     })),
            search_box(visit, {.shown_label = true}),
            section(cls("bloc"), h2(t("web.error.ways")),
                    ul(cls("liste"), link_to("/", "web.error.home"), link_to("/rubrics", "web.error.rubrics"),
                       link_to("/map", "web.error.map")),
                    p(cls("air"), t("web.error.call")),
                    p(cls("actes"), a(cls("b"), href(Url::tel(visit.centre.phone)), icon("f-phone"),
                                      span(cls("num"), dir("ltr"), visit.centre.phone)))));
  return page(visit, {.title = title, .path = {}, .indexed = false}, content, status);
}

}  // namespace cote::web
