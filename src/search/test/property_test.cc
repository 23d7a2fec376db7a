// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "search/build.h"
#include "search/kin.h"
#include "search/words.h"

namespace cote::search {
namespace {

struct Made {
  std::vector<std::string> words{};
  std::vector<std::pair<FacetId, std::string>> facets{};
  std::vector<Point> points{};
};

// Two hundred documents of words in four scripts, some facets twice, none to three points.
const std::vector<Made>& made() {
  static const std::vector<Made> documents = [] {
    const std::vector<std::string> words = {"logement", "École",  "médecins", "œuvre",   "Сім'я",   "житло",
                                            "школи",    "سكن",    "مدرسة",    "إقامة",   "ሆስፒታል",   "Straße",
                                            "huizen",   "5000",   "081",      "hôpital", "Éghezée", "avocat",
                                            "лікар",    "مستشفى", "travail",  "work",    "housing", "ዓለም"};
    std::mt19937 dice(7);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(dice() % n); };
    std::vector<Made> out(200);
    for (Made& m : out) {
      for (std::size_t i = 0; i < 6; ++i) m.words.push_back(words[below(words.size())]);
      for (std::size_t i = below(3); i < 3; ++i)
        m.facets.emplace_back(FacetId{0}, std::string(1, static_cast<char>('a' + below(4))));
      if (below(2) == 0) m.facets.emplace_back(FacetId{2}, std::string(1, static_cast<char>('x' + below(2))));
      for (std::size_t i = below(4); i > 0; --i) {
        m.points.push_back({static_cast<float>(50 + 0.001 * static_cast<double>(below(800))),
                            static_cast<float>(4 + 0.001 * static_cast<double>(below(900)))});
      }
    }
    return out;
  }();
  return documents;
}

const Index& index() {
  static const std::unique_ptr<const Index> built = [] {
    Builder b;
    for (const Made& m : made()) {
      std::string text;
      for (const std::string& w : m.words) text += w + " ";
      Document d{.fields = {{text, "fr", 1}}, .points = m.points, .freshness = 0.5F};
      for (const auto& [facet, value] : m.facets) d.facets.emplace_back(facet, value);
      b.add(d);
    }
    return b.build();
  }();
  return *built;
}

std::set<std::uint32_t> found(Query query) {
  query.limit = 1000;
  std::set<std::uint32_t> out;
  for (const Hit& hit : index().find(query).hits) out.insert(hit.doc);
  return out;
}

bool has(std::uint32_t doc, FacetId facet, const std::string& value) {
  const auto& facets = made()[doc].facets;
  return std::find(facets.begin(), facets.end(), std::pair{facet, value}) != facets.end();
}

TEST(SearchProperty, EveryDocumentIsFoundByItsOwnWords) {
  for (std::uint32_t doc = 0; doc < made().size(); ++doc) {
    for (const std::string& word : made()[doc].words) {
      EXPECT_TRUE(found({.words = word}).contains(doc)) << word;
      EXPECT_TRUE(found({.words = fold(word)}).contains(doc)) << "folded " << word;
      EXPECT_TRUE(found({.words = word, .last_word_is_prefix = true}).contains(doc)) << "typing " << word;
    }
  }
}

TEST(SearchProperty, MoreWordsFindFewer) {
  for (const Made& m : made()) {
    const auto one = found({.words = m.words[0]});
    for (const std::uint32_t doc : found({.words = m.words[0] + " " + m.words[1]}))
      EXPECT_TRUE(one.contains(doc));
  }
}

TEST(SearchProperty, FacetCountsAreThoseOfCounting) {
  const std::vector<std::vector<Filter>> cases = {
      {},           {{0, {"a"}}}, {{0, {"a", "b"}}, {2, {"x"}}}, {{2, {"y"}}}, {{0, {"nowhere"}}},
      {{1, {"a"}}}, {{9, {"a"}}}};
  for (const std::string words : {"", "logement", "сімя", "سكن"}) {
    const auto all = found({.words = words});
    for (const auto& filters : cases) {
      const Answer answer = index().find({.words = words, .filters = filters});
      ASSERT_EQ(answer.facets.size(), 3U);
      for (FacetId facet = 0; facet < 3; ++facet) {
        std::map<std::string, std::uint32_t> counted;
        for (const std::uint32_t doc : all) {
          const bool passes = std::all_of(filters.begin(), filters.end(), [&](const Filter& f) {
            return f.facet == facet ||
                   std::any_of(f.values.begin(), f.values.end(),
                               [&](const std::string& v) { return has(doc, f.facet, v); });
          });
          if (!passes) continue;
          for (const std::string value : {"a", "b", "c", "d", "x", "y"}) {
            if (has(doc, facet, value)) ++counted[value];
          }
        }
        std::map<std::string, std::uint32_t> told;
        for (const FacetCount& c : answer.facets[facet]) told[c.value] = c.count;
        EXPECT_EQ(told, counted) << words << " facet " << int{facet};
        EXPECT_TRUE(std::is_sorted(answer.facets[facet].begin(), answer.facets[facet].end(),
                                   [](const auto& a, const auto& b) {
                                     return a.count != b.count ? a.count > b.count : a.value < b.value;
                                   }));
      }
    }
  }
}

TEST(SearchProperty, NearIsWhatTheFormulaSays) {
  const Point here{50.4F, 4.5F};
  for (const double km : {1.0, 7.5, 30.0, 200.0}) {
    std::set<std::uint32_t> expected;
    for (std::uint32_t doc = 0; doc < made().size(); ++doc) {
      const auto& points = made()[doc].points;
      if (std::any_of(points.begin(), points.end(), [&](Point p) { return distance_km(here, p) <= km; }))
        expected.insert(doc);
    }
    EXPECT_EQ(found({.near = Near{here, km}}), expected) << km;
  }
  const Answer nearest = index().find({.near = Near{here, 200}, .limit = 1000});
  EXPECT_TRUE(std::is_sorted(nearest.hits.begin(), nearest.hits.end(),
                             [](const Hit& a, const Hit& b) { return a.km < b.km; }));
}

TEST(SearchProperty, OnlyKeepsWhatIsMarked) {
  std::vector<std::uint8_t> only(made().size(), 0);
  for (std::size_t i = 0; i < only.size(); i += 3) only[i] = 1;
  const auto all = found({.words = "logement"});
  std::set<std::uint32_t> expected;
  for (const std::uint32_t doc : all) {
    if (doc % 3 == 0) expected.insert(doc);
  }
  EXPECT_EQ(found({.words = "logement", .only = only}), expected);
}

TEST(SearchProperty, PagesAreOneOrder) {
  const Answer whole = index().find({.words = "school logement", .limit = 1000});
  std::vector<std::uint32_t> paged;
  for (std::uint32_t at = 0; at < whole.total; at += 7) {
    for (const Hit& hit : index().find({.words = "school logement", .offset = at, .limit = 7}).hits)
      paged.push_back(hit.doc);
  }
  ASSERT_EQ(paged.size(), whole.hits.size());
  for (std::size_t i = 0; i < paged.size(); ++i) EXPECT_EQ(paged[i], whole.hits[i].doc) << i;
}

TEST(SearchProperty, SeveralThreadsGetTheSameAnswers) {
  const std::vector<std::string> words = {"logement", "logemnt", "sakan", "5000", "", "школа travail", "hop"};
  const auto answers = [&] {
    std::vector<std::vector<std::uint32_t>> out;
    for (int round = 0; round < 20; ++round) {
      for (const std::string& w : words) {
        out.emplace_back();
        for (const Hit& hit : index().find({.words = w, .last_word_is_prefix = w == "hop"}).hits)
          out.back().push_back(hit.doc);
      }
    }
    return out;
  };
  const auto expected = answers();
  std::vector<std::vector<std::vector<std::uint32_t>>> got(4);
  std::vector<std::thread> threads;
  for (auto& mine : got) threads.emplace_back([&] { mine = answers(); });
  for (std::thread& t : threads) t.join();
  for (const auto& mine : got) EXPECT_EQ(mine, expected);
}

// The whole table of optimal string alignment, without any of the short cuts.
int edits_in_full(std::u16string_view a, std::u16string_view b) {
  std::vector<std::vector<int>> cost(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      int& here = cost[i][j];
      here = static_cast<int>(std::max(i, j));
      if (i == 0 || j == 0) continue;
      here = std::min(
          {cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (a[i - 1] != b[j - 1] ? 1 : 0)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) here = std::min(here, cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

TEST(Edits, AreThoseOfTheWholeTable) {
  std::mt19937 dice(11);
  const auto word = [&] {
    std::u16string out(dice() % 9, u'a');
    for (char16_t& letter : out) letter = static_cast<char16_t>(u'a' + dice() % 3);
    return out;
  };
  for (int round = 0; round < 20000; ++round) {
    const std::u16string a = word();
    const std::u16string b = word();
    const int most = static_cast<int>(dice() % 4);
    ASSERT_EQ(edits(a, b, most), std::min(edits_in_full(a, b), most + 1)) << round;
  }
}

TEST(Distance, IsTheHaversineOfTheMeanRadius) {
  EXPECT_NEAR(distance_km({50.4674F, 4.8719F}, {50.8503F, 4.3517F}), 56.2, 0.5);
  EXPECT_NEAR(distance_km({0, 0}, {0, 180}), 6371.0088 * 3.14159265358979, 0.01);
  EXPECT_EQ(distance_km({50, 4}, {50, 4}), 0);
}

}  // namespace
}  // namespace cote::search
