// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/own_format.h"

#include <algorithm>
#include <fstream>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "guide/rules.h"

namespace cote::guide::import {
namespace {

/// A folder of ours, gone with the test.
class GuideOwnFormat : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder());
    put("../rubrics.csv", "id,position,icon,emoji,label.fr,label.en\nhome,1,house,🏠,Se loger,Housing\n");
    put("../topics.csv",
        "id,rubric,icon,emoji,label.fr,label.en,synonyms.fr,synonyms.ru\n"
        "home.rent,home,key,🔑,Louer,Renting,loyer | bail,аренда\nhome.social,home,,,Logement social,,,\n");
    put("communes.csv",
        "nis,name,arrondissement,lat,lon,postal_codes\n92094,Namur,Namur,50.46,4.86,5000|5001|5002\n"
        "91034,Dinant,Dinant,50.26,4.91,5500|5000\n");
    put("localities.csv", "name,nis,lat,lon\nSaint-Servais,92094,50.476,4.836\n");
    put("organisations.csv",
        "slug,name,description.fr,url,email,phone,source,as_of_year\n"
        "cai,Le CAI,,https://example.org,a@example.org,081 00 00 00,S9,2021\n");
    put("sources.csv", "code,publisher,url\nS9,example.org,https://example.org/s9\n");
  }
  void TearDown() override { std::filesystem::remove_all(base_); }

  std::filesystem::path folder() const { return base_ / "namur"; }
  void put(const char* name, const std::string& text) {
    std::ofstream(folder() / name, std::ios::binary) << text;
  }
  Read services(const std::string& text) {
    put("services.csv", text);
    return read_own(folder());
  }

 private:
  std::filesystem::path base_ = std::filesystem::temp_directory_path() / fmt::format("cote_own_{}", getpid());
};

TEST_F(GuideOwnFormat, ALineBecomesAServiceWithItsPlace) {
  auto const read = services(
      "slug,organisation,name.fr,summary.fr,summary.en,summary.ar,reviewed,documents.fr,documents.en,topics,"
      "audiences,"
      "languages,language_note.fr,address,address_note.fr,place_name,postal_code,locality,precision,lat,lon,"
      "phones,"
      "phone_hours,email,url,hours,hours_note.fr,cost,admission,undocumented,wheelchair,status,status_until,"
      "territory,"
      "source,source_url,confidence,as_of_year,verified_on,min_age\r\n"
      "aide,cai,Aide,On vous aide.,We help.,نساعدكم,en,Carte|Bail,Card|Lease,home.rent|home.social,newcomers|"
      "audience.women,ar:staff|uk:interpreter_by_phone|nl,Le mardi,rue Inventée 1,2e "
      "étage,Maison,5002,Saint-Servais,"
      "street,50.1,4.2,081 00 00 01=Accueil|1718,Mo-Fr 09:00-12:00,x@example.org,https://example.org,Tu "
      "09:00-12:00,"
      "Sauf "
      "août,free,walk_in,yes,no,temporarily_closed,2026-12-31,92094|province,S9,https://example.org/p,A,2021,"
      "2026-01-02,18\r\n");
  EXPECT_TRUE(read.rejects.empty()) << read.rejects[0].where << read.rejects[0].field
                                    << read.rejects[0].reason;
  ASSERT_EQ(read.catalogue.services.size(), 1u);
  auto const& s = read.catalogue.services[0];
  EXPECT_EQ(s.id.text, uuid_of("service:aide"));
  EXPECT_EQ(s.organisation, read.catalogue.organisations.at(0).id);
  EXPECT_EQ(rules::state(s.summary, "fr"), TranslationState::source);
  EXPECT_EQ(rules::state(s.summary, "en"), TranslationState::human);
  EXPECT_EQ(rules::state(s.summary, "ar"), TranslationState::machine);
  ASSERT_EQ(s.documents.size(), 2u);
  EXPECT_EQ(rules::text(s.documents[1], "en"), "Lease");
  EXPECT_EQ(rules::state(s.documents[1], "en"), TranslationState::human);
  EXPECT_EQ(s.topics, (std::vector<std::string>{"home.rent", "home.social"}));
  EXPECT_EQ(s.audiences, (std::vector<std::string>{"newcomers", "women"}));
  ASSERT_EQ(s.languages.size(), 3u);
  EXPECT_EQ(s.languages[1].how, Spoken::interpreter_by_phone);
  EXPECT_EQ(s.languages[2].how, Spoken::staff);
  EXPECT_EQ(rules::text(s.languages[0].note, "fr"), "Le mardi");
  ASSERT_EQ(s.phones.size(), 2u);
  EXPECT_EQ(s.phones[0].number, "081 00 00 01");
  EXPECT_EQ(rules::text(s.phones[0].label, "fr"), "Accueil");
  EXPECT_EQ(s.phones[1].hours, "Mo-Fr 09:00-12:00");
  EXPECT_EQ(s.cost, Cost::free);
  EXPECT_EQ(s.admission, Admission::walk_in);
  EXPECT_EQ(s.accepts_undocumented, Answer::yes);
  EXPECT_EQ(s.status, Status::temporarily_closed);
  EXPECT_EQ(iso(s.status_until.value()), "2026-12-31");
  EXPECT_EQ(s.min_age, 18);
  EXPECT_EQ(s.provenance.source, "example.org");
  EXPECT_EQ(s.provenance.as_of_year, 2021);
  ASSERT_EQ(s.places.size(), 1u);
  EXPECT_EQ(s.places[0].hours, "Tu 09:00-12:00");
  EXPECT_EQ(rules::text(s.places[0].hours_note, "fr"), "Sauf août");
  auto const& p = read.catalogue.places.at(0);
  EXPECT_EQ(p.id, s.places[0].place);
  EXPECT_EQ(p.address, "rue Inventée 1");
  EXPECT_EQ(p.nis, "92094") << "the only commune with this postal code";
  EXPECT_EQ(p.precision, Precision::street);
  EXPECT_EQ(p.lat, 50.1);
  EXPECT_EQ(p.wheelchair, Answer::no);
  EXPECT_EQ(rules::text(p.name, "fr"), "Maison");
  auto const& t = read.catalogue.topics.at(0);
  EXPECT_EQ(t.synonyms, (std::vector<Wording>{{"fr", "loyer"}, {"fr", "bail"}, {"ru", "аренда"}}));
  EXPECT_EQ(read.records, 1u + 2 + 2 + 1 + 1 + 1 + 1);
}

