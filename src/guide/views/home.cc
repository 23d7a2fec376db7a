// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "guide/views/parts.h"
#include "guide/views/views.h"
#include "guide/weekly.h"
#include "web/components/icon.h"
#include "web/components/search_box.h"
#include "web/layout.h"

namespace cote::guide::views {

using namespace cote::html;

namespace {

constexpr std::size_t kTiles = 12;
constexpr std::size_t kWeekly = 4;

// The two waters that meet at Namur, and on wide screens the mark on their bank.
Html river() {
  return Html(
      R"(<svg class="duo" viewBox="0 0 62 40" aria-hidden="true" fill="none" stroke-linejoin="round" stroke-linecap="round"><g class="f1"><circle cx="17.4" cy="26.4" r="9.8"/><path d="M6.4 10.2L17.4 3.6l11 6.6"/></g><g class="f2"><circle cx="44.6" cy="26.4" r="9.8"/><path d="M33.6 10.2L44.6 3.6l11 6.6"/></g></svg><svg class="fleuve" viewBox="0 0 400 96" preserveAspectRatio="none" aria-hidden="true" fill="none" stroke-width="22"><path class="f2" vector-effect="non-scaling-stroke" d="M-10 20C80 20 100 63 180 63H410"/><path class="f1" vector-effect="non-scaling-stroke" d="M20 130C50 98 100 85 180 85H410"/></svg>)");
}

Html language_strip(const Reading& r) {
  return nav(
      cls("bande"), aria_label(r.t("web.languages")),
      ul(cls("langues"), each(languages(), [&](const Lang& l) {
           bool const current = l.tag == r.visit.lang->tag;
           return li(a(href(Url::path("/" + l.tag)), Attr("hreflang", l.tag), lang(l.tag), dir(l.dir()),
                       current ? std::optional(Attr("aria-current", "true")) : std::nullopt, l.name));
         })));
}

Html tile(const Reading& r, const Rubric& rubric) {
  return li(
      a(href(rubric_url(r, rubric)), web::icon(rubric.icon),
        span(shown(r, rubric.label),
             small(r.t("guide.services", {{"count", std::size_t{r.from.count_in_rubric(rubric.id)}}})))));
}

Html tiles(const Reading& r) {
  std::vector<const Rubric*> filled;
  for (auto const& rubric : r.from.catalogue.rubrics)
    if (r.from.count_in_rubric(rubric.id) > 0) filled.push_back(&rubric);
  std::ranges::stable_sort(filled, {}, &Rubric::position);
  auto const more = filled.size() > kTiles;
  if (more) filled.resize(kTiles);
  return section(cls("bloc"), Attr("aria-labelledby", "sujets"), h2(id("sujets"), r.t("guide.home.choose")),
                 ul(cls("pierres"), each(filled, [&](const Rubric* one) { return tile(r, *one); })),
                 when(more, [&] {
                   return p(cls("suite"), a(cls("b"), href(web::here(r.visit, "/rubrics")),
                                            r.t("guide.home.all_topics"), web::arrow("b-arrow-right")));
                 }));
}

Html week(const Reading& r) {
  auto const soon = weekly_desks(r.from, r.now, kWeekly);
  if (soon.empty()) return {};
  return section(Attr("aria-labelledby", "semaine"), h2(id("semaine"), r.t("guide.home.week")),
                 ul(cls("agenda"), each(soon, [&](const Desk& d) {
                      auto const& s = *d.service;
                      auto const day =
                          std::chrono::weekday(std::chrono::floor<std::chrono::days>(d.opens.from));
                      return li(p(cls("quand"), b(say::weekday(r.t, day)), say::slot(r.t, d.opens)),
                                div(h3(a(href(service_url(r, s)), shown(r, s.name))),
                                    when(!s.summary.empty(), [&] { return p(shown_marked(r, s.summary)); }),
                                    where_line(r, s), age_line(r, s.provenance)));
                    })));
}

Html beside(const Reading& r) {
  return section(Attr("aria-labelledby", "aussi"), h2(id("aussi"), r.t("guide.home.also")),
                 ul(cls("liste"), li(a(href(web::here(r.visit, "/map")), r.t("guide.home.map"))),
                    li(a(href(web::here(r.visit, "/guide?open=now")), r.t("guide.home.open_now"))),
                    li(a(href(web::here(r.visit, "/guide?walkin=1")), r.t("guide.home.walk_in"))),
                    li(a(href(web::here(r.visit, "/about#sources")), r.t("web.foot.sources")))),
                 a(cls("appel air"), href(web::here(r.visit, "/history")), b(cls("num"), "1983"),
                   span(r.t("guide.home.history"))));
}

}  // namespace

Html home(const Reading& r) {
  auto const welcome = div(cls("w"), language_strip(r), h1(r.t("guide.home.title")),
                           web::search_box(r.visit, {.shown_label = true, .example = true}));
  auto const week_part = week(r);
  auto const below = join(
      tiles(r), danger(r), div(cls(week_part.empty() ? "bloc" : "paire bloc"), week_part, beside(r)),
      section(cls("bloc"), notice("phone-call", r.t("guide.call_first"), join(r.t("guide.call_first_why")))));
  return main_(id("contenu"), section(cls("accueil"), welcome, river()),
               div(cls("w"), with_translation_note(r, below)));
}

}  // namespace cote::guide::views
