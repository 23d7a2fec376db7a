// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "guide/rules.h"
#include "guide/views/parts.h"
#include "guide/views/views.h"
#include "kernel/collate.h"
#include "web/components/icon.h"
#include "web/components/search_box.h"
#include "web/layout.h"

namespace cote::guide::views {

using namespace cote::html;

namespace {

std::vector<const Rubric*> in_position(const Reading& r) {
  std::vector<const Rubric*> out;
  for (auto const& rubric : r.from.catalogue.rubrics) out.push_back(&rubric);
  std::ranges::stable_sort(out, {}, &Rubric::position);
  return out;
}

// The services of a rubric, topic by topic: each stands under the first of its topics that belongs here.
struct Shelf {
  const Topic* topic = nullptr;
  std::vector<std::uint32_t> services{};
};
std::vector<Shelf> shelves(const Reading& r, const Rubric& rubric) {
  std::vector<Shelf> out;
  auto const& all = r.from.catalogue.services;
  for (std::uint32_t i = 0; i < all.size(); ++i) {
    if (all[i].status == Status::closed || all[i].status == Status::merged) continue;
    for (auto const& id : all[i].topics) {
      auto const* topic = r.from.topic(id);
      if (!topic || topic->rubric != rubric.id) continue;
      auto at = std::ranges::find(out, topic, &Shelf::topic);
      if (at == out.end()) at = out.insert(out.end(), Shelf{.topic = topic});
      at->services.push_back(i);
      break;
    }
  }
  sort_by_name(out, r.lang(), [&](const Shelf& s) { return rules::text(s.topic->label, r.lang()); });
  return out;
}

std::vector<const Topic*> topics_of(const Reading& r, const Rubric& rubric) {
  std::vector<const Topic*> out;
  for (auto const& topic : r.from.catalogue.topics)
    if (topic.rubric == rubric.id) out.push_back(&topic);
  sort_by_name(out, r.lang(), [&](const Topic* t) { return rules::text(t->label, r.lang()); });
  return out;
}

Html way_back(const Reading& r) {
  return nav(cls("file"), aria_label(r.t("guide.you_are_here")),
             a(href(web::here(r.visit, "/rubrics")), r.t("guide.all_topics")));
}

}  // namespace

Html rubrics(const Reading& r) {
  auto const one = [&](const Rubric* rubric) {
    auto const n = r.from.count_in_rubric(rubric->id);
    auto const count =
        n > 0 ? r.t("guide.services", {{"count", std::size_t{n}}}) : r.t("guide.rubric.none_yet");
    return li(a(href(rubric_url(r, *rubric)), web::icon(rubric->icon),
                span(shown(r, rubric->label), small(count))));
  };
  return contents(
      r, "w", div(cls("titre"), h1(r.t("guide.rubrics.title")), p(cls("tres"), r.t("guide.rubrics.text"))),
      web::search_box(r.visit, {.shown_label = true}),
      div(cls("bloc"), ul(cls("pierres"), each(in_position(r), one))));
}

Html rubric(const Reading& r, const Rubric& one) {
  auto const all = shelves(r, one);
  bool const pressing = one.id == "violence";
  auto const title =
      div(cls("titre"), h1(shown(r, one.label)),
          p(Attr("role", "status"),
            r.t("guide.list.total", {{"count", std::size_t{r.from.count_in_rubric(one.id)}}})));
  auto const shelf = [&](const Shelf& s) {
    return section(cls("bloc"), id(s.topic->id),
                   h2(cls("rayon"), web::icon(s.topic->icon), span(shown(r, s.topic->label))),
                   cards(r, s.services, 3));
  };
  Html others;
  for (auto const* topic : topics_of(r, one))
    if (std::ranges::find(all, topic, &Shelf::topic) == all.end()) {
      Asked const asked{.topic = topic->id};
      others += li(a(href(list_url(r.visit, asked)), shown(r, topic->label)));
    }
  return contents(r, "w", way_back(r), title, when(pressing, [&] { return danger(r); }),
                  when(!all.empty(),
                       [&] {
                         Asked const asked{.rubric = one.id};
                         return p(cls("actes"),
                                  a(cls("b"), href(list_url(r.visit, asked)),
                                    web::icon("b-sliders-horizontal"), r.t("guide.rubric.narrow")),
                                  a(cls("b"), href(list_url(r.visit, asked, "/map")),
                                    web::icon("b-map-trifold"), r.t("guide.list.on_map")));
                       }),
                  each(all, shelf), when(all.empty(), [&] { return p(r.t("guide.rubric.empty")); }),
                  when(!others.empty(), [&] {
                    return section(cls("bloc"), h2(r.t("guide.rubric.others")),
                                   ul(cls("etiquettes"), others));
                  }));
}

Html organisation(const Reading& r, const Organisation& o) {
  auto const services = r.from.services_of(o.id.text);
  auto const url = Url::external(o.url);
  Html ways;
  for (auto const& phone : o.phones)
    if (phone.channel != Channel::fax) ways += call_button(r, phone);
  if (!o.email.empty())
    ways += a(cls("b"), href(Url::mailto(o.email)), web::icon("f-envelope-simple"), bdi(dir("ltr"), o.email));
  if (url)
    ways +=
        a(cls("b"), href(*url), Attr("rel", "noreferrer"), web::icon("f-globe-simple"), r.t("guide.website"));
  return contents(
      r, "w", way_back(r),
      div(cls("titre"), h1(shown(r, o.name)),
          when(!o.description.empty(), [&] { return p(cls("tres"), shown_marked(r, o.description)); }),
          when(!ways.empty(), [&] { return p(cls("actes"), ways); }), age_line(r, o.provenance, true)),
      section(cls("bloc"), h2(r.t("guide.organisation.services", {{"count", services.size()}})),
              when(services.empty(), [&] { return p(r.t("guide.organisation.none")); }),
              cards(r, services, 3)));
}

}  // namespace cote::guide::views
