// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/views/parts.h"

#include <algorithm>
#include <tuple>

#include "guide/rules.h"
#include "guide/views/kept.h"
#include "web/components/icon.h"
#include "web/layout.h"

namespace cote::guide::views {

using namespace cote::html;

namespace {

// Domain name of an address, as people know it: "uvcw.be".
std::string_view host(std::string_view url) {
  auto const start = url.find("://");
  if (start == url.npos) return url;
  url.remove_prefix(start + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  if (url.starts_with("www.")) url.remove_prefix(4);
  return url;
}

Html source_words(const Reading& r, const Provenance& p) {
  auto const kind = p.confidence == "A"   ? r.t("guide.source.official")
                    : p.confidence == "B" ? r.t("guide.source.serious")
                                          : r.t("guide.source.named");
  auto const url = Url::external(p.source_url);
  if (!url) return join(" ", kind);
  return join(" ", kind, " ",
              a(href(*url), Attr("rel", "noreferrer nofollow"), bdi(dir("ltr"), host(p.source_url))));
}

const Phone* callable(std::span<const Phone> phones) {
  auto const at = std::ranges::find_if(
      phones, [](const Phone& p) { return p.channel == Channel::voice || p.channel == Channel::mobile; });
  return at == phones.end() ? nullptr : &*at;
}

// The place to show of a service that may have several: the first that tells most.
const Place* best_place(const Reading& r, const Service& service) {
  const Place* best = nullptr;
  for (auto const& at : service.places) {
    auto const* p = r.from.place(at.place.text);
    if (p && (!best || (best->address.empty() && !p->address.empty()))) best = p;
  }
  return best;
}

Html territory_words(const Reading& r, const Service& service) {
  for (std::string_view const wide : {"belgium", "wallonia", "province"})
    if (std::ranges::find(service.territory, wide) != service.territory.end())
      return join(r.t("guide.territory." + std::string(wide)));
  if (service.territory.size() == 1)
    if (auto const* c = r.from.commune(service.territory.front())) return foreign(r, "fr", c->name);
  return join(r.t("guide.address_unknown"));
}

Html place_words(const Reading& r, const Place& place) {
  auto const town = place.locality.empty() && !place.nis.empty() && r.from.commune(place.nis)
                        ? r.from.commune(place.nis)->name
                        : place.locality;
  if (place.address.empty())
    return join(foreign(r, "fr", town), town.empty() ? "" : r.t("web.comma"),
                r.t("guide.address_to_confirm"));
  return foreign(r, "fr", town.empty() ? place.address : place.address + ", " + town);
}

}  // namespace

Url service_url(const Reading& r, const Service& service) {
  return web::here(r.visit, "/guide/" + url_encode(service.slug));
}
Url organisation_url(const Reading& r, const Organisation& organisation) {
  return web::here(r.visit, "/organisations/" + url_encode(organisation.slug));
}
Url rubric_url(const Reading& r, const Rubric& rubric) {
  return web::here(r.visit, "/rubrics/" + url_encode(rubric.id));
}

bool confidential(const Reading& r, const Service& service) {
  return std::ranges::any_of(service.places, [&](const AtPlace& at) {
    auto const* p = r.from.place(at.place.text);
    return p && p->confidential;
  });
}

Html sign_line(const say::Sign& sign) {
  return p(cls("etat " + std::string(sign.cls)), web::icon(sign.icon), span(sign.words));
}

Html age_line(const Reading& r, const Provenance& prov, bool source) {
  auto const age = say::age(r.t, prov, r.today());
  return p(cls(age.old ? "frais vieux" : "frais"), web::icon("calendar-check"),
           span(age.checked, age.doubt.empty() ? "" : r.t("web.comma"),
                when(!age.doubt.empty(), [&] { return b(age.doubt); }), source ? "." : "",
                when(source, [&] { return source_words(r, prov); })));
}

Html where_line(const Reading& r, const Service& service, double km) {
  if (confidential(r, service)) return p(cls("ou"), web::icon("lock-key"), span(r.t("guide.address_secret")));
  auto const* place = best_place(r, service);
  auto const words = place ? place_words(r, *place) : territory_words(r, service);
  return p(cls("ou"), web::icon("f-map-pin"),
           span(words,
                when(service.places.size() > 1,
                     [&] {
                       return join(r.t("web.comma"),
                                   r.t("guide.more_places", {{"count", service.places.size() - 1}}));
                     }),
                when(km >= 0, [&] { return join(r.t("web.comma"), b(say::distance(r.t, km))); })));
}

Html number(std::string_view printed) { return bdi(cls("num"), dir("ltr"), printed); }

Html call_button(const Reading& r, const Phone& phone) {
  return a(cls("b"), href(Url::tel(phone.number)), web::icon("f-phone"),
           span(span(cls("hors"), r.t("guide.call"), " "), number(phone.number)));
}

const Phone* first_phone(const Reading& r, const Service& service) {
  if (auto const* p = callable(service.phones)) return p;
  for (auto const& at : service.places)
    if (auto const* p = callable(at.phones)) return p;
  for (auto const& c : service.contacts)
    if (auto const* p = callable(c.phones)) return p;
  auto const* o = r.from.organisation(service.organisation.text);
  return o ? callable(o->phones) : nullptr;
}

namespace {

Html made_card(const Reading& r, const Service& service, int level, double km) {
  auto const name = a(href(service_url(r, service)), shown(r, service.name));
  auto const sign = say::sign(r.t, service, r.from.open_state(service, r.now), r.now);
  auto const* phone = service.status == Status::closed ? nullptr : first_phone(r, service);
  return li(cls("dalle"), level == 2 ? h2(name) : h3(name),
            when(!service.summary.empty(), [&] { return p(shown_marked(r, service.summary)); }),
            div(cls("faits"), sign_line(sign), where_line(r, service, km), age_line(r, service.provenance)),
            when(phone != nullptr, [&] { return p(cls("actes"), call_button(r, *phone)); }));
}

}  // namespace

Html card(const Reading& r, const Service& service, int level, double km) {
  if (km >= 0) return made_card(r, service, level, km);
  // Without a distance a card is the same for everybody.
  thread_local Kept<std::tuple<std::size_t, int, const Lang*>> kept;
  auto const place = static_cast<std::size_t>(&service - r.from.catalogue.services.data());
  return kept.piece(r, std::tuple(place, level, r.visit.lang),
                    [&](const Reading& alone) { return made_card(alone, service, level, km); });
}

Html cards(const Reading& r, std::span<const std::uint32_t> services, int level) {
  return ul(cls("dalles"),
            each(services, [&](std::uint32_t i) { return card(r, r.from.catalogue.services[i], level); }));
}

Html notice(std::string_view icon_name, std::string_view bold, const Html& plain, bool grave) {
  return div(cls(grave ? "avis grave" : "avis"), web::icon(icon_name), p(strong(bold), " ", plain));
}

Html danger(const Reading& r) {
  // What these topics are about cannot wait for office hours.
  static constexpr std::string_view kPressing[] = {"violence.family", "basics.social_emergency"};
  Html lines;
  for (auto const topic : kPressing) {
    for (auto const& s : r.from.catalogue.services) {
      if (s.status != Status::active || s.topics.empty() || s.topics.front() != topic) continue;
      auto const* phone = first_phone(r, s);
      auto const state = r.from.open_state(s, r.now).status;
      if (!phone || state.state != hours::State::open || state.until) continue;
      auto const* about = r.from.topic(topic);
      lines += li(a(href(Url::tel(phone->number)), b(number(phone->number)),
                    span(about ? shown(r, about->label) : shown(r, s.name), r.t("web.comma"),
                         r.t("guide.day_and_night"))));
      break;
    }
  }
  return section(
      cls("bloc secours"), Attr("aria-labelledby", "danger"),
      h2(id("danger"), web::icon("f-siren"), r.t("guide.danger.title")),
      ul(cls("urgences"), li(a(href(Url::tel("112")), b(cls("num"), "112"), span(r.t("guide.danger.112")))),
         lines));
}

}  // namespace cote::guide::views
