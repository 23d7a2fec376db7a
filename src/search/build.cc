// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/build.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

#include "search/assemble.h"
#include "search/words.h"

namespace cote::search {
namespace {

constexpr float kNameWeight = 8;   // fields from here on are names
constexpr float kLabelWeight = 4;  // fields from here on are short by nature
constexpr float kSaturation = 4;   // BM25's k1, in field weights

// BM25F: a word counts less in a long field, measured against what such fields usually hold.
float length_norm(std::size_t words, float weight) {
  const float usual = weight >= kLabelWeight ? 8.0F : 60.0F;
  return 0.5F + 0.5F * static_cast<float>(words) / usual;
}

std::uint8_t impact_of(float weight) {
  return static_cast<std::uint8_t>(std::clamp(std::lround(255 * weight / (weight + kSaturation)), 1L, 255L));
}

}  // namespace

struct Builder::Impl {
  struct Gathered {
    std::map<std::string, std::uint32_t, std::less<>> ids{};
    std::vector<std::uint32_t> start{0};
    std::vector<std::uint32_t> of{};
  };

  Vocabulary words{};
  std::vector<SynonymGroup> groups{};
  std::vector<Posting> postings{};
  std::vector<std::uint32_t> posting_start{0};
  std::vector<Gathered> facets{};
  std::unique_ptr<Index::Tables> tables = std::make_unique<Index::Tables>();
  struct Met {
    Vocabulary::Root root = 0;
    std::uint8_t variant = 0;
    std::uint8_t langs = 0;
    float weight = 0;
  };
  std::vector<Met> met{};  // in the document being added
  std::vector<Vocabulary::Met> in_field{};

  // A name of a place, in no language, is in all of them.
  std::uint8_t bits_of(std::string_view lang) {
    constexpr std::uint8_t kAll = 0xFF;
    constexpr std::size_t kMost = 7;
    if (lang.empty()) return kAll;
    auto& known = tables->languages;
    if (std::find(known.begin(), known.end(), lang) == known.end() && known.size() < kMost)
      known.emplace_back(lang);
    const std::uint8_t bit = bit_of(*tables, lang);
    return bit != 0 ? bit : 1U << kMost;
  }

  void read(const Field& field, std::uint32_t doc) {
    in_field.clear();
    WordReader reader(field.text);
    while (reader.next()) in_field.push_back(words.meet(reader.written(), reader.form(), field.lang, doc));
    const float each = field.weight / length_norm(in_field.size(), field.weight);
    const std::uint8_t langs = bits_of(field.lang);
    for (const auto& word : in_field) met.push_back({word.root, word.variant, langs, each});
    if (field.weight >= kNameWeight && !in_field.empty())
      tables->names.emplace_back(hash_of(fold(field.text)), doc);
  }

  void write_postings() {
    std::sort(met.begin(), met.end(), [](const Met& a, const Met& b) { return a.root < b.root; });
    for (std::size_t i = 0; i < met.size();) {
      float weight = 0;
      const auto root = met[i].root;
      std::uint8_t variant = met[i].variant;
      std::uint8_t langs = 0;
      for (; i < met.size() && met[i].root == root; ++i) {
        weight += met[i].weight;
        langs |= met[i].langs;
        if (met[i].variant != variant) variant = kSeveral;
      }
      postings.push_back({root, impact_of(weight), variant, langs});
    }
    if (postings.size() > std::numeric_limits<std::uint32_t>::max())
      throw std::length_error("search: too many postings");
    posting_start.push_back(static_cast<std::uint32_t>(postings.size()));
    met.clear();
  }

  void add_facets(const Document& document, std::uint32_t doc) {
    for (const auto& [facet, value] : document.facets) {
      if (facet >= facets.size()) facets.resize(facet + std::size_t{1});
      Gathered& g = facets[facet];
      g.start.resize(doc + std::size_t{1}, static_cast<std::uint32_t>(g.of.size()));
      auto at = g.ids.find(value);
      if (at == g.ids.end()) at = g.ids.emplace(value, static_cast<std::uint32_t>(g.ids.size())).first;
      const auto first = g.of.begin() + g.start[doc];
      if (std::find(first, g.of.end(), at->second) == g.of.end()) g.of.push_back(at->second);
    }
  }

  void write_facets() {
    for (Gathered& g : facets) {
      g.start.resize(tables->documents + std::size_t{1}, static_cast<std::uint32_t>(g.of.size()));
      if (g.ids.size() > std::numeric_limits<std::uint16_t>::max())
        throw std::length_error("search: too many facet values");
      FacetTable table;
      std::vector<std::uint16_t> sorted(g.ids.size());
      for (const auto& [value, id] : g.ids) {
        sorted[id] = static_cast<std::uint16_t>(table.values.size());
        table.values.push_back(value);
      }
      table.start = std::move(g.start);
      table.of.reserve(g.of.size());
      for (const std::uint32_t id : g.of) table.of.push_back(sorted[id]);
      tables->facets.push_back(std::move(table));
    }
  }
};

Builder::Builder() : impl_(std::make_unique<Impl>()) {}
Builder::~Builder() = default;
Builder::Builder(Builder&&) noexcept = default;
Builder& Builder::operator=(Builder&&) noexcept = default;

void Builder::synonyms(const std::vector<SynonymGroup>& groups) {
  impl_->groups.insert(impl_->groups.end(), groups.begin(), groups.end());
}

void Builder::add(const Document& document) {
  Impl& b = *impl_;
  Index::Tables& t = *b.tables;
  const std::uint32_t doc = t.documents;
  for (const Field& field : document.fields) b.read(field, doc);
  b.write_postings();
  b.add_facets(document, doc);
  for (const Point& point : document.points) {
    if (!std::isfinite(point.lat) || !std::isfinite(point.lon)) continue;
    t.points.push_back(point);
    t.on_sphere.push_back(on_sphere(point));
  }
  t.point_start.push_back(static_cast<std::uint32_t>(t.points.size()));
  t.freshness.push_back(std::clamp(document.freshness, 0.0F, 1.0F));
  ++t.documents;
}

std::unique_ptr<const Index> Builder::build() {
  const std::unique_ptr<Impl> b = std::exchange(impl_, std::make_unique<Impl>());
  Index::Tables& t = *b->tables;
  b->write_facets();
  write_lists(t, b->words.roots(), b->postings, b->posting_start);
  b->postings = {};
  b->words.choose_spellings();
  relate_siblings(b->words);
  relate_compounds(b->words);
  relate_synonyms(t, b->words, b->groups);
  b->words.romanise();
  write_rarity(t);
  write_forms(t, b->words);
  write_kin(t);
  std::sort(t.names.begin(), t.names.end());
  return std::make_unique<const Index>(std::move(b->tables));
}

}  // namespace cote::search
