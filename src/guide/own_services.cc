// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "guide/own_reading.h"
#include "guide/rules.h"

namespace cote::guide::import {

bool Reading::fill_words(Line& line, Service& s) {
  auto const words = [&](std::string_view name) { return line.words(name, reviewed_); };
  s.name = words("name");
  s.summary = words("summary");
  s.description = words("description");
  s.conditions = words("conditions");
  s.price = words("price");
  s.appointment = words("appointment");
  s.notice = words("notice");
  s.documents = line.words_list("documents", reviewed_);
  return !s.name.empty();
}

void Reading::fill_choices(Line& line, Service& s) {
  s.email = line.email("email");
  s.url = line.url("url");
  s.cost = line.choice("cost", Cost::unknown);
  s.admission = line.choice("admission", Admission::unknown);
  s.accepts_undocumented = line.choice("undocumented", Answer::unknown);
  s.capacity = line.choice("capacity", Capacity::unknown);
  s.min_age = line.integer("min_age", 0, 130);
  s.max_age = line.integer("max_age", 0, 130);
  s.status = line.choice("status", Status::active);
  s.status_from = line.date("status_from");
  s.status_until = line.date("status_until");
  if (s.status_from && s.status_until && *s.status_until < *s.status_from) {
    line.drop("status_until", "is before status_from");
    s.status_until.reset();
  }
}

void Reading::fill_lists(Line& line, Service& s) {
  for (auto& topic : line.list("topics")) {
    if (!topics_.contains(topic)) {
      line.drop("topics", "has a topic that is not in topics.csv");
    } else if (!std::ranges::count(s.topics, topic)) {
      s.topics.push_back(std::move(topic));
    }
  }
  for (auto const& audience : line.list("audiences")) {
    constexpr std::string_view kPrefix = "audience.";
    s.audiences.push_back(audience.starts_with(kPrefix) ? audience.substr(kPrefix.size()) : audience);
  }
  for (auto& territory : line.list("territory")) {
    bool const known =
        digits(territory, 5) || territory == "province" || territory == "wallonia" || territory == "belgium";
    if (known) {
      s.territory.push_back(std::move(territory));
    } else {
      line.drop("territory", "has an entry that is neither a NIS code nor province, wallonia or belgium");
    }
  }
}

void Reading::fill_languages(Line& line, Service& s) {
  auto const note = line.words("language_note", reviewed_);
  for (auto const& entry : line.list("languages")) {
    auto const mark = entry.find(':');
    auto const how =
        mark == std::string::npos ? std::optional(Spoken::staff) : from_code<Spoken>(entry.substr(mark + 1));
    auto const lang = entry.substr(0, mark);
    bool const tag =
        lang.size() >= 2 && lang.size() <= 35 && std::ranges::all_of(lang, [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        });
    if (how && tag) {
      s.languages.push_back({.lang = lang, .how = *how});
    } else {
      line.drop("languages", "has an entry that is not a language, ':' and how it is spoken");
    }
  }
  if (note.empty()) return;
  // "An interpreter is possible" without saying which languages: several ("mul", ISO 639-2), on request.
  if (s.languages.empty()) s.languages.push_back({.lang = "mul", .how = Spoken::on_request});
  s.languages.front().note = note;
}

/// Takes what the place does not say from what is known of its commune and village.
void Reading::locate(Place& p) const {
  auto const& c = out_.catalogue;
  if (p.nis.empty() && !p.postal_code.empty()) {
    auto const has_code = [&](const Commune& x) {
      return std::ranges::count(x.postal_codes, p.postal_code) > 0;
    };
    if (std::ranges::count_if(c.communes, has_code) == 1)
      p.nis = std::ranges::find_if(c.communes, has_code)->nis;
  }
  if (p.lat && p.lon) return;
  p.lat.reset();
  p.lon.reset();
  p.precision = Precision::unknown;
  if (p.nis.empty()) return;
  auto const village = std::ranges::find_if(c.localities, [&](const Locality& l) {
    return l.nis == p.nis && rules::slug(l.name) == rules::slug(p.locality);
  });
  auto const commune = std::ranges::find(c.communes, p.nis, &Commune::nis);
  if (village != c.localities.end()) {
    p.lat = village->lat;
    p.lon = village->lon;
  } else if (commune != c.communes.end()) {
    p.lat = commune->lat;
    p.lon = commune->lon;
  }
  if (p.lat) p.precision = Precision::commune;
}

Place& Reading::place(Line& line, const Service& s) {
  Place p;
  p.name = line.words("place_name", reviewed_);
  p.address = line.cell("address");
  p.address_note = line.words("address_note", reviewed_);
  p.postal_code = line.cell("postal_code");
  p.locality = line.cell("locality");
  p.nis = line.cell("nis");
  p.lat = line.number("lat", -90, 90);
  p.lon = line.number("lon", -180, 180);
  p.precision = line.choice("precision", Precision::unknown);
  p.confidential = line.yes("confidential");
  p.wheelchair = line.choice("wheelchair", Answer::unknown);
  p.accessibility = line.words("accessibility", reviewed_);
  p.transport = line.words("transport", reviewed_);
  p.provenance = s.provenance;
  if (!p.nis.empty() && !digits(p.nis, 5)) {
    line.drop("nis", "is not a code of five digits");
    p.nis.clear();
  }
  locate(p);
  // A confidential place is not named by its address: ids are public, and could be tried against a map.
  bool const shared = !p.address.empty() && !p.confidential;
  p.id = {uuid_of(shared ? fmt::format("place:{}|{}|{}", p.address, p.postal_code, p.locality)
                         : "place:" + s.slug)};
  auto const [found, is_new] = places_.emplace(p.id.text, out_.catalogue.places.size());
  if (is_new) {
    out_.catalogue.places.push_back(std::move(p));
  } else if (auto const& first = out_.catalogue.places[found->second];
             first.lat != p.lat || first.lon != p.lon) {
    line.drop("lat", "differs from an earlier line with the same address");
  }
  return out_.catalogue.places[found->second];
}

void Reading::fill_place(Line& line, Service& s) {
  auto const open = hours(line, "hours");
  auto const note = line.words("hours_note", reviewed_);
  auto const says = [&](std::string_view column) { return !line.cell(column).empty(); };
  bool const somewhere = says("address") || says("postal_code") || says("locality") || says("nis") ||
                         says("lat") || says("place_name") || says("address_note.fr") || says("confidential");
  if (!somewhere && open.empty() && note.empty()) return;
  s.places.push_back({.id = uuid_of("service_at_place:" + s.slug),
                      .place = place(line, s).id,
                      .hours = open,
                      .hours_note = note});
}

void Reading::service(Line& line) {
  Service s;
  s.slug = line.cell("slug");
  if (!claim(line, "slug", s.slug)) return;
  if (rules::slug(s.slug) != s.slug) return line.refuse("slug", "is not made of a-z, 0-9 and '-'");
  auto const organisation = std::string(line.cell("organisation"));
  if (!organisations_.contains(organisation))
    return line.refuse("organisation", "is not in organisations.csv");
  reviewed_ = line.list("reviewed");
  if (!fill_words(line, s)) return line.refuse("name.fr", "is missing");
  s.id = {uuid_of("service:" + s.slug)};
  s.organisation = {uuid_of("organisation:" + organisation)};
  s.old_slugs = line.list("old_slugs");
  s.provenance = provenance(line);
  fill_choices(line, s);
  fill_lists(line, s);
  fill_languages(line, s);
  s.phones = phones(line, "phones", "service:" + s.slug);
  fill_place(line, s);
  if (auto const slug = line.cell("instead"); !slug.empty()) {
    // It may stand on a later line.
    line.drop("instead", "is not the slug of a service");
    successors_.push_back(
        {out_.catalogue.services.size(), std::string(slug), std::move(out_.rejects.back())});
    out_.rejects.pop_back();
  }
  out_.catalogue.services.push_back(std::move(s));
}

void Reading::point_to_successors() {
  for (auto& successor : successors_) {
    auto const found = std::ranges::find(out_.catalogue.services, successor.slug, &Service::slug);
    if (found == out_.catalogue.services.end()) {
      out_.rejects.push_back(std::move(successor.otherwise));
    } else {
      out_.catalogue.services[successor.service].instead = found->id;
    }
  }
}

}  // namespace cote::guide::import
