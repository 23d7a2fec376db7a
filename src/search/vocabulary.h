// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "search/analyse.h"
#include "search/tables.h"

namespace cote::search {

/// Gathers the words of documents while an index is built: every folded form, the stems it has in the
/// languages it was met in, and how it is written.
class Vocabulary {
 public:
  using Root = std::uint32_t;
  struct Form {
    std::string form{};
    std::string shown{};
    std::uint32_t docs = 0;
    std::uint32_t last_doc = ~0U;
    std::uint8_t endings =
        0;  // bit 0: met in a Romance language, bit 1: in a Germanic one, bit 2: in another
    std::vector<Source> roots{};    // lists of its stems
    std::vector<Source> sources{};  // further lists, filled while building
  };
  struct Met {
    std::uint32_t form = 0;
    Root root = 0;
    std::uint8_t variant = 0;
  };

  /// A word met in a text of this language.
  Met meet(std::string_view written, std::string_view form, std::string_view lang, std::uint32_t doc);
  /// The form, made without roots when it was never met.
  std::uint32_t form_of(std::string_view form);
  [[nodiscard]] const std::uint32_t* find(std::string_view form) const;
  /// To be called once all words were met: how each is best shown, in lower case where it ever was.
  void choose_spellings();
  /// Latin spellings of words in other scripts, as forms answered by the same lists.
  void romanise();

  [[nodiscard]] std::vector<Form>& forms() { return forms_; }
  [[nodiscard]] std::size_t roots() const { return root_ids_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  template <class Value>
  using Map = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;
  struct Spelling {
    Met met{};
    std::uint32_t times = 0;
  };

  Analyser analyser_{};
  std::vector<Form> forms_{};
  Map<std::uint32_t> form_ids_{};
  Map<Root> root_ids_{};
  std::vector<std::uint8_t> variants_{};  // of each root, so far
  Map<Map<Spelling>> spellings_{};        // by language, as written
};

}  // namespace cote::search
