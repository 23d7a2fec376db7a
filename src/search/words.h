// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cote::search {

/// A word of a text: how it is compared, and where it stands.
struct Word {
  std::string form{};  // folded
  std::uint32_t offset = 0;
  std::uint32_t length = 0;
};

/// Reads a text word by word without allocating for each. Words are runs of letters and digits; an
/// apostrophe divides (l'école) except between Cyrillic letters (здоров'я); a Chinese or Japanese
/// character is a word by itself. Bytes that are no UTF-8 divide words. A word longer than kLongestWord
/// bytes is cut there.
class WordReader {
 public:
  static constexpr std::size_t kLongestWord = 96;
  explicit WordReader(std::string_view text) : text_(text) {}
  /// The next word, until false.
  bool next();
  [[nodiscard]] std::string_view form() const { return form_; }
  [[nodiscard]] std::size_t offset() const { return begin_; }
  [[nodiscard]] std::string_view written() const { return text_.substr(begin_, end_ - begin_); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::string form_{};
};

std::vector<Word> words_of(std::string_view text);

/// One code point of UTF-8 text; `size` is 1 and `value` 0xFFFD where the bytes are none.
struct CodePoint {
  char32_t value = 0xFFFD;
  std::size_t size = 1;
};
CodePoint code_point_at(std::string_view text, std::size_t at);
void append_utf8(std::string& to, char32_t value);

enum class Script : std::uint8_t { latin, cyrillic, arabic, digits, other };
/// The script of a folded word, by its first letter; `digits` when it has a digit and no other script than
/// Latin.
Script script_of(std::string_view form);

/// True for the words of a language that say nothing alone: "de", "the", "и". They are searched when a
/// query has nothing else.
bool is_small_word(std::string_view form);

}  // namespace cote::search
