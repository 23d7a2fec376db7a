// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>

#include "guide/desk/store.h"
#include "guide/rules.h"
#include "guide/store.h"
#include "guide/translation/store.h"
#include "people/actor.h"
#include "support/database.h"

namespace cote::guide::translation::test {

inline Time const kNow = *parse_time("2026-11-23T09:00:00Z");

inline Words said(std::string_view fr, std::string_view ar = {}, Origin how = Origin::human) {
  auto out = rules::source_words("fr", fr);
  if (!ar.empty())
    out.in.push_back(
        {.lang = "ar", .text = std::string(ar), .origin = how, .source_hash = rules::source_hash(fr)});
  return out;
}

/// "cours" with a name read over, a summary by a machine and a description nobody translated, at an open
/// place; "abri" at a confidential one, whose conditions repeat the address.
inline Catalogue two_services() {
  Catalogue c;
  Organisation o;
  o.id.text = uuid_of("organisation:alpha");
  o.slug = "alpha";
  o.name = said("Organisation alpha");
  c.organisations.push_back(o);
  auto const place = [&](const char* name, bool confidential) {
    Place p;
    p.id.text = uuid_of(std::string("place:") + name);
    p.address = confidential ? "rue Cachée 7" : "rue Ouverte 1";
    p.confidential = confidential;
    p.address_note = said(confidential ? "Sonnez deux fois" : "Deuxième étage");
    c.places.push_back(p);
    return p.id;
  };
  auto const service = [&](const char* slug, const PlaceId& at) -> Service& {
    auto& s = c.services.emplace_back();
    s.id.text = uuid_of(std::string("service:") + slug);
    s.slug = slug;
    s.organisation = o.id;
    s.places.push_back({.place = at});
    return s;
  };
  auto& cours = service("cours", place("ouvert", false));
  cours.name = said("Cours de français", "دروس الفرنسية");
  cours.summary = said("Pour apprendre vite.", "للتعلم بسرعة.", Origin::machine);
  cours.description = said("Des cours au CPAS de Namur.");
  auto& abri = service("abri", place("secret", true));
  abri.name = said("Abri");
  abri.conditions = said("Venez à la Rue cachée, 7.");
  return c;
}
inline ServiceId id_of(const std::string& slug) { return {uuid_of("service:" + slug)}; }
inline people::Actor person(people::Role role) { return {.name = "Noor", .roles = {role}}; }

class World : public cote::test::OnBoth {
 protected:
  void SetUp() override {
    OnBoth::SetUp();
    if (!IsSkipped()) keep(two_services());
  }
  void keep(const Catalogue& c) {
    db().write([&](db::Tx& tx) { return guide::store::save(tx, c, kNow); });
  }
  Catalogue stored() {
    return db().read([](db::Session& s) { return guide::store::load(s); });
  }
  const Service& service(const Catalogue& c, const std::string& slug) {
    return *std::ranges::find(c.services, slug, &Service::slug);
  }
  std::vector<store::Field> fields(const std::string& slug, std::string_view lang = "ar") {
    return db().read([&](db::Session& s) { return store::fields(s, id_of(slug), lang); });
  }
  store::Field field(const std::string& slug, std::string_view name, std::string_view lang = "ar") {
    auto const all = fields(slug, lang);
    auto const found = std::ranges::find_if(
        all, [&](const store::Field& f) { return f.at.entity == "service" && f.at.field == name; });
    return found == all.end() ? store::Field{} : *found;
  }
  std::vector<desk::Version> versions(const std::string& slug) {
    return db().read([&](db::Session& s) { return desk::store::versions(s, id_of(slug)); });
  }
  /// The French summary of "cours" becomes this.
  void rewrite_summary(std::string_view fr) {
    auto c = stored();
    std::ranges::find(c.services, std::string("cours"), &Service::slug)->summary.in.front().text = fr;
    keep(c);
  }
};

}  // namespace cote::guide::translation::test
