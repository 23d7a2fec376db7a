// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/views/sections.h"

#include <algorithm>

#include "guide/map_drawing.h"
#include "guide/rules.h"
#include "guide/views/parts.h"
#include "web/components/icon.h"
#include "web/layout.h"

namespace cote::guide::views {

using namespace cote::html;

namespace {

// The head of a slab, and a quiet way to say that something in it is wrong.
Html head_of(const Reading& r, const Service& s, std::string_view icon_name, std::string_view part) {
  auto const name = r.t("guide.section." + std::string(part));
  auto const report = "/guide/" + url_encode(s.slug) + "/correction?field=" + std::string(part);
  return div(cls("chapeau"), h2(web::icon(icon_name), name),
             a(cls("faute"), href(web::here(r.visit, report)), Attr("rel", "nofollow"), r.t("report.here"),
               span(cls("hors"), " ", name)));
}

// Paragraphs of a text are parted by an empty line.
Html paragraphs(const Reading& r, const Words& words) {
  auto const* w = rules::shown(words, r.lang());
  if (!w) return {};
  if (w->text.find("\n\n") == std::string::npos) return p(shown_marked(r, words));
  Html out;
  std::string_view rest = w->text;
  while (!rest.empty()) {
    auto const end = std::min(rest.find("\n\n"), rest.size());
    out += p(foreign(r, w->lang, rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return out;
}

Html hours_of(const Reading& r, const Service& service, const AtPlace& at, bool named) {
  auto const& schedule = r.from.schedule(at);
  auto const week = week_table(r, schedule);
  auto const* place = r.from.place(at.place.text);
  Html out;
  if (named && place && !place->name.empty()) out += h3(shown(r, place->name));
  if (!week.empty()) {
    out += week;
  } else if (at.hours_note.empty()) {
    out += p(r.t(first_phone(r, service) ? "guide.hours.none_call" : "guide.hours.none"));
  }
  if (!at.hours_note.empty()) out += p(shown_marked(r, at.hours_note));
  return out;
}

Html route(const Reading& r, const Place& place) {
  bool const exact = place.precision == Precision::exact || place.precision == Precision::street;
  std::string address;
  if (exact && place.lat && place.lon) {
    address = "https://www.openstreetmap.org/directions?to=" +
              url_encode(std::to_string(*place.lat) + "," + std::to_string(*place.lon));
  } else if (!place.address.empty()) {
    address = "https://www.openstreetmap.org/search?query=" +
              url_encode(place.address + ", " + place.postal_code + " " + place.locality);
  }
  auto const url = Url::external(address);
  if (!url) return {};
  return a(cls("b"), href(*url), Attr("rel", "noreferrer"), web::icon("f-navigation-arrow"),
           r.t("guide.route"));
}

Html address_of(const Reading& r, const Place& place) {
  auto const* commune = place.nis.empty() ? nullptr : r.from.commune(place.nis);
  auto const town = place.locality.empty() && commune ? commune->name : place.locality;
  auto const line = place.postal_code.empty() ? town : place.postal_code + " " + town;
  Html known;
  if (!place.address.empty()) known += join(span(place.address), br());
  known += join(line);
  return join(when(!known.empty(), [&] { return address(lang("fr"), dir("ltr"), known); }),
              when(place.address.empty(), [&] { return p(r.t("guide.address_to_confirm_long")); }),
              when(!place.address_note.empty(), [&] { return p(shown_marked(r, place.address_note)); }));
}

Html drawing(const Reading& r, const Place& place) {
  if (!place.lat || !place.lon) return {};
  bool const known = place.precision == Precision::exact || place.precision == Precision::street;
  Pin const pin{.at = {static_cast<float>(*place.lat), static_cast<float>(*place.lon)},
                .approximate = !known};
  auto const picture =
      draw_around(backdrop(), pin, r.t(known ? "guide.map.around" : "guide.map.around_commune"));
  return picture.empty() ? Html() : div(cls("plan"), picture);
}

Html access_of(const Reading& r, const Place& place) {
  Html out;
  if (place.wheelchair == Answer::yes) out += p(r.t("guide.wheelchair.yes"));
  if (place.wheelchair == Answer::no) out += p(r.t("guide.wheelchair.no"));
  if (!place.accessibility.empty()) out += p(shown_marked(r, place.accessibility));
  if (!place.transport.empty()) out += p(shown_marked(r, place.transport));
  return out;
}

Html one_phone(const Reading& r, const Phone& phone) {
  if (phone.channel == Channel::fax) return li(r.t("guide.fax"), " ", number(phone.number));
  auto const& schedule = r.from.schedule(phone);
  return li(a(cls("num"), href(Url::tel(phone.number)), number(phone.number)),
            when(!phone.label.empty(), [&] { return join(" ", shown_marked(r, phone.label)); }),
            when(!schedule.unknown(),
                 [&] { return sign_line(say::sign(r.t, hours::status(schedule, r.now), r.now, true)); }));
}

Html note(const Reading& r, const Words& words) { return words.empty() ? Html() : p(shown_marked(r, words)); }

}  // namespace

Html when_section(const Reading& r, const Service& s) {
  Html out;
  for (auto const& at : s.places) out += hours_of(r, s, at, s.places.size() > 1);
  if (s.places.empty()) {
    auto const* phone = first_phone(r, s);
    auto const week = phone ? week_table(r, r.from.schedule(*phone)) : Html();
    out = week.empty() ? p(r.t(phone ? "guide.hours.none_call" : "guide.hours.none"))
                       : join(p(r.t("guide.hours.by_phone")), week);
  }
  return section(head_of(r, s, "clock", "hours"), out);
}

Html where_section(const Reading& r, const Service& s) {
  Html out;
  for (auto const& at : s.places) {
    auto const* place = r.from.place(at.place.text);
    if (!place) continue;
    auto const map = web::here(r.visit, "/map#" + s.slug);
    out += div(cls("lieu"),
               when(s.places.size() > 1 && !place->name.empty(), [&] { return h3(shown(r, place->name)); }),
               address_of(r, *place), drawing(r, *place), access_of(r, *place),
               p(cls("actes"), route(r, *place),
                 a(cls("b"), href(map), web::icon("b-map-trifold"), r.t("guide.on_map"))));
  }
  if (s.places.empty()) out = p(r.t("guide.no_place"));
  return section(cls("haute"), head_of(r, s, "map-pin", "address"), out);
}

Html phones_section(const Reading& r, const Service& s) {
  std::vector<const Phone*> phones;
  auto const gather = [&](const std::vector<Phone>& from) {
    for (auto const& one : from)
      if (std::ranges::none_of(phones, [&](const Phone* p) { return p->number == one.number; }))
        phones.push_back(&one);
  };
  gather(s.phones);
  for (auto const& at : s.places) gather(at.phones);
  for (auto const& contact : s.contacts) gather(contact.phones);
  auto const* organisation = r.from.organisation(s.organisation.text);
  if (phones.empty() && organisation) gather(organisation->phones);
  Html out = each(phones, [&](const Phone* one) { return one_phone(r, *one); });
  auto const mail = [&](const std::string& to) {
    if (!to.empty()) out += li(web::icon("f-envelope-simple"), a(href(Url::mailto(to)), bdi(dir("ltr"), to)));
  };
  auto const site = [&](const std::string& address) {
    auto const url = Url::external(address);
    if (url)
      out += li(web::icon("f-globe-simple"), a(href(*url), Attr("rel", "noreferrer"), r.t("guide.website")));
  };
  mail(s.email.empty() && organisation ? organisation->email : s.email);
  for (auto const& contact : s.contacts) {
    mail(contact.email);
    site(contact.url);
  }
  site(s.url.empty() && organisation ? organisation->url : s.url);
  if (out.empty())
    return section(head_of(r, s, "phone-call", "contact"), p(r.t("guide.no_contact")),
                   p(cls("actes"), a(cls("b"), href(Url::tel(r.visit.centre.phone)), web::icon("f-phone"),
                                     span("CAI ", number(r.visit.centre.phone)))));
  return section(head_of(r, s, "phone-call", "contact"), ul(cls("joindre"), out));
}

Html languages_section(const Reading& r, const Service& s) {
  if (s.languages.empty()) return {};
  return section(head_of(r, s, "translate", "languages"),
                 ul(cls("puces"), each(s.languages, [&](const SpokenLanguage& l) {
                      auto const how = l.how == Spoken::staff ? std::string()
                                       : l.how == Spoken::interpreter_by_phone
                                           ? r.t("guide.spoken.interpreter")
                                           : r.t("guide.spoken.on_request");
                      return li(say::language(r.t, l.lang), how.empty() ? "" : r.t("web.comma"), how,
                                when(!l.note.empty(), [&] { return join(" ", shown_marked(r, l.note)); }));
                    })));
}

Html audience_section(const Reading& r, const Service& s) {
  Html out;
  for (auto const& code : s.audiences) {
    auto const key = "audience." + code;
    if (r.t.has(key)) out += li(r.t(key));
  }
  if (s.min_age && s.max_age)
    out += li(r.t("guide.age_between", {{"min", *s.min_age}, {"max", *s.max_age}}));
  else if (s.min_age)
    out += li(r.t("guide.age_from", {{"min", *s.min_age}}));
  else if (s.max_age)
    out += li(r.t("guide.age_to", {{"max", *s.max_age}}));
  if (s.accepts_undocumented == Answer::yes) out += li(r.t("guide.papers.yes"));
  if (s.accepts_undocumented == Answer::no) out += li(r.t("guide.papers.no"));
  if (out.empty() && s.conditions.empty()) return {};
  return section(head_of(r, s, "users-three", "audience"),
                 when(!out.empty(), [&] { return ul(cls("puces"), out); }), note(r, s.conditions));
}

Html documents_section(const Reading& r, const Service& s) {
  if (s.documents.empty()) return {};
  return section(head_of(r, s, "identification-card", "documents"),
                 ul(cls("puces"), each(s.documents, [&](const Words& w) { return li(shown_marked(r, w)); })));
}

Html price_section(const Reading& r, const Service& s) {
  static constexpr std::string_view kWords[] = {"", "guide.cost.free", "guide.cost.paid", "guide.cost.mixed"};
  if (s.price.empty() && s.cost == Cost::unknown) return {};
  auto const said = s.price.empty() ? p(r.t(kWords[static_cast<std::size_t>(s.cost)])) : note(r, s.price);
  return section(head_of(r, s, "coins", "price"), said);
}

Html appointment_section(const Reading& r, const Service& s) {
  static constexpr std::string_view kWords[] = {"", "guide.admission.walk_in", "guide.admission.appointment",
                                                "guide.admission.both", "guide.admission.phone_only"};
  Html out;
  if (s.admission != Admission::unknown) out += p(r.t(kWords[static_cast<std::size_t>(s.admission)]));
  out += note(r, s.appointment);
  if (s.capacity == Capacity::waiting_list) out += p(r.t("guide.capacity.waiting_list"));
  if (s.capacity == Capacity::full) out += p(r.t("guide.capacity.full"));
  if (s.capacity == Capacity::available) out += p(r.t("guide.capacity.available"));
  if (out.empty()) return {};
  return section(head_of(r, s, "calendar-check", "appointment"), out);
}

Html description_section(const Reading& r, const Service& s) {
  if (s.description.empty()) return {};
  return section(cls("large"), head_of(r, s, "chats-circle", "description"), paragraphs(r, s.description));
}

Html ask_section(const Reading& r, const Service& s) {
  Html out;
  auto const ask = [&](bool unknown, std::string_view key) {
    if (unknown) out += li(r.t(key));
  };
  ask(s.admission == Admission::unknown && s.appointment.empty(), "guide.ask.appointment");
  ask(s.documents.empty(), "guide.ask.documents");
  ask(s.languages.empty(), "guide.ask.languages");
  ask(s.cost == Cost::unknown && s.price.empty(), "guide.ask.price");
  ask(s.audiences.empty() && s.conditions.empty(), "guide.ask.audience");
  if (out.empty()) return {};
  return section(h2(web::icon("question"), r.t("guide.section.ask")), p(r.t("guide.ask")),
                 ul(cls("puces"), out));
}

}  // namespace cote::guide::views
