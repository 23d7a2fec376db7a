// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cote::search {

/// What a language knows of words and the look-up side does not: stems and Latin spellings. Not for
/// several threads at once.
class Analyser {
 public:
  Analyser();
  ~Analyser();
  /// The stem of a word, folded: by the Snowball stemmer of its language when the word is in a script of
  /// that language, of Arabic or Russian for words in those scripts, by light endings for Ukrainian, and
  /// otherwise the folded word itself.
  [[nodiscard]] std::string stem(std::string_view written, std::string_view form, std::string_view lang);
  [[nodiscard]] std::string lower(std::string_view written) const;
  /// How the word may be written in Latin letters, folded: the usual romanisations ICU knows. Empty for
  /// Latin words and for scripts without vowels or rules.
  [[nodiscard]] std::vector<std::string> latin(std::string_view written) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cote::search
