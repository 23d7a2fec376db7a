// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/say.h"

#include <gtest/gtest.h>

#include "guide/list.h"
#include "kernel/collate.h"

namespace cote::guide {
namespace {

constexpr std::string_view kGlue = "\u00A0";  // no-break space

const Text& in(std::string_view tag) { return Text::in(*find_language(tag)); }
LocalMinute at(std::string_view local) { return parse_local(local).value(); }
Date day(std::string_view iso_day) { return parse_date(iso_day).value(); }

// With '~' for the no-break space.
std::string plain(std::string text) {
  for (auto p = text.find(kGlue); p != text.npos; p = text.find(kGlue)) text.replace(p, kGlue.size(), "~");
  return text;
}

TEST(GuideSay, ClocksAndSlotsAsPeopleWriteThem) {
  hours::Interval const morning{at("2026-11-23T09:30"), at("2026-11-23T12:00")};
  hours::Interval const night{at("2026-11-23T22:00"), at("2026-11-24T06:00")};
  struct {
    const char* lang;
    const char* morning;
    const char* night;
  } const cases[] = {
      {"fr", "9~h~30 à 12~h", "22~h à 6~h"},
      {"en", "9:30 to 12:00", "22:00 to 6:00"},
      {"nl", "9.30~uur tot 12~uur", "22~uur tot 6~uur"},
      {"ar", "من 9:30 إلى 12:00", "من 22:00 إلى 6:00"},
      {"uk", "9:30–12:00", "22:00–6:00"},
  };
  for (auto const& c : cases) {
    EXPECT_EQ(plain(say::slot(in(c.lang), morning)), c.morning) << c.lang;
    EXPECT_EQ(plain(say::slot(in(c.lang), night)), c.night) << c.lang;
  }
}

TEST(GuideSay, DatesDistancesLanguages) {
  EXPECT_EQ(plain(say::date(in("fr"), day("2026-11-23"), day("2026-01-01"))), "lundi 23~novembre");
  EXPECT_EQ(plain(say::date(in("uk"), day("2027-03-01"), day("2026-01-01"))), "1~березня 2027");
  EXPECT_EQ(plain(say::distance(in("fr"), 0.02)), "à environ 100~m");
  EXPECT_EQ(plain(say::distance(in("fr"), 0.68)), "à environ 700~m");
  EXPECT_EQ(plain(say::distance(in("fr"), 0.96)), "à environ 1~km");
  EXPECT_EQ(plain(say::distance(in("ar"), 12.4)), "على بعد حوالي 12~كم");
  EXPECT_EQ(say::language(in("fr"), "ar"), "arabe");
  EXPECT_EQ(say::language(in("uk"), "fr"), "французька");
  EXPECT_EQ(say::language(in("fr"), "zz"), "zz");
}

TEST(GuideSay, StatesWithTheirNextChange) {
  using hours::State;
  auto const now = at("2026-11-23T10:40");  // a Monday
  struct {
    hours::Status status;
    bool phone;
    const char* words;
    const char* icon;
  } const cases[] = {
      {{.state = State::open, .until = at("2026-11-23T16:00")}, false, "Ouvert jusqu’à 16~h", "s-ouvert"},
      {{.state = State::open, .until = at("2026-11-23T11:00"), .closes_soon = true},
       false,
       "Ferme bientôt, à 11~h",
       "s-bientot"},
      {{.state = State::open}, false, "Ouvert jour et nuit", "s-ouvert"},
      {{.state = State::open, .until = at("2026-11-24T00:00")}, false, "Ouvert jusqu’à minuit", "s-ouvert"},
      {{.state = State::open, .until = at("2026-11-23T16:00")},
       true,
       "Répond au téléphone jusqu’à 16~h",
       "s-ouvert"},
      {{.state = State::closed, .until = at("2026-11-23T13:30")},
       false,
       "Fermé maintenant, ouvre à 13~h~30",
       "s-ferme"},
      {{.state = State::closed, .until = at("2026-11-24T09:00")},
       false,
       "Fermé maintenant, ouvre demain à 9~h",
       "s-ferme"},
      {{.state = State::closed, .until = at("2026-11-27T09:00")},
       false,
       "Fermé maintenant, ouvre vendredi à 9~h",
       "s-ferme"},
      {{.state = State::closed}, false, "Fermé maintenant", "s-ferme"},
      {{.state = State::unknown}, false, "Horaires inconnus", "s-inconnu"},
      {{.state = State::unknown, .note = hours::Note::by_appointment}, false, "Sur rendez-vous", "s-inconnu"},
  };
  for (auto const& c : cases) {
    auto const sign = say::sign(in("fr"), c.status, now, c.phone);
    EXPECT_EQ(plain(sign.words), c.words);
    EXPECT_EQ(sign.icon, c.icon) << c.words;
  }
}

TEST(GuideSay, AgesGrowDoubtful) {
  auto const today = day("2026-11-23");
  struct {
    Provenance p;
    const char* checked;
    const char* doubt;
  } const cases[] = {
      {{.verified_on = day("2026-10-05")}, "Vérifié~: lundi 5~octobre", ""},
      {{.as_of_year = 2024}, "Vérifié en 2024", "à confirmer"},
      {{.as_of_year = 2009}, "Vérifié en 2009", "ancien, à confirmer"},
      {{}, "Date de vérification inconnue", "ancien, à confirmer"},
  };
  for (auto const& c : cases) {
    auto const age = say::age(in("fr"), c.p, today);
    EXPECT_EQ(plain(age.checked), c.checked);
    EXPECT_EQ(age.doubt, c.doubt) << c.checked;
  }
}

TEST(GuideSay, CountsRightInArabicAndUkrainian) {
  struct {
    int n;
    const char* arabic;
    const char* ukrainian;
  } const cases[] = {{1, "خدمة واحدة", "1~послуга"}, {2, "خدمتان", "2~послуги"},
                     {5, "5~خدمات", "5~послуг"},     {11, "11~خدمة", "11~послуг"},
                     {21, "21~خدمة", "21~послуга"},  {103, "103~خدمات", "103~послуги"}};
  for (auto const& c : cases) {
    EXPECT_EQ(plain(in("ar")("guide.services", {{"count", c.n}})), c.arabic);
    EXPECT_EQ(plain(in("uk")("guide.services", {{"count", c.n}})), c.ukrainian);
  }
}

TEST(GuideAsked, ComesBackFromItsAddress) {
  auto const text =
      "q=m%C3%A9decin&rubric=health&topic=health.doctor&commune=92094&lang=ar&audience=women&open=now&free=1"
      "&walkin=1&papers=no&near=5000&at=50.46%2C4.87&within=10&sort=near&page=3";
  auto const asked = read_asked(web::Fields::parse(text));
  EXPECT_EQ(asked.words, "médecin");
  EXPECT_TRUE(asked.free && asked.walk_in && asked.papers_no);
  EXPECT_EQ(asked.order, Order::near);
  EXPECT_EQ(asked.page, 3u);
  EXPECT_EQ(filters_of(asked), 10u);
  EXPECT_EQ(read_asked(fields_of(asked)), asked);
}

TEST(GuideAsked, SurvivesAnything) {
  auto const asked = read_asked(
      web::Fields::parse("page=-1&within=x&sort=%00&free=yes&q=%20%20&near=" + std::string(900, 'a')));
  EXPECT_EQ(asked.page, 1u);
  EXPECT_EQ(asked.within, 0);
  EXPECT_TRUE(asked.words.empty());
  EXPECT_FALSE(asked.free);
  EXPECT_EQ(asked.near.size(), 200u);
  // A value is never cut inside a letter.
  std::string accents;
  for (int i = 0; i < 150; ++i) accents += "é";
  auto const cut = read_asked([&] {
                     web::Fields f;
                     f.add("q", "x" + accents);
                     return f;
                   }())
                       .words;
  EXPECT_EQ(cut.size(), 199u);
}

TEST(KernelCollate, SortsAsDictionariesDo) {
  std::vector<std::string> names{"Zoé", "eau", "École", "ecole", "Abri"};
  sort_by_name(names, "fr", [](const std::string& n) { return n; });
  EXPECT_EQ(names.front(), "Abri");
  EXPECT_EQ(names[1], "eau");
  EXPECT_EQ(names.back(), "Zoé");
  // Ukrainian has и before і before ї, whatever their code points.
  std::vector<std::string> cyrillic{"ї", "і", "и"};
  sort_by_name(cyrillic, "uk", [](const std::string& n) { return n; });
  EXPECT_EQ(cyrillic, (std::vector<std::string>{"и", "і", "ї"}));
}

}  // namespace
}  // namespace cote::guide
