// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "search/search.h"

namespace cote::search {

using ListId = std::uint32_t;
using FormId = std::uint32_t;

/// Which of a stem's forms a posting was met in: its number, or one of these.
inline constexpr std::uint8_t kLastVariant = 253;  // this one and all later ones
inline constexpr std::uint8_t kAnyVariant = 254;   // in a source: all forms are as good
inline constexpr std::uint8_t kSeveral = 255;      // in a posting: several forms

/// A posting list that answers a word, and how well: 255 is the word itself.
struct Source {
  ListId list = 0;
  std::uint8_t trust = 255;
  std::uint8_t variant = kAnyVariant;
};

/// Words in their folded form, sorted, in one block of bytes.
struct Strings {
  std::string bytes{};
  std::vector<std::uint32_t> start{0};
  void add(std::string_view text) {
    bytes += text;
    start.push_back(static_cast<std::uint32_t>(bytes.size()));
  }
  [[nodiscard]] std::size_t size() const { return start.size() - 1; }
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    return std::string_view(bytes).substr(start[i], start[i + 1] - start[i]);
  }
};

/// Values of one facet: of document d those from start[d] to start[d + 1].
struct FacetTable {
  std::vector<std::string> values{};  // sorted
  std::vector<std::uint32_t> start{};
  std::vector<std::uint16_t> of{};
};

/// Everything an index holds: flat arrays, written once by the builder.
struct Index::Tables {
  // Vocabulary. A form is a folded word as it was met, or a Latin spelling of it; `shown` is how it is
  // written (empty: as the form).
  Strings forms{};
  Strings shown{};
  std::vector<std::uint32_t> form_docs{};      // documents it was met in
  std::vector<std::uint32_t> source_start{0};  // of each form, into sources
  std::vector<Source> sources{};

  // Posting lists: one for each stem, then one for each group of synonyms. Documents ascend.
  std::vector<std::uint32_t> list_start{0};
  std::vector<std::uint32_t> docs{};
  std::vector<std::uint8_t> impacts{};
  std::vector<std::uint8_t> variants{};
  std::vector<std::uint8_t> langs{};     // of each posting: the languages it was met in, a bit each
  std::vector<std::string> languages{};  // of the bits, at most seven; the eighth bit is any other
  std::vector<float> rarity{};           // of each list: BM25's inverse document frequency
  ListId first_group = 0;                // lists from here on are synonym groups

  // Kinship keys to forms: bucket of key k is k >> kin_shift.
  std::uint32_t kin_shift = 31;
  std::vector<std::uint32_t> kin_start{0, 0, 0};
  std::vector<FormId> kin{};

  // Synonyms: labels of each group, and the hashes of those of several words.
  std::vector<std::vector<std::string>> group_labels{};
  std::vector<std::pair<std::uint64_t, std::uint32_t>> group_phrases{};  // sorted

  std::vector<std::pair<std::uint64_t, std::uint32_t>> names{};  // hash of a folded name, document; sorted

  std::uint32_t documents = 0;
  std::vector<float> freshness{};
  std::vector<std::uint32_t> point_start{0};
  std::vector<Point> points{};
  std::vector<std::array<float, 3>> on_sphere{};  // the same points on the unit sphere
  std::vector<FacetTable> facets{};
};

/// Hash of words for `names` and `group_phrases`.
std::uint64_t hash_of(std::string_view text);
std::array<float, 3> on_sphere(Point point);
/// The bit of a language in `langs`; none for a language that no text is in, or when none is given.
std::uint8_t bit_of(const Index::Tables& tables, std::string_view lang);

}  // namespace cote::search