TEST_F(GuideOwnFormat, PlacesAreSharedByAddressAndElseApproximate) {
  auto const read = services(
      "slug,organisation,name.fr,address,postal_code,locality,nis,confidential,language_note.fr\n"
      "a,cai,A,rue Inventée 1,5002,Namur,,,\nb,cai,B,rue Inventée 1,5002,Namur,,,\n"
      "c,cai,C,,5002,Saint-Servais,,,\nd,cai,D,,5002,Saint-Servais,,,\n"
      "e,cai,E,rue Inventée 1,5002,Namur,,yes,\nf,cai,F,,5000,,,,\ng,cai,G,,,,,,interprète possible\n");
  ASSERT_EQ(read.catalogue.services.size(), 7u);
  auto const& s = read.catalogue.services;
  EXPECT_EQ(s[0].places[0].place, s[1].places[0].place);
  EXPECT_NE(s[2].places[0].place, s[3].places[0].place);
  EXPECT_NE(s[4].places[0].place, s[0].places[0].place);
  auto const place = [&](std::size_t i) {
    return *std::ranges::find(read.catalogue.places, s[i].places.at(0).place, &Place::id);
  };
  EXPECT_EQ(place(0).lat, 50.46) << "of the commune";
  EXPECT_EQ(place(2).lat, 50.476) << "of the village";
  EXPECT_EQ(place(2).precision, Precision::commune);
  EXPECT_TRUE(place(4).confidential);
  EXPECT_EQ(place(4).id.text, uuid_of("place:e")) << "not made from the address";
  EXPECT_FALSE(place(5).lat) << "two communes have this code";
  EXPECT_TRUE(s[6].places.empty());
  ASSERT_EQ(s[6].languages.size(), 1u);
  EXPECT_EQ(s[6].languages[0].lang, "mul");
  EXPECT_EQ(s[6].languages[0].how, Spoken::on_request);
}

