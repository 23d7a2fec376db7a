// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "search/search.h"

namespace cote::search {

/// A text of a document. `weight` says how much a word found here tells about the document: 8 for a
/// name, 5 for a topic label or synonym, 1 for a description.
struct Field {
  std::string_view text{};
  std::string_view lang{};  // "fr", "nl", "en", "ar", "ru", "uk"…; chooses the stemmer
  float weight = 1;
};

struct Document {
  std::vector<Field> fields{};
  std::vector<std::pair<FacetId, std::string_view>> facets{};
  std::vector<Point> points{};
  float freshness = 0;  // 0 to 1: breaks ties and lowers what nobody confirmed
};

/// Words that mean the same thing, any language, e.g. {"logement","maison","housing","سكن"}: a query for
/// one also finds the others, lower.
using SynonymGroup = std::vector<std::string>;

/// Gathers documents, then builds the index. Folding by generated tables, stems by libstemmer (fr, nl,
/// en, ar, ru and the others it has), Latin spellings of Arabic and Cyrillic words by ICU.
class Builder {
 public:
  Builder();
  ~Builder();
  Builder(Builder&&) noexcept;
  Builder& operator=(Builder&&) noexcept;
  void synonyms(const std::vector<SynonymGroup>& groups);
  /// Documents are numbered in the order they are added. Texts are read during the call only.
  void add(const Document& document);
  /// Half a second for 10,000 documents. The builder is empty afterwards.
  std::unique_ptr<const Index> build();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cote::search
