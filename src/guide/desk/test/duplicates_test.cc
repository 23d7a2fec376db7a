// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/desk/duplicates.h"

#include <gtest/gtest.h>

#include "guide/rules.h"

namespace cote::guide::desk {
namespace {

struct Made {
  const char* name;
  const char* address = "";
  const char* phone = "";
  const char* url = "";
  double lat = 0;
  double lon = 0;
  const char* house = "";
};
Likeness made(const char* id, const Made& m) {
  Service s{.id = {id}, .name = rules::source_words("fr", m.name), .url = m.url};
  if (*m.house != 0) s.organisation = {m.house};
  if (*m.phone != 0) s.phones = {{.number = m.phone}};
  Place p{.address = m.address, .postal_code = "5000", .precision = Precision::exact};
  if (m.lat != 0) {
    p.lat = m.lat;
    p.lon = m.lon;
  }
  return likeness(s, nullptr, {&p});
}

struct Case {
  const char* why;
  Made a;
  Made b;
  int score;
};
TEST(DeskDuplicates, AreScoredByReasons) {
  constexpr Case kCases[] = {
      {"the same name, address and phone",
       {"Maison Inventée", "Rue A 1", "081/00.00.00"},
       {"Maison inventee", "rue A, 1", "+32 81 00 00 00"},
       90},
      {"the same name alone", {"Maison Inventée"}, {"Maison inventée"}, 45},
      {"names that share little", {"Maison Inventée", "Rue A 1"}, {"Cours de français", "Rue A 1"}, 0},
      {"another name at the same address and phone",
       {"Maison Inventée", "Rue A 1", "081000000"},
       {"Accueil de jour", "Rue A 1", "081000000"},
       45},
      {"words any service has do not count", {"Service de la Maison"}, {"Service de la Gare"}, 0},
      {"close by",
       {"Maison Inventée", "", "", "", 50.4669, 4.8675},
       {"Maison Inventée", "", "", "", 50.4670, 4.8676},
       55},
      {"far away",
       {"Maison Inventée", "", "", "", 50.4669, 4.8675},
       {"Maison Inventée", "", "", "", 50.5669, 4.8675},
       45},
      {"the same page",
       {"Maison Inventée", "", "", "https://www.example.org/a/"},
       {"Maison Inventée", "", "", "http://example.org/a"},
       60},
      {"two services of one house",
       {"Maison Inventée: accueil", "Rue A 1", "081000000", "", 0, 0, "h"},
       {"Maison Inventée: cours", "Rue A 1", "081000000", "", 0, 0, "h"},
       50},
  };
  for (auto const& c : kCases) {
    auto const pair = compare(made("a", c.a), made("b", c.b));
    EXPECT_EQ(pair.score, c.score) << c.why;
    EXPECT_EQ(compare(made("b", c.b), made("a", c.a)).score, c.score) << c.why << ", the other way";
    int sum = 0;
    for (auto const& reason : pair.reasons) sum += reason.points;
    EXPECT_EQ(std::max(sum, 0), pair.score) << c.why;
  }
}

TEST(DeskDuplicates, AreFoundBestFirst) {
  std::vector<Likeness> const all = {
      made("1", {"Maison Inventée", "Rue A 1", "081000000"}), made("2", {"Cours de français", "Rue B 2"}),
      made("3", {"Maison inventée", "Rue A 1", "081000000"}), made("4", {"La Maison Inventée", "Rue A 1"})};
  auto const found = duplicates(all, 10);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].a + found[0].b, "13");
  EXPECT_EQ(found[0].score, 90);
  EXPECT_EQ(duplicates(all, 1).size(), 1U);
  EXPECT_EQ(duplicates({}, 1).size(), 0U);
}

}  // namespace
}  // namespace cote::guide::desk
