// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "search/tables.h"

namespace cote::search {

/// A word of the index that may have been meant. `likeness` 0 to 1.
struct Guess {
  FormId form = 0;
  float likeness = 0;
};

/// A word of a query, and where its answers are.
struct Clause {
  std::string form{};
  bool known = false;      // the form, or an inflection of it, is in the index
  std::uint32_t docs = 0;  // documents having the form as written
  struct Answering {
    ListId list = 0;
    float trust = 1;
    FormId by = 0;                       // the form that led here
    std::uint8_t variant = kAnyVariant;  // the form itself, among those of the list
    bool corrected = false;              // by a guess
  };
  std::vector<Answering> answering{};  // one for each list, the most trusted
  std::vector<Guess> inflections{};    // of an unknown word
  std::vector<Guess> guesses{};        // likewise
  void add(Answering more);
};

/// Looks words up in the vocabulary.
class Lexicon {
 public:
  explicit Lexicon(const Index::Tables& tables) : t_(tables) {}
  [[nodiscard]] std::optional<FormId> form(std::string_view folded) const;
  /// Forms that begin so: from first to second.
  [[nodiscard]] std::pair<FormId, FormId> with_prefix(std::string_view folded) const;
  /// The most met of them, at most `most`, the most met first.
  [[nodiscard]] std::vector<FormId> completions(std::string_view folded, std::size_t most) const;
  /// Forms that are another inflection of this word.
  [[nodiscard]] std::vector<Guess> inflections(std::string_view folded) const;
  /// Forms this word may be a misspelling of, or a Latin spelling of; best first, at most six. Misspellings
  /// of forms met in fewer than `fewest` documents are not looked for.
  [[nodiscard]] std::vector<Guess> guesses(std::string_view folded, std::uint32_t fewest = 0) const;
  [[nodiscard]] std::string_view shown(FormId form) const;

  /// The clause of a word: itself, else its inflections unless a commoner word is as like; when `prefix`,
  /// also what it begins. Not corrected.
  [[nodiscard]] Clause clause(std::string_view folded, bool prefix) const;
  /// Adds what the word may have been meant to be.
  void correct(Clause& clause) const;
  /// Adds, below the word itself, words that are at least twenty times commoner and nearly the same.
  /// The likeliest of them, if any.
  std::optional<FormId> suggest(Clause& clause) const;

 private:
  void sort_by_merit(std::vector<Guess>& guesses) const;
  [[nodiscard]] float merit(const Guess& guess) const;
  // Of the lists that are the form's own, its most trusted ones.
  [[nodiscard]] float rarity_of(FormId form) const;
  // All of `guesses`, the first limiting the others; `limit` 0 when there is none yet.
  void add_guesses(Clause& clause, const std::vector<Guess>& guesses, float limit, bool corrected) const;
  void add_form(Clause& clause, FormId form, float trust, bool corrected) const;
  const Index::Tables& t_;
};

}  // namespace cote::search
