// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/own_format.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "guide/hours/hours.h"
#include "guide/own_sheet.h"
#include "guide/rules.h"

namespace cote::guide::import {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;

bool digits(std::string_view text, std::size_t count) {
  return text.size() == count && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Reads the files one after the other, each into the catalogue that the next ones refer to.
class Reading {
 public:
  Reading(std::filesystem::path folder, const Progress& progress) : folder_(std::move(folder)), progress_(progress) {}

  Read all() {
    Sheet const services = open("services.csv");
    if (!services.exists()) throw std::runtime_error(fmt::format("{} has no services.csv", folder_.string()));
    each("sources.csv", [&](Line& line) { publishers_.emplace(line.cell("code"), line.cell("publisher")); });
    each("communes.csv", [&](Line& line) { commune(line); });
    each("localities.csv", [&](Line& line) { locality(line); });
    each("rubrics.csv", [&](Line& line) { rubric(line); });
    each("topics.csv", [&](Line& line) { topic(line); });
    each("organisations.csv", [&](Line& line) { organisation(line); });
    each(services, [&](Line& line) { service(line); });
    point_to_successors();
    return std::move(out_);
  }

 private:
  Sheet open(std::string_view name) {
    auto const here = folder_ / name;
    return {std::filesystem::exists(here) ? here : folder_ / ".." / name, out_.rejects};
  }
  template <class F>
  void each(std::string_view name, F work) {
    auto const sheet = open(name);
    each(sheet, work);
  }
  template <class F>
  void each(const Sheet& sheet, F work) {
    std::size_t done = 0;
    for (auto const& row : sheet.rows()) {
      Line line(sheet, row, out_.rejects);
      work(line);
      ++out_.records;
      if (progress_ && (++done % 64 == 0 || done == sheet.rows().size())) progress_(done, sheet.rows().size());
    }
  }
  /// True when this key is there and is the first of its kind.
  bool claim(Line& line, std::string_view column, std::string key) {
    if (key.empty()) {
      line.refuse(column, "is missing");
      return false;
    }
    auto const what = std::string(column) + ' ' + key;
    if (!claimed_[line.file()].insert(what).second) {
      line.refuse(column, "is on an earlier line too");
      return false;
    }
    return true;
  }

  void commune(Line& line);
  void locality(Line& line);
  void rubric(Line& line);
  void topic(Line& line);
  void organisation(Line& line);
  void service(Line& line);
  void point_to_successors();
  bool fill_words(Line& line, Service& s);
  void fill_choices(Line& line, Service& s);
  void fill_lists(Line& line, Service& s);
  void fill_languages(Line& line, Service& s);
  void fill_place(Line& line, Service& s);
  Place& place(Line& line, const Service& s);
  void locate(Place& p) const;
  Provenance provenance(Line& line);
  std::vector<Phone> phones(Line& line, std::string_view column, const std::string& owner);
  std::string hours(Line& line, std::string_view column);

  std::filesystem::path folder_;
  const Progress& progress_;
  Read out_{};
  std::vector<std::string> reviewed_{};  // of the line being read
  std::unordered_map<std::string, std::string> publishers_{};
  std::unordered_map<std::string, std::unordered_set<std::string>> claimed_{};
  std::unordered_set<std::string> rubrics_{};
  std::unordered_set<std::string> topics_{};
  std::unordered_set<std::string> organisations_{};
  std::unordered_map<std::string, std::size_t> places_{};  // position by id
  struct Successor {
    std::size_t service;
    std::string slug;
    Reject otherwise;
  };
  std::vector<Successor> successors_{};
};

void Reading::commune(Line& line) {
  Commune c{.nis = std::string(line.cell("nis")),
            .name = std::string(line.cell("name")),
            .arrondissement = std::string(line.cell("arrondissement"))};
  if (!digits(c.nis, 5)) return line.refuse("nis", "is not a code of five digits");
  if (c.name.empty()) return line.refuse("name", "is missing");
  if (!claim(line, "nis", c.nis)) return;
  auto const lat = line.number("lat", -90, 90);
  auto const lon = line.number("lon", -180, 180);
  if (!lat || !lon) return line.refuse("lat", "has no position");
  c.lat = *lat;
  c.lon = *lon;
  for (auto& code : line.list("postal_codes")) {
    if (digits(code, 4)) {
      c.postal_codes.push_back(std::move(code));
    } else {
      line.drop("postal_codes", "has a code that is not of four digits");
    }
  }
  out_.catalogue.communes.push_back(std::move(c));
}

void Reading::locality(Line& line) {
  Locality l{.name = std::string(line.cell("name")), .nis = std::string(line.cell("nis"))};
  if (l.name.empty()) return line.refuse("name", "is missing");
  if (!claim(line, "name", l.name + ' ' + l.nis)) return;
  auto const lat = line.number("lat", -90, 90);
  auto const lon = line.number("lon", -180, 180);
  if (!lat || !lon) return line.refuse("lat", "has no position");
  l.lat = *lat;
  l.lon = *lon;
  out_.catalogue.localities.push_back(std::move(l));
}

void Reading::rubric(Line& line) {
  Rubric r{.id = std::string(line.cell("id")),
           .position = line.integer("position", 0, 10'000).value_or(0),
           .label = line.words("label"),
           .icon = std::string(line.cell("icon")),
           .emoji = std::string(line.cell("emoji"))};
  if (!claim(line, "id", r.id)) return;
  if (r.label.empty()) return line.refuse("label.fr", "is missing");
  rubrics_.insert(r.id);
  out_.catalogue.rubrics.push_back(std::move(r));
}

void Reading::topic(Line& line) {
  Topic t{.id = std::string(line.cell("id")),
          .rubric = std::string(line.cell("rubric")),
          .label = line.words("label"),
          .synonyms = line.wordings("synonyms"),
          .icon = std::string(line.cell("icon")),
          .emoji = std::string(line.cell("emoji"))};
  if (!rubrics_.contains(t.rubric)) return line.refuse("rubric", "is not in rubrics.csv");
  if (t.label.empty()) return line.refuse("label.fr", "is missing");
  if (!claim(line, "id", t.id)) return;
  topics_.insert(t.id);
  out_.catalogue.topics.push_back(std::move(t));
}

Provenance Reading::provenance(Line& line) {
  Provenance p;
  auto const publisher = publishers_.find(std::string(line.cell("source")));
  p.source = publisher == publishers_.end() ? std::string(line.cell("source")) : publisher->second;
  p.source_url = line.url("source_url");
  p.confidence = line.cell("confidence");
  if (p.confidence.size() > 1 || (!p.confidence.empty() && (p.confidence[0] < 'A' || p.confidence[0] > 'C'))) {
    line.drop("confidence", "is not A, B or C");
    p.confidence.clear();
  }
  p.as_of_year = line.integer("as_of_year", kFirstYear, kLastYear);
  p.as_of = line.date("as_of");
  p.verified_on = line.date("verified_on");
  p.verified_by = line.cell("verified_by");
  p.verified_how = line.choice("verified_how", VerifiedHow::unknown);
  p.next_review = line.date("next_review");
  return p;
}

std::string Reading::hours(Line& line, std::string_view column) {
  auto const text = line.cell(column);
  if (text.empty()) return {};
  if (auto const read = hours::parse(text); !read.schedule) {
    line.drop(column, "is not an opening_hours text we understand: " + read.refused.message);
    return {};
  }
  return std::string(text);
}

std::vector<Phone> Reading::phones(Line& line, std::string_view column, const std::string& owner) {
  std::vector<Phone> out;
  auto const open = hours(line, "phone_hours");
  for (auto const& entry : line.list(column)) {
    auto const mark = entry.find('=');
    Phone phone{.number = entry.substr(0, mark), .hours = open};
    while (phone.number.ends_with(' ')) phone.number.pop_back();
    if (phone.number.find_first_not_of("0123456789+/. ()-") != std::string::npos ||
        std::ranges::none_of(phone.number, [](char c) { return c >= '0' && c <= '9'; })) {
      line.drop(column, "has an entry that is not a telephone number");
      continue;
    }
    phone.id = uuid_of("phone:" + owner + ':' + phone.number);
    if (mark != std::string::npos) phone.label = rules::source_words("fr", std::string_view(entry).substr(mark + 1));
    out.push_back(std::move(phone));
  }
  return out;
}

void Reading::organisation(Line& line) {
  Organisation o;
  o.slug = line.cell("slug");
  if (!claim(line, "slug", o.slug)) return;
  if (rules::slug(o.slug) != o.slug) return line.refuse("slug", "is not made of a-z, 0-9 and '-'");
  o.name = line.words("name");
  if (o.name.empty()) return line.refuse("name", "is missing");
  o.id = {uuid_of("organisation:" + o.slug)};
  o.description = line.words("description", line.list("reviewed"));
  o.url = line.url("url");
  o.email = line.email("email");
  o.phones = phones(line, line.cell("phones").empty() ? "phone" : "phones", "organisation:" + o.slug);
  o.provenance = provenance(line);
  organisations_.insert(o.slug);
  out_.catalogue.organisations.push_back(std::move(o));
}

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
    bool const known = digits(territory, 5) || territory == "province" || territory == "wallonia" || territory == "belgium";
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
    auto const how = mark == std::string::npos ? std::optional(Spoken::staff) : from_code<Spoken>(entry.substr(mark + 1));
    auto const lang = entry.substr(0, mark);
    bool const tag = lang.size() >= 2 && lang.size() <= 35 && std::ranges::all_of(lang, [](char c) {
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
    auto const has_code = [&](const Commune& x) { return std::ranges::count(x.postal_codes, p.postal_code) > 0; };
    if (std::ranges::count_if(c.communes, has_code) == 1) p.nis = std::ranges::find_if(c.communes, has_code)->nis;
  }
  if (p.lat && p.lon) return;
  p.lat.reset();
  p.lon.reset();
  p.precision = Precision::unknown;
  if (p.nis.empty()) return;
  auto const village = std::ranges::find_if(
      c.localities, [&](const Locality& l) { return l.nis == p.nis && rules::slug(l.name) == rules::slug(p.locality); });
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
  p.id = {uuid_of(shared ? fmt::format("place:{}|{}|{}", p.address, p.postal_code, p.locality) : "place:" + s.slug)};
  auto const [found, is_new] = places_.emplace(p.id.text, out_.catalogue.places.size());
  if (is_new) {
    out_.catalogue.places.push_back(std::move(p));
  } else if (auto const& first = out_.catalogue.places[found->second]; first.lat != p.lat || first.lon != p.lon) {
    line.drop("lat", "differs from an earlier line with the same address");
  }
  return out_.catalogue.places[found->second];
}

void Reading::fill_place(Line& line, Service& s) {
  auto const open = hours(line, "hours");
  auto const note = line.words("hours_note", reviewed_);
  auto const says = [&](std::string_view column) { return !line.cell(column).empty(); };
  bool const somewhere = says("address") || says("postal_code") || says("locality") || says("nis") || says("lat") ||
                         says("place_name") || says("address_note.fr") || says("confidential");
  if (!somewhere && open.empty() && note.empty()) return;
  s.places.push_back({.id = uuid_of("service_at_place:" + s.slug), .place = place(line, s).id, .hours = open, .hours_note = note});
}

void Reading::service(Line& line) {
  Service s;
  s.slug = line.cell("slug");
  if (!claim(line, "slug", s.slug)) return;
  if (rules::slug(s.slug) != s.slug) return line.refuse("slug", "is not made of a-z, 0-9 and '-'");
  auto const organisation = std::string(line.cell("organisation"));
  if (!organisations_.contains(organisation)) return line.refuse("organisation", "is not in organisations.csv");
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
    successors_.push_back({out_.catalogue.services.size(), std::string(slug), std::move(out_.rejects.back())});
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

}  // namespace

Read read_own(const std::filesystem::path& folder, const Progress& progress) { return Reading(folder, progress).all(); }

}  // namespace cote::guide::import