TEST_F(GuideOwnFormat, WhatMakesNoSenseIsLeftOutWithItsReason) {
  auto const head =
      "slug,organisation,name.fr,topics,cost,lat,lon,as_of_year,verified_on,email,url,phones,hours,languages,"
      "territory,"
      "instead,confidence,nis,confidential\n";
  struct {
    const char* line;
    const char* field;
    bool dropped_record;
  } const cases[] = {
      {",cai,X", "slug", true},
      {"Not A Slug,cai,X", "slug", true},
      {"x,nobody,X", "organisation", true},
      {"x,,X", "organisation", true},
      {"x,cai,", "name.fr", true},
      {"x,cai,X,home.castle", "topics", false},
      {"x,cai,X,,gratis", "cost", false},
      {"x,cai,X,,,91", "lat", false},
      {"x,cai,X,,,abc", "lat", false},
      {"x,cai,X,,,,,20.5", "as_of_year", false},
      {"x,cai,X,,,,,1066", "as_of_year", false},
      {"x,cai,X,,,,,,2026-02-30", "verified_on", false},
      {"x,cai,X,,,,,,,nobody", "email", false},
      {"x,cai,X,,,,,,,,example.org", "url", false},
      {"x,cai,X,,,,,,,,javascript:alert(1)", "url", false},
      {"x,cai,X,,,,,,,,,call us", "phones", false},
      {"x,cai,X,,,,,,,,,,Mo 9h-25h", "hours", false},
      {"x,cai,X,,,,,,,,,,,fr:well", "languages", false},
      {"x,cai,X,,,,,,,,,,,,Namur", "territory", false},
      {"x,cai,X,,,,,,,,,,,,,y", "instead", false},
      {"x,cai,X,,,,,,,,,,,,,,Z", "confidence", false},
      {"x,cai,X,,,,,,,,,,,,,,,Namur", "nis", false},
      {"x,cai,X,,,,,,,,,,,,,,,,perhaps", "confidential", false},
      {"x,cai,\xff", "", true},
  };
  for (auto const& c : cases) {
    auto const read = services(std::string(head) + c.line + "\n");
    ASSERT_EQ(read.rejects.size(), 1u) << c.line;
    EXPECT_EQ(read.rejects[0].where, "services.csv:2") << c.line;
    EXPECT_EQ(read.rejects[0].field, c.field) << c.line;
    EXPECT_EQ(read.rejects[0].dropped_record, c.dropped_record) << c.line;
    EXPECT_FALSE(read.rejects[0].reason.empty()) << c.line;
    EXPECT_EQ(read.catalogue.services.size(), c.dropped_record ? 0u : 1u) << c.line;
  }
}

TEST_F(GuideOwnFormat, AConfidentialMarkThatIsUnclearHidesThePlace) {
  auto const read = services("slug,organisation,name.fr,address,confidential\nx,cai,X,rue Inventée 1,Oui\n");
  EXPECT_TRUE(read.catalogue.places.at(0).confidential);
}

TEST_F(GuideOwnFormat, TheSameSlugTwiceIsOneService) {
  auto const read = services("slug,organisation,name.fr,instead\na,cai,A,b\na,cai,B,\nb,cai,B,\n");
  ASSERT_EQ(read.catalogue.services.size(), 2u);
  EXPECT_EQ(read.catalogue.services[0].instead, read.catalogue.services[1].id) << "named before it stands";
  ASSERT_EQ(read.rejects.size(), 1u);
  EXPECT_EQ(read.rejects[0].where, "services.csv:3");
}

TEST_F(GuideOwnFormat, AFolderWithoutServicesIsRefused) {
  EXPECT_THROW(read_own(folder()), std::runtime_error);
}

TEST(GuideShippedData, IsReadWithoutAComplaint) {
  std::filesystem::path const folder = std::filesystem::path(COTE_SOURCE_DIR) / "data" / "namur";
  if (!std::filesystem::exists(folder / "services.csv")) GTEST_SKIP() << "data/namur is not there";
  auto const read = read_own(folder);
  for (auto const& r : read.rejects)
    ADD_FAILURE() << r.where << ' ' << r.id << ' ' << r.field << ": " << r.reason;
  EXPECT_EQ(read.catalogue.services.size(), 73u);
  EXPECT_EQ(read.catalogue.communes.size(), 38u);
  EXPECT_GE(read.catalogue.topics.size(), 120u);
  for (auto const& s : read.catalogue.services) {
    EXPECT_FALSE(s.provenance.source.empty()) << s.slug;
    EXPECT_FALSE(s.topics.empty()) << s.slug;
  }
}

}  // namespace
}  // namespace cote::guide::import
