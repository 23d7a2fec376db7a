// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "guide/corrections/flag.h"
#include "guide/handout/views.h"
#include "guide/rules.h"
#include "guide/views/parts.h"
#include "guide/views/sections.h"
#include "guide/views/views.h"
#include "web/components/icon.h"
#include "web/layout.h"

namespace cote::guide::views {

using namespace cote::html;

namespace {

Html way_back(const Reading& r, const Service& service) {
  auto const* topic = service.topics.empty() ? nullptr : r.from.topic(service.topics.front());
  auto const* rubric = topic ? r.from.rubric(topic->rubric) : nullptr;
  return nav(cls("file"), aria_label(r.t("guide.you_are_here")),
             rubric ? a(href(rubric_url(r, *rubric)), shown(r, rubric->label))
                    : a(href(web::here(r.visit, "/rubrics")), r.t("guide.all_topics")));
}

// Names, subject and state; with `flags` each has its pencil.
Html titles(const Reading& r, const Service& service, const corrections::Flags* flags = nullptr) {
  auto const pencil = [&](const auto&... field) { return flags ? flags->at(field...) : Html(); };
  auto const beside = [&](Html fact, const Html& mark) {
    return mark.empty() ? std::move(fact) : div(cls("avec"), std::move(fact), mark);
  };
  auto const* topic = service.topics.empty() ? nullptr : r.from.topic(service.topics.front());
  auto const* organisation = r.from.organisation(service.organisation.text);
  auto const sign = say::sign(r.t, service, r.from.open_state(service, r.now), r.now);
  return div(
      cls("titre"), beside(h1(shown(r, service.name)), pencil("name", service.name)),
      when(topic != nullptr,
           [&] {
             return p(cls("sujet"), web::icon(topic->icon), span(shown(r, topic->label)), pencil("topics"));
           }),
      when(organisation && rules::text(organisation->name, r.lang()) != rules::text(service.name, r.lang()),
           [&] {
             return p(cls("doux"), a(href(organisation_url(r, *organisation)), shown(r, organisation->name)),
                      " ", pencil("organisation/name", organisation->name));
           }),
      beside(sign_line(sign), pencil("status")), when(!service.summary.empty(), [&] {
        return p(cls("tres"), shown_marked(r, service.summary), " ", pencil("summary", service.summary));
      }));
}

Html call(const Reading& r, const Service& service) {
  auto const* phone = first_phone(r, service);
  if (!phone) return {};
  return a(cls("appel"), href(Url::tel(phone->number)), web::icon("f-phone"),
           span(r.t("guide.call"), b(number(phone->number))));
}

Html top(const Reading& r, const Service& service) {
  auto const number = call(r, service);
  auto const age = age_line(r, service.provenance);
  corrections::Flags const flags(r, service);
  auto const names = titles(r, service, &flags);
  if (number.empty()) return join(names, div(cls("air"), age));
  return div(cls("haut"), names, div(number, div(cls("air"), age)));
}

Html notices(const Reading& r, const Service& service) {
  Html out;
  out += doubt(r, service);
  if (!service.notice.empty())
    out += div(
        cls("avis air"), web::icon("warning-circle"),
        p(shown_marked(r, service.notice), " ", corrections::Flags(r, service).at("notice", service.notice)));
  if (service.status == Status::temporarily_closed)
    out += div(cls("air"), notice("warning-circle", r.t("guide.closed_for_a_time.title"),
                                  join(r.t("guide.closed_for_a_time.text")), true));
  return out;
}

Html leave_button(const Reading& r) {
  auto const away = Url::external("https://www.meteo.be/");
  return p(cls("partir"), a(cls("b fort"), href(*away), Attr("rel", "noreferrer"), Attr("data-leave", true),
                            web::arrow("b-sign-out"), r.t("guide.leave")));
}

Html foot_links(const Reading& r, const Service& service) {
  return p(
      cls("liens air"),
      a(href(web::here(r.visit, "/guide/" + url_encode(service.slug) + "/correction")), r.t("guide.correct")),
      button(cls("lien"), Attr("type", "button"), Attr("hidden", true), Attr("data-print", true),
             r.t("guide.print")));
}

Html secret(const Reading& r) {
  return join(section(h2(web::icon("lock-key"), r.t("guide.secret.title")), p(r.t("guide.secret.text"))),
              section(h2(web::icon("siren"), r.t("guide.secret.danger")),
                      p(r.t("guide.secret.call"), " ", a(cls("num"), href(Url::tel("112")), "112"), ". ",
                        r.t("guide.secret.free"))),
              section(cls("large"), h2(web::icon("eye-slash"), r.t("guide.secret.hide")),
                      p(r.t("guide.secret.how"))));
}

constexpr std::size_t kInstead = 3;

/// What to use instead of a service that is gone, as places in the catalogue: what it became, else active
/// services with one of its topics, else those of its rubrics. Maybe none.
std::vector<std::uint32_t> instead_of(const Reading& r, const Service& s) {
  std::vector<std::uint32_t> out;
  auto const& all = r.from.catalogue.services;
  auto const take = [&](auto&& fits) {
    for (std::uint32_t i = 0; i < all.size() && out.size() < kInstead; ++i)
      if (fits(all[i]) && std::ranges::find(out, i) == out.end()) out.push_back(i);
  };
  take([next = r.from.service(s.instead.text)](const Service& other) { return next == &other; });
  for (auto const& topic : s.topics)
    take([&](const Service& other) {
      return other.status == Status::active && std::ranges::find(other.topics, topic) != other.topics.end();
    });
  if (!out.empty()) return out;
  auto const rubric_of = [&](const std::string& id) -> std::string_view {
    auto const* topic = r.from.topic(id);
    return topic ? topic->rubric : std::string_view();
  };
  for (auto const& topic : s.topics)
    take([&, rubric = rubric_of(topic)](const Service& other) {
      return !rubric.empty() && other.status == Status::active &&
             std::ranges::find(other.topics, rubric, rubric_of) != other.topics.end();
    });
  return out;
}

Html ask_the_centre(const Reading& r) {
  return join(p(cls("air"), r.t("guide.empty.ask")),
              p(cls("actes"),
                a(cls("b"), href(Url::tel(r.visit.centre.phone)), web::icon("f-phone"),
                  span(span(cls("hors"), r.t("guide.call_centre"), " "), number(r.visit.centre.phone)))));
}

}  // namespace

Html service(const Reading& r, const Service& s) {
  bool const hidden = confidential(r, s);
  auto const file =
      join(when(hidden, [&] { return secret(r); }), when_section(r, s),
           when(!hidden, [&] { return where_section(r, s); }), phones_section(r, s), languages_section(r, s),
           audience_section(r, s), documents_section(r, s), price_section(r, s), appointment_section(r, s),
           description_section(r, s), when(!hidden, [&] { return ask_section(r, s); }));
  return contents(r, "w", way_back(r, s), when(hidden, [&] { return leave_button(r); }), top(r, s),
                  notices(r, s), div(cls("fiche"), file),
                  div(cls("air"), age_line(r, s.provenance, true), trust_line(r, s)),
                  when(!hidden, [&] { return handout::views::share(r, s); }), foot_links(r, s));
}

Html gone(const Reading& r, const Service& s) {
  auto const others = instead_of(r, s);
  bool const moved = s.status == Status::moved;
  return contents(r, "w", way_back(r, s), titles(r, s),
                  notice("warning-circle", r.t(moved ? "guide.gone.moved" : "guide.gone.title"),
                         join(r.t("guide.gone.why")), true),
                  when(!s.notice.empty(), [&] { return p(cls("air"), shown_marked(r, s.notice)); }),
                  section(cls("bloc"), h2(r.t("guide.gone.instead")),
                          when(!others.empty(), [&] { return cards(r, others, 3); }), ask_the_centre(r)),
                  age_line(r, s.provenance, true), foot_links(r, s));
}

}  // namespace cote::guide::views
