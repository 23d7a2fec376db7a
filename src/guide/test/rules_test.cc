// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/rules.h"

#include <set>

#include <gtest/gtest.h>

namespace cote::guide::rules {
namespace {

Date day(const char* text) { return parse_date(text).value(); }

Words words(const char* source, const char* lang, const char* text, Origin origin, const char* made_from) {
  auto out = source_words("fr", source);
  out.in.push_back({lang, text, origin, source_hash(made_from)});
  return out;
}

TEST(GuideRules, TypographyDoesNotMakeATextAnother) {
  auto const hash = source_hash("L'aide « sociale » : 10-12 h...");
  EXPECT_EQ(hash.size(), 16u);
  for (auto const* same :
       {"L’aide «\u00A0sociale\u00A0»\u202F: 10–12 h…", "L'aide \"sociale\": 10 - 12h...",
        "  L´aide “sociale” :\n10—12\th... ", "L'aide\u200B 'sociale' : 10\u221212 h\u2026"})
    EXPECT_EQ(source_hash(same), hash) << same;
  for (auto const* other : {"L'aide « sociale » : 10-13 h...", "l'aide « sociale » : 10-12 h...",
                            "L'aide « sociales » : 10-12 h...", "L'aide « sociale » : 10-12 h", ""})
    EXPECT_NE(source_hash(other), hash) << other;
  EXPECT_EQ(source_hash(""), "cbf29ce484222325");  // FNV-1a's offset basis
}

TEST(GuideRules, StateIsComputedFromTheSource) {
  struct {
    const char* what;
    Words in;
    const char* lang;
    TranslationState state;
  } const cases[] = {
      {"nobody wrote it", {}, "fr", TranslationState::missing},
      {"the source", source_words("fr", "Aide"), "fr", TranslationState::source},
      {"not translated", source_words("fr", "Aide"), "en", TranslationState::missing},
      {"no near match", source_words("fr", "Aide"), "fr-BE", TranslationState::missing},
      {"by a person", words("Aide", "en", "Help", Origin::human, "Aide"), "en", TranslationState::human},
      {"by a machine", words("Aide", "en", "Help", Origin::machine, "Aide"), "en", TranslationState::machine},
      {"the source changed", words("Aide sociale", "en", "Help", Origin::human, "Aide"), "en",
       TranslationState::outdated},
      {"only its spaces changed", words("Aide :", "en", "Help:", Origin::human, "Aide:"), "en",
       TranslationState::human},
      {"made from nobody knows what",
       {{{"fr", "Aide"}, {"en", "Help", Origin::machine, ""}}},
       "en",
       TranslationState::outdated},
      {"a translation of a lost source",
       {{{"en", "Help", Origin::human, "x"}}},
       "en",
       TranslationState::human},
  };
  for (auto const& c : cases) EXPECT_EQ(state(c.in, c.lang), c.state) << c.what;
}

TEST(GuideRules, ShowsTheReadersLanguageThenTheSourceThenAnything) {
  auto const both = words("Aide", "en", "Help", Origin::machine, "old");
  EXPECT_EQ(text(both, "en"), "Help");
  EXPECT_EQ(text(both, "nl"), "Aide");
  EXPECT_EQ(text({{{"en", "Help", Origin::human, ""}, {"nl", "Hulp", Origin::human, ""}}}, "fr"), "Help");
  EXPECT_EQ(shown({}, "fr"), nullptr);
  EXPECT_EQ(text({}, "fr"), "");
  EXPECT_TRUE(source_words("fr", "").empty());
}

TEST(GuideRules, FreshnessIsInYears) {
  auto const year = [](int y) { return Provenance{.as_of_year = y}; };
  auto const verified = [](const char* d) { return Provenance{.as_of_year = 2001, .verified_on = day(d)}; };
  auto const dated = [](const char* d) { return Provenance{.as_of_year = 2001, .as_of = day(d)}; };
  struct {
    Provenance p;
    const char* today;
    Freshness is;
  } const cases[] = {
      {{}, "2026-11-23", Freshness::unknown},
      {year(2026), "2026-11-23", Freshness::fresh},
      {year(2025), "2026-11-23", Freshness::fresh},
      {year(2025), "2027-01-01", Freshness::to_confirm},
      {year(2021), "2026-12-31", Freshness::to_confirm},
      {year(2021), "2027-01-01", Freshness::old},
      {year(2019), "2026-11-23", Freshness::old},
      {verified("2025-11-23"), "2026-11-23", Freshness::fresh},
      {verified("2025-11-22"), "2026-11-23", Freshness::to_confirm},
      {dated("2024-02-29"), "2025-03-01", Freshness::fresh},
      {dated("2024-02-29"), "2025-03-02", Freshness::to_confirm},
      {dated("2021-11-23"), "2026-11-24", Freshness::old},
  };
  for (auto const& c : cases) EXPECT_EQ(freshness(c.p, day(c.today)), c.is) << c.today;
}

TEST(GuideRules, FreshnessScoreFallsFromOneToNothing) {
  auto const today = day("2026-11-23");
  EXPECT_EQ(freshness_score({}, today), 0);
  EXPECT_EQ(freshness_score({.verified_on = today}, today), 1);
  EXPECT_EQ(freshness_score({.as_of = day("2031-01-01")}, today), 1);
  EXPECT_NEAR(freshness_score({.as_of = day("2021-11-23")}, today), 0.5, 0.001);
  EXPECT_EQ(freshness_score({.as_of = day("2016-11-22")}, today), 0);
}

TEST(GuideRules, SlugsAreLatinWords) {
  struct {
    const char* name;
    const char* slug;
  } const cases[] = {
      {"Médecin de garde", "medecin-de-garde"},
      {"  CPAS – Namur (Saint-Servais) ", "cpas-namur-saint-servais"},
      {"L'EnTrain", "l-entrain"},
      {"L’EnTrain", "l-entrain"},
      {"Œuvre & cœur", "oeuvre-coeur"},
      {"Допомога", "dopomoga"},
      {"مساعدة", "msadt"},
      {"24h/24", "24h-24"},
      {"🏠", ""},
      {"---", ""},
      {"", ""},
  };
  for (auto const& c : cases) EXPECT_EQ(slug(c.name), c.slug);
  auto const cut =
      slug("un nom si long que personne ne voudrait le lire dans la barre de son navigateur bien sûr");
  EXPECT_EQ(cut, "un-nom-si-long-que-personne-ne-voudrait-le-lire-dans-la-barre-de-son-navigateur");
  EXPECT_EQ(slug(std::string(200, 'x')).size(), 80u);
}

Place refuge() {
  Place p;
  p.id = {uuid_of("place:refuge")};
  p.name = source_words("fr", "Refuge");
  p.address = "Rue Inventée 12";
  p.address_note = source_words("fr", "sonnez deux fois");
  p.postal_code = "5000";
  p.locality = "Namur";
  p.nis = "92094";
  p.lat = 50.4674;
  p.lon = 4.8712;
  p.precision = Precision::exact;
  p.confidential = true;
  p.wheelchair = Answer::yes;
  p.accessibility = source_words("fr", "rampe");
  p.transport = source_words("fr", "bus 3");
  p.provenance.source = "test";
  return p;
}

TEST(GuideRules, AConfidentialPlaceKeepsItsNameAndNothingThatFindsIt) {
  auto const shown = public_place(refuge());
  EXPECT_EQ(shown.id, refuge().id);
  EXPECT_EQ(text(shown.name, "fr"), "Refuge");
  EXPECT_TRUE(shown.confidential);
  EXPECT_EQ(shown.address + shown.postal_code + shown.locality + shown.nis, "");
  EXPECT_TRUE(shown.address_note.empty() && shown.accessibility.empty() && shown.transport.empty());
  EXPECT_FALSE(shown.lat || shown.lon);
  EXPECT_EQ(shown.precision, Precision::unknown);
  auto open = refuge();
  open.confidential = false;
  EXPECT_EQ(public_place(open).address, "Rue Inventée 12");
}

TEST(GuideRules, NothingOfAConfidentialAddressIsLeftInThePublicCatalogue) {
  Catalogue in;
  in.places.push_back(refuge());
  auto twin = refuge();  // the same door, imported a second time by somebody who did not know
  twin.id = {uuid_of("place:twin")};
  twin.confidential = false;
  twin.address = "RUE  INVENTEE, 12";
  in.places.push_back(twin);
  auto other = refuge();
  other.id = {uuid_of("place:other")};
  other.confidential = false;
  other.address = "Rue Publique 1";
  in.places.push_back(other);

  Service hidden;
  hidden.id = {uuid_of("service:hidden")};
  hidden.name = source_words("fr", "Accueil");
  hidden.description = source_words("fr", "Nous sommes rue inventée 12, à Namur.");
  hidden.description.in.push_back({"en", "We listen.", Origin::human, ""});
  hidden.documents = {source_words("fr", "plan vers Rue Inventée 12"),
                      source_words("fr", "carte d'identité")};
  hidden.territory = {"92094", "wallonia"};
  hidden.phones.push_back({.id = "p", .number = "081 00 00 00", .label = source_words("fr", "jour et nuit")});
  hidden.contacts.push_back({.id = "c", .name = "Rue Inventée 12"});
  hidden.places.push_back(
      {.id = "a", .place = refuge().id, .hours_note = source_words("fr", "au 12 rue Inventée")});
  in.services.push_back(hidden);
  auto open = hidden;
  open.id = {uuid_of("service:open")};
  open.description = source_words("fr", "Près de la gare");
  open.places = {{.id = "b", .place = other.id}};
  in.services.push_back(open);

  auto const out = public_catalogue(in);
  EXPECT_EQ(out.places[0].address, "");
  EXPECT_EQ(out.places[1].address, "");
  EXPECT_TRUE(out.places[1].confidential);
  EXPECT_EQ(out.places[2].address, "Rue Publique 1");
  auto const& s = out.services[0];
  EXPECT_EQ(s.territory, (std::vector<std::string>{"wallonia", "province"}));
  EXPECT_EQ(text(s.description, "fr"), "We listen.");
  ASSERT_EQ(s.documents.size(), 1u);
  EXPECT_EQ(text(s.documents[0], "fr"), "carte d'identité");
  EXPECT_EQ(s.phones.at(0).number, "081 00 00 00");
  EXPECT_EQ(s.contacts.at(0).name, "");
  EXPECT_EQ(out.services[1].territory, in.services[1].territory);
}

}  // namespace
}  // namespace cote::guide::rules
