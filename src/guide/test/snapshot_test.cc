// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/snapshot.h"

#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "guide/own_format.h"
#include "guide/rules.h"

namespace cote::guide {
namespace {

Time noon() { return parse_time("2026-11-23T11:00:00Z").value(); }

/// The Guide as it ships: the real province, read once for all tests here.
const Snapshot& namur() {
  static const auto made = [] {
    auto read = import::read_own(COTE_SOURCE_DIR "/data/namur");
    EXPECT_TRUE(read.rejects.empty()) << read.rejects.front().where << ": " << read.rejects.front().reason;
    std::vector<std::string> warnings;
    auto snapshot = make_snapshot(std::move(read.catalogue), 7, noon(), &warnings);
    EXPECT_TRUE(warnings.empty()) << warnings.front();
    return snapshot;
  }();
  return *made;
}

std::vector<std::string> slugs(const search::Query& query) {
  std::vector<std::string> out;
  for (auto const& hit : namur().index->find(query).hits)
    out.push_back(namur().catalogue.services[hit.doc].slug);
  return out;
}

bool among_first(std::string_view words, std::string_view lang, std::string_view slug, std::size_t first) {
  auto const found = slugs({.words = std::string(words), .lang = std::string(lang), .limit = 20});
  for (std::size_t n = 0; n < std::min(first, found.size()); ++n)
    if (found[n] == slug) return true;
  return false;
}

TEST(GuideSnapshot, EveryServiceIsFirstForItsOwnName) {
  for (auto const& service : namur().catalogue.services) {
    auto const name = std::string(rules::text(service.name, "fr"));
    auto const found = slugs({.words = name, .lang = "fr", .limit = 3});
    ASSERT_FALSE(found.empty()) << name;
    EXPECT_NE(std::ranges::find(found, service.slug), found.end()) << name;
  }
}

TEST(GuideSnapshot, FindsWhatNewcomersAskForInTheirWords) {
  struct {
    const char* words;
    const char* lang;
    const char* slug;
    std::size_t first;
  } const cases[] = {
      {"avocat gratuit", "fr", "bureau-aide-juridique-namur", 3},
      {"apprendre le français", "fr", "lire-et-ecrire-namur", 8},
      {"alphabétisation", "ar", "alpha-5000", 5},
      {"social housing", "fr", "foyer-jambois", 6},
      {"abri nuit", "nl", "abri-de-nuit-namur", 2},
      {"discrimnation", "fr", "cai-discrimination", 4},
      {"interprete", "en", "setis-interpretes", 4},
      {"violence conjugale", "fr", "ecoute-violences-conjugales", 4},
      {"5330", "fr", "cpas-assesse", 1},
      {"Dinant", "en", "cai-dinant", 3},
  };
  for (auto const& c : cases) EXPECT_TRUE(among_first(c.words, c.lang, c.slug, c.first)) << c.words;
}

TEST(GuideSnapshot, FilterAndBadgeAgreeAtEveryHourOfAWeek) {
  auto const& s = namur();
  for (auto when = parse_local("2026-11-23T00:30").value(); when < parse_local("2026-11-30T00:30").value();
       when += std::chrono::minutes(90)) {
    auto const mask = s.open_at(when);
    ASSERT_EQ(mask.size(), s.catalogue.services.size());
    for (std::size_t n = 0; n < mask.size(); ++n) {
      auto const badge = s.open_state(s.catalogue.services[n], when).status.state;
      EXPECT_EQ(mask[n] == 1, badge == hours::State::open)
          << s.catalogue.services[n].slug << ' ' << iso(when);
    }
  }
}

TEST(GuideSnapshot, RubricCountsAreTheActiveServicesOnce) {
  auto const& s = namur();
  std::map<std::string, std::set<std::string>> counted;
  for (auto const& service : s.catalogue.services)
    for (auto const& topic : service.topics)
      if (service.status == Status::active) counted[s.topic(topic)->rubric].insert(service.id.text);
  for (auto const& rubric : s.catalogue.rubrics)
    EXPECT_EQ(s.count_in_rubric(rubric.id), counted[rubric.id].size()) << rubric.id;
}

TEST(GuideSnapshot, PlacesAreFoundByPostalCodeCommuneAndVillage) {
  auto const& s = namur();
  EXPECT_EQ(s.locate("5500").value().name, "5500 Dinant");
  EXPECT_EQ(s.locate("eghezee").value().name, "Éghezée");
  EXPECT_EQ(s.locate("DINANT").value().name, "Dinant");
  EXPECT_FALSE(s.locate("Paris-sur-Meuse"));
  EXPECT_FALSE(s.locate(""));
}

TEST(GuideSnapshot, TheShelterHasNoAddressInWhatReadersAreAnsweredFrom) {
  auto const* shelter = namur().service_by_slug("espace-vif-namur");
  ASSERT_NE(shelter, nullptr);
  EXPECT_FALSE(shelter->phones.empty());
  for (auto const& at : shelter->places) {
    auto const* place = namur().place(at.place.text);
    ASSERT_NE(place, nullptr);
    EXPECT_TRUE(place->confidential);
    EXPECT_TRUE(place->address.empty() && place->postal_code.empty() && place->locality.empty());
    EXPECT_TRUE(place->nis.empty() && !place->lat && !place->lon && place->precision == Precision::unknown);
  }
  auto const near_namur = slugs({.near = search::Near{{50.467F, 4.867F}, 5}, .limit = 100});
  EXPECT_EQ(std::ranges::find(near_namur, "espace-vif-namur"), near_namur.end());
}

}  // namespace
}  // namespace cote::guide
