// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/rules.h"
#include "guide/views/facets.h"
#include "guide/views/paging.h"
#include "guide/views/parts.h"
#include "guide/views/views.h"
#include "web/components/icon.h"
#include "web/components/search_box.h"
#include "web/layout.h"

namespace cote::guide::views {

using namespace cote::html;

namespace {

std::string join_words(const Reading& r, const std::vector<std::string>& words, std::size_t most) {
  std::string out;
  for (std::size_t i = 0; i < std::min(most, words.size()); ++i) {
    if (i > 0) out += r.t("web.comma");
    out += words[i];
  }
  return out;
}

// What had to be understood to find this: said, never silently done.
Html how_found(const Reading& r, const Asked& asked, const search::Answer& answer) {
  Html out;
  if (answer.looseness == search::Looseness::corrected && !answer.corrected.empty())
    out += join(" ", strong(r.t("guide.list.understood", {{"words", answer.corrected}})));
  if (answer.looseness == search::Looseness::some_words)
    out += join(" ", strong(r.t("guide.list.some_words")));
  if (!asked.words.empty() && !answer.also.empty())
    out += join(" ", span(cls("doux"), r.t("guide.list.also", {{"words", join_words(r, answer.also, 4)}})));
  return out;
}

Html place_line(const Reading& r, const Asked& asked, const Found& found) {
  Html out;
  if (found.spot_unknown) out += p(r.t("guide.list.place_unknown", {{"place", asked.near}}));
  if (found.open_unreadable) out += p(r.t("guide.list.time_unreadable"));
  if (found.spot)
    out += p(cls("doux"), found.spot->name.empty()
                              ? r.t("guide.list.near_you")
                              : r.t("guide.list.near_place", {{"place", found.spot->name}}));
  return out;
}

Html orders(const Reading& r, const Asked& asked, const Found& found) {
  if (found.answer.total < 2) return {};
  struct Choice {
    Order order;
    std::string_view key;
  };
  std::vector<Choice> choices{{Order::best, "guide.order.best"}};
  if (found.spot) choices.push_back({Order::near, "guide.order.near"});
  choices.push_back({Order::name, "guide.order.name"});
  choices.push_back({Order::fresh, "guide.order.fresh"});
  return nav(cls("ordre"), aria_label(r.t("guide.order")), span(r.t("guide.order")),
             each(choices, [&](const Choice& c) {
               auto to = asked;
               to.order = c.order;
               to.page = 1;
               return a(href(list_url(r.visit, to)),
                        c.order == asked.order ? std::optional(Attr("aria-current", "true")) : std::nullopt,
                        r.t(c.key));
             }));
}

// Nothing found: never the reader's fault, always a way on.
Html empty(const Reading& r, const Asked& asked) {
  Html ways;
  for (auto const& less : loosened(r, asked))
    ways += li(a(href(list_url(r.visit, less.asked)), less.words, " ",
                 span(cls("num"), r.t("guide.services", {{"count", std::size_t{less.count}}}))));
  auto const all = Asked{};
  return div(
      cls("dalle vide"),
      Html(
          R"svg(<svg viewBox="0 0 120 86" aria-hidden="true" fill="none" stroke-width="11" stroke-linecap="round" stroke-linejoin="round"><g class="m1"><circle cx="34" cy="56" r="20"/><path d="M11 24L34 9l23 15"/></g><g stroke="var(--trait)" stroke-dasharray="1 19"><circle cx="88" cy="56" r="20"/><path d="M65 24L88 9l23 15"/></g></svg>)svg"),
      h2(r.t("guide.empty.ideas")),
      ul(cls("liste"), ways, li(a(href(web::here(r.visit, "/rubrics")), r.t("guide.empty.topics"))),
         li(a(href(list_url(r.visit, all)), r.t("guide.empty.all"))),
         li(a(href(Url::mailto(r.visit.centre.email, r.t("guide.empty.subject", {{"words", asked.words}}))),
              r.t("guide.empty.tell")))),
      p(r.t("guide.empty.ask")),
      p(cls("actes"),
        a(cls("b"), href(Url::tel(r.visit.centre.phone)), web::icon("f-phone"),
          span(span(cls("hors"), r.t("guide.call_centre"), " "), number(r.visit.centre.phone)))));
}

web::SearchBox box(const Asked& asked) {
  web::SearchBox out{.words = asked.words};
  // A new search keeps where and for whom, and forgets what it was about.
  auto kept = asked;
  kept.words.clear();
  kept.rubric.clear();
  kept.topic.clear();
  kept.page = 1;
  out.kept = fields_of(kept).pairs();
  return out;
}

}  // namespace

std::string list_title(const Reading& r, const Asked& asked) {
  if (!asked.words.empty()) return r.t("guide.list.for", {{"words", asked.words}});
  if (auto const* topic = r.from.topic(asked.topic)) return std::string(rules::text(topic->label, r.lang()));
  if (auto const* rubric = r.from.rubric(asked.rubric))
    return std::string(rules::text(rubric->label, r.lang()));
  return r.t("guide.list.all");
}

Html list(const Reading& r, const Asked& asked, const Found& found) {
  auto const total = found.answer.total;
  auto top =
      div(cls("bandeau"),
          div(cls("w"), nav(cls("file"), a(href(web::here(r.visit, "/rubrics")), r.t("guide.all_topics"))),
              web::search_box(r.visit, box(asked))));
  if (total == 0) {
    auto const title = asked.words.empty() ? r.t("guide.empty.title")
                                           : r.t("guide.empty.title_for", {{"words", asked.words}});
    return join(std::move(top),
                contents(r, "w",
                         div(cls("titre"), h1(title), p(Attr("role", "status"), r.t("guide.empty.why")),
                             place_line(r, asked, found)),
                         chosen(r, asked), empty(r, asked)));
  }
  auto results = ul(cls("dalles"), Attr("data-keep", r.t("favourite.keep")),
                    Attr("data-kept", r.t("favourite.kept")), each(found.hits, [&](const search::Hit& h) {
                      return card(r, r.from.catalogue.services[h.doc], 2, h.km);
                    }));
  return join(std::move(top),
              contents(r, "w",
                       div(cls("titre"), h1(list_title(r, asked)),
                           p(Attr("role", "status"), r.t("guide.list.total", {{"count", std::size_t{total}}}),
                             how_found(r, asked, found.answer)),
                           place_line(r, asked, found)),
                       chosen(r, asked),
                       div(cls("deux gauche"), facets(r, asked, found),
                           div(div(cls("outils"), orders(r, asked, found),
                                   a(cls("b mince"), href(list_url(r.visit, asked, "/map")),
                                     web::icon("b-map-trifold"), r.t("guide.list.on_map"))),
                               std::move(results), paging(r, asked, found.pages, "/guide")))));
}

}  // namespace cote::guide::views
