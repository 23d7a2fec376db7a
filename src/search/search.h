// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Finding: an immutable index in memory, built by search::Builder (build.h: ICU, libstemmer) and looked
/// up here with the standard library only, so that the same look-up runs in a browser. A query is tried
/// in every language at once; the page's language is only a hint for ties.
namespace cote::search {

struct Point {
  float lat = 0;
  float lon = 0;
};

/// Great-circle distance in kilometres (haversine, mean radius 6371.0088 km).
double distance_km(Point a, Point b);

/// A facet is a small list of values; a document may have several. Values are named by short strings
/// ("housing", "91114", "ar") whose labels the caller knows.
using FacetId = std::uint8_t;

/// A filter: documents having any of `values` in `facet`.
struct Filter {
  FacetId facet = 0;
  std::vector<std::string> values{};
};

struct Near {
  Point point{};
  double within_km = 0;  // 0: no limit, only ranking by distance
};

struct Query {
  std::string words{};
  std::string lang{};  // of the page: words are tried in every language, this one decides between equals
  std::vector<Filter> filters{};
  std::optional<Near> near{};
  /// When set, keeps only documents for which this bit is set: open now, open at. One byte a document.
  std::span<const std::uint8_t> only{};
  bool last_word_is_prefix = false;  // true while somebody types
  std::uint32_t offset = 0;
  std::uint32_t limit = 20;
};

struct Hit {
  std::uint32_t doc = 0;  // the position it was added at
  float score = 0;
  float km = -1;  // to the nearest of its points; -1 when the query has no `near` or the doc no point
};

/// How far the query had to be loosened to find anything.
enum class Looseness : std::uint8_t {
  exact,       // every word, as written (folded, stemmed, synonyms)
  corrected,   // every word, some corrected: `corrected` says to what
  some_words,  // not every word
  nothing,     // no word known
};

struct FacetCount {
  std::string value{};
  std::uint32_t count = 0;
};

struct Answer {
  std::vector<Hit> hits{};
  std::uint32_t total = 0;
  Looseness looseness = Looseness::exact;
  /// The query as understood, when corrected. With Looseness::exact: what may have been meant instead, when
  /// a rare word is nearly a common one; its documents follow those of the word itself.
  std::string corrected{};
  std::vector<std::string> also{};  // synonyms that were searched too, as they are labelled
  /// Per facet, counts of values among the results; a facet's own filter is not applied to its own
  /// counts, so that choosing another value stays possible. Sorted by count, then value. As long as the
  /// highest facet any document has, plus one.
  std::vector<std::vector<FacetCount>> facets{};
};

/// The index. All functions are const and safe from several threads.
class Index {
 public:
  ~Index();
  [[nodiscard]] Answer find(const Query& query) const;
  /// Completions of the last word of `typed` for a search box, best first, as words of the index.
  [[nodiscard]] std::vector<std::string> complete(std::string_view typed, std::size_t most) const;
  [[nodiscard]] std::uint32_t size() const;
  /// Bytes held, for figures.
  [[nodiscard]] std::size_t bytes() const;

  struct Tables;
  explicit Index(std::unique_ptr<const Tables> tables);

 private:
  std::unique_ptr<const Tables> tables_;
};

/// A word as it is compared: lower case, without accents, one script's variants made equal (generated
/// tables, see tools/fold). Used on both sides.
std::string fold(std::string_view utf8);

}  // namespace cote::search
