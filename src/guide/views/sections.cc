// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/views/sections.h"

#include <algorithm>

#include "guide/codes.h"
#include "guide/corrections/flag.h"
#include "guide/map_drawing.h"
#include "guide/rules.h"
#include "guide/views/parts.h"
#include "web/components/icon.h"
#include "web/layout.h"

namespace cote::guide::views {

using namespace cote::html;
using corrections::Flags;

namespace {

std::string item(std::string_view list, std::size_t at, std::string_view field = {}) {
  return std::string(list) + "/" + std::to_string(at) + (field.empty() ? "" : "/") + std::string(field);
}

// A fact that is no line of text, with its pencil beside it.
Html beside(const Html& fact, const Html& pencil) { return div(cls("avec"), fact, pencil); }

// The head of a slab, and a quiet way to say that something in it is wrong.
Html head_of(const Reading& r, const Service& s, std::string_view icon_name, std::string_view part) {
  auto const name = r.t("guide.section." + std::string(part));
  auto const report = "/guide/" + url_encode(s.slug) + "/correction?field=" + std::string(part);
  return div(cls("chapeau"), h2(web::icon(icon_name), name),
             a(cls("faute"), href(web::here(r.visit, report)), Attr("rel", "nofollow"), r.t("report.here"),
               span(cls("hors"), " ", name)));
}

// Paragraphs of a text are parted by an empty line.
Html paragraphs(const Reading& r, const Words& words, const Html& pencil) {
  auto const* w = rules::shown(words, r.lang());
  if (!w) return {};
  if (w->text.find("\n\n") == std::string::npos) return p(shown_marked(r, words), " ", pencil);
  Html out;
  std::string_view rest = w->text;
  while (!rest.empty()) {
    auto const end = std::min(rest.find("\n\n"), rest.size());
    bool const last = end == rest.size();
    out += p(foreign(r, w->lang, rest.substr(0, end)), when(last, [&] { return join(" ", pencil); }));
    rest.remove_prefix(std::min(end + 2, rest.size()));
  }
  return out;
}

Html hours_of(const Reading& r, const Service& service, std::size_t i) {
  Flags const flags(r, service);
  auto const& at = service.places[i];
  auto const week = week_table(r, r.from.schedule(at));
  auto const* place = r.from.place(at.place.text);
  bool const named = service.places.size() > 1 && place && !place->name.empty();
  auto const which = named ? rules::text(place->name, r.lang()) : std::string_view();
  auto const pencil = flags.at(item("places", i, "hours"), which);
  Html out;
  if (named) out += h3(shown(r, place->name));
  if (!week.empty()) {
    out += beside(week, pencil);
  } else if (at.hours_note.empty()) {
    out += p(r.t(first_phone(r, service) ? "guide.hours.none_call" : "guide.hours.none"), " ", pencil);
  }
  if (!at.hours_note.empty())
    out += p(shown_marked(r, at.hours_note), " ",
             flags.at(item("places", i, "hours_note"), at.hours_note, which));
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

Html address_of(const Reading& r, const Place& place, const Flags& flags, std::size_t i) {
  auto const* commune = place.nis.empty() ? nullptr : r.from.commune(place.nis);
  auto const town = place.locality.empty() && commune ? commune->name : place.locality;
  auto const line = place.postal_code.empty() ? town : place.postal_code + " " + town;
  auto const pencil = flags.at(item("at", i, "address"));
  Html known;
  if (!place.address.empty()) known += join(span(place.address), br());
  known += join(line);
  Html out;
  if (!known.empty()) out += beside(address(lang("fr"), dir("ltr"), known), pencil);
  if (place.address.empty())
    out += p(r.t("guide.address_to_confirm_long"), when(known.empty(), [&] { return join(" ", pencil); }));
  if (!place.address_note.empty())
    out += p(shown_marked(r, place.address_note), " ",
             flags.at(item("at", i, "address_note"), place.address_note));
  return out;
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

Html access_of(const Reading& r, const Place& place, const Flags& flags, std::size_t i) {
  Html out;
  auto const way_in = flags.at(item("at", i, "wheelchair"));
  if (place.wheelchair == Answer::yes) out += p(r.t("guide.wheelchair.yes"), " ", way_in);
  if (place.wheelchair == Answer::no) out += p(r.t("guide.wheelchair.no"), " ", way_in);
  auto const line = [&](std::string_view field, const Words& words) {
    if (!words.empty()) out += p(shown_marked(r, words), " ", flags.at(item("at", i, field), words));
  };
  line("accessibility", place.accessibility);
  line("transport", place.transport);
  return out;
}

/// Lines of one list, each with the path of its fields: "phones/0".
struct Line {
  const Phone* phone = nullptr;
  std::string path{};
};

void gather(std::vector<Line>& lines, const std::vector<Phone>& from, const std::string& path) {
  for (std::size_t i = 0; i < from.size(); ++i)
    if (std::ranges::none_of(lines, [&](const Line& l) { return l.phone->number == from[i].number; }))
      lines.push_back({&from[i], item(path, i)});
}

std::vector<Line> lines_of(const Service& s, const Organisation* organisation) {
  std::vector<Line> out;
  gather(out, s.phones, "phones");
  for (std::size_t i = 0; i < s.places.size(); ++i)
    gather(out, s.places[i].phones, item("places", i, "phones"));
  for (std::size_t i = 0; i < s.contacts.size(); ++i)
    gather(out, s.contacts[i].phones, item("contacts", i, "phones"));
  if (out.empty() && organisation) gather(out, organisation->phones, "organisation/phones");
  return out;
}

Html one_line(const Reading& r, const Flags& flags, const Line& line) {
  auto const& phone = *line.phone;
  auto const pencil = flags.at(line.path + "/number", phone.number);
  if (phone.channel == Channel::fax) return li(r.t("guide.fax"), " ", number(phone.number), pencil);
  auto const& schedule = r.from.schedule(phone);
  return li(a(cls("num"), href(Url::tel(phone.number)), number(phone.number)),
            when(!phone.label.empty(), [&] { return join(" ", shown_marked(r, phone.label)); }), pencil,
            when(!schedule.unknown(), [&] {
              return join(sign_line(say::sign(r.t, hours::status(schedule, r.now), r.now, true)),
                          flags.at(line.path + "/hours", phone.number));
            }));
}

/// Mail and sites, the service's own before those of its desks; the organisation's when it has none.
Html written_lines(const Reading& r, const Flags& flags, const Service& s, const Organisation* organisation) {
  Html out;
  auto const mail = [&](const std::string& to, const std::string& path) {
    if (!to.empty())
      out += li(web::icon("f-envelope-simple"), a(href(Url::mailto(to)), bdi(dir("ltr"), to)),
                flags.at(path, to));
  };
  auto const site = [&](const std::string& address, const std::string& path) {
    if (auto const url = Url::external(address))
      out += li(web::icon("f-globe-simple"), a(href(*url), Attr("rel", "noreferrer"), r.t("guide.website")),
                flags.at(path));
  };
  bool const owners = organisation != nullptr;
  if (s.email.empty() && owners)
    mail(organisation->email, "organisation/email");
  else
    mail(s.email, "email");
  for (std::size_t i = 0; i < s.contacts.size(); ++i) {
    mail(s.contacts[i].email, item("contacts", i, "email"));
    site(s.contacts[i].url, item("contacts", i, "url"));
  }
  if (s.url.empty() && owners)
    site(organisation->url, "organisation/url");
  else
    site(s.url, "url");
  return out;
}

Html note(const Reading& r, const Flags& flags, const std::string& path, const Words& words) {
  return words.empty() ? Html() : p(shown_marked(r, words), " ", flags.at(path, words));
}

}  // namespace

Html when_section(const Reading& r, const Service& s) {
  Html out;
  for (std::size_t i = 0; i < s.places.size(); ++i) out += hours_of(r, s, i);
  if (s.places.empty()) {
    auto const* phone = first_phone(r, s);
    auto const week = phone ? week_table(r, r.from.schedule(*phone)) : Html();
    out = week.empty() ? p(r.t(phone ? "guide.hours.none_call" : "guide.hours.none"))
                       : join(p(r.t("guide.hours.by_phone")), week);
  }
  return section(head_of(r, s, "clock", "hours"), out);
}

Html where_section(const Reading& r, const Service& s) {
  Flags const flags(r, s);
  Html out;
  for (std::size_t i = 0; i < s.places.size(); ++i) {
    auto const* place = r.from.place(s.places[i].place.text);
    if (!place) continue;
    auto const map = web::here(r.visit, "/map#" + s.slug);
    out += div(cls("lieu"),
               when(s.places.size() > 1 && !place->name.empty(), [&] { return h3(shown(r, place->name)); }),
               address_of(r, *place, flags, i), drawing(r, *place), access_of(r, *place, flags, i),
               p(cls("actes"), route(r, *place),
                 a(cls("b"), href(map), web::icon("b-map-trifold"), r.t("guide.on_map"))));
  }
  if (s.places.empty()) out = p(r.t("guide.no_place"));
  return section(cls("haute"), head_of(r, s, "map-pin", "address"), out);
}

Html phones_section(const Reading& r, const Service& s) {
  Flags const flags(r, s);
  auto const* organisation = r.from.organisation(s.organisation.text);
  auto const lines =
      join(each(lines_of(s, organisation), [&](const Line& line) { return one_line(r, flags, line); }),
           written_lines(r, flags, s, organisation));
  if (lines.empty())
    return section(head_of(r, s, "phone-call", "contact"), p(r.t("guide.no_contact")),
                   p(cls("actes"), a(cls("b"), href(Url::tel(r.visit.centre.phone)), web::icon("f-phone"),
                                     span("CAI ", number(r.visit.centre.phone)))));
  return section(head_of(r, s, "phone-call", "contact"), ul(cls("joindre"), lines));
}

Html languages_section(const Reading& r, const Service& s) {
  if (s.languages.empty()) return {};
  Flags const flags(r, s);
  Html out;
  for (std::size_t i = 0; i < s.languages.size(); ++i) {
    auto const& l = s.languages[i];
    auto const name = say::language(r.t, l.lang);
    auto const how = l.how == Spoken::staff                  ? std::string()
                     : l.how == Spoken::interpreter_by_phone ? r.t("guide.spoken.interpreter")
                                                             : r.t("guide.spoken.on_request");
    out += li(name, how.empty() ? "" : r.t("web.comma"), how,
              when(!l.note.empty(), [&] { return join(" ", shown_marked(r, l.note)); }), " ",
              flags.at(item("languages", i, "lang"), name));
  }
  return section(head_of(r, s, "translate", "languages"), ul(cls("puces"), out));
}

Html audience_section(const Reading& r, const Service& s) {
  Flags const flags(r, s);
  std::vector<std::string> said;
  for (auto const& code : s.audiences)
    if (auto const key = "audience." + code; r.t.has(key)) said.push_back(r.t(key));
  Html out;
  // One field, one pencil, after its last line.
  for (auto const& one : said)
    out += li(one, when(&one == &said.back(), [&] { return join(" ", flags.at("audiences")); }));
  if (auto const ages = say::ages(r.t, s); !ages.empty())
    out += li(ages, " ", flags.at(s.min_age ? "min_age" : "max_age"));
  auto const papers = [&](std::string_view key) {
    out += li(r.t(key), " ", flags.at("accepts_undocumented"));
  };
  if (s.accepts_undocumented == Answer::yes) papers("guide.papers.yes");
  if (s.accepts_undocumented == Answer::no) papers("guide.papers.no");
  if (out.empty() && s.conditions.empty()) return {};
  return section(head_of(r, s, "users-three", "audience"),
                 when(!out.empty(), [&] { return ul(cls("puces"), out); }),
                 note(r, flags, "conditions", s.conditions));
}

Html documents_section(const Reading& r, const Service& s) {
  if (s.documents.empty()) return {};
  Flags const flags(r, s);
  Html out;
  for (std::size_t i = 0; i < s.documents.size(); ++i)
    out += li(shown_marked(r, s.documents[i]), " ",
              flags.at(item("documents", i), s.documents[i], std::to_string(i + 1)));
  return section(head_of(r, s, "identification-card", "documents"), ul(cls("puces"), out));
}

Html price_section(const Reading& r, const Service& s) {
  static constexpr std::string_view kWords[] = {"", "guide.cost.free", "guide.cost.paid", "guide.cost.mixed"};
  if (s.price.empty() && s.cost == Cost::unknown) return {};
  Flags const flags(r, s);
  auto const said = s.price.empty() ? p(r.t(kWords[static_cast<std::size_t>(s.cost)]), " ", flags.at("cost"))
                                    : note(r, flags, "price", s.price);
  return section(head_of(r, s, "coins", "price"), said);
}

Html appointment_section(const Reading& r, const Service& s) {
  static constexpr std::string_view kWords[] = {"", "guide.admission.walk_in", "guide.admission.appointment",
                                                "guide.admission.both", "guide.admission.phone_only"};
  Flags const flags(r, s);
  Html out;
  if (s.admission != Admission::unknown)
    out += p(r.t(kWords[static_cast<std::size_t>(s.admission)]), " ", flags.at("admission"));
  out += note(r, flags, "appointment", s.appointment);
  if (s.capacity != Capacity::unknown)
    out += p(r.t("guide.capacity." + std::string(code(s.capacity))), " ", flags.at("capacity"));
  if (out.empty()) return {};
  return section(head_of(r, s, "calendar-check", "appointment"), out);
}

Html description_section(const Reading& r, const Service& s) {
  if (s.description.empty()) return {};
  Flags const flags(r, s);
  return section(cls("large"), head_of(r, s, "chats-circle", "description"),
                 paragraphs(r, s.description, flags.at("description", s.description)));
}

Html ask_section(const Reading& r, const Service& s) {
  Flags const flags(r, s);
  Html out;
  auto const ask = [&](bool unknown, std::string_view key, std::string_view path) {
    if (unknown) out += li(r.t(key), " ", flags.missing(path));
  };
  ask(s.admission == Admission::unknown && s.appointment.empty(), "guide.ask.appointment", "appointment");
  ask(s.documents.empty(), "guide.ask.documents", "documents/0");
  ask(s.languages.empty(), "guide.ask.languages", "languages/0/lang");
  ask(s.cost == Cost::unknown && s.price.empty(), "guide.ask.price", "price");
  ask(s.audiences.empty() && s.conditions.empty(), "guide.ask.audience", "audiences");
  if (out.empty()) return {};
  return section(h2(web::icon("question"), r.t("guide.section.ask")), p(r.t("guide.ask")),
                 ul(cls("puces"), out));
}

}  // namespace cote::guide::views
