// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>

#include "search/search.h"
#include "search/words.h"

namespace cote::search {
namespace {

#include "search/fold_table.inc"

bool is_apostrophe(char32_t c) {
  return c == U'\'' || c == 0x2019 || c == 0x02BC || c == 0x2018 || c == 0x60;
}
bool is_cyrillic(char32_t c) { return c >= 0x400 && c < 0x530; }
bool stands_alone(char32_t c) { return (c >= 0x3040 && c < 0x3100) || (c >= 0x3400 && c < 0xA000); }

std::uint16_t folded_unit(char32_t c) {
  if (c >= 0x10000) return c == 0xFFFD ? kGap : kNothing;
  const std::uint8_t page = kFoldPageOf[c >> 8];
  return page == 0 ? static_cast<std::uint16_t>(c) : kFoldPages[page - 1][c & 0xFF];
}

// Adds what `c` becomes; false when it divides words.
bool append_folded(std::string& to, char32_t c) {
  if (c >= 0x10000) {
    // Emoji and signs divide; the letters up here (Adlam, Osage…) are rare enough to stay as they are.
    if (c >= 0x1F000 && c < 0x1FB00) return false;
    append_utf8(to, c);
    return true;
  }
  if (c == 0xFFFD) return false;
  const std::uint16_t unit = folded_unit(c);
  if (unit == kGap) return false;
  if (unit == kNothing) return true;
  if (unit >= kLong && unit < kLong + std::size(kFoldLong)) {
    to += kFoldLong[unit - kLong];
  } else {
    append_utf8(to, unit);
  }
  return true;
}

bool joins(std::string_view text, std::size_t after, char32_t before) {
  return is_cyrillic(before) && after < text.size() && is_cyrillic(code_point_at(text, after).value);
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + size > text.size()) return {};
  char32_t value = first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {};
    value = (value << 6) | (byte(at + i) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
  if (value < kLeast[size] || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return {};
  return {value, size};
}

void append_utf8(std::string& to, char32_t value) {
  const auto put = [&](char32_t byte) { to += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (value < 0x80) {
    put(value);
  } else if (value < 0x800) {
    put(0xC0 | (value >> 6));
    put(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    put(0xE0 | (value >> 12));
    put(0x80 | ((value >> 6) & 0x3F));
    put(0x80 | (value & 0x3F));
  } else {
    put(0xF0 | (value >> 18));
    put(0x80 | ((value >> 12) & 0x3F));
    put(0x80 | ((value >> 6) & 0x3F));
    put(0x80 | (value & 0x3F));
  }
}

bool WordReader::next() {
  form_.clear();
  char32_t before = 0;
  for (; at_ < text_.size();) {
    const CodePoint point = code_point_at(text_, at_);
    const bool alone = point.value < 0x10000 && stands_alone(folded_unit(point.value));
    if (form_.empty()) begin_ = at_;
    if (!form_.empty() && (alone || form_.size() >= kLongestWord)) return true;
    const std::size_t after = at_ + point.size;
    if (is_apostrophe(point.value)) {
      if (!form_.empty() && !joins(text_, after, before)) {
        at_ = after;
        return true;
      }
    } else if (!append_folded(form_, point.value)) {
      at_ = after;
      if (!form_.empty()) return true;
      continue;
    }
    at_ = after;
    end_ = after;
    before = point.value;
    if (alone) return true;
  }
  return !form_.empty();
}

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  WordReader reader(text);
  while (reader.next()) {
    words.push_back({std::string(reader.form()), static_cast<std::uint32_t>(reader.offset()),
                     static_cast<std::uint32_t>(reader.written().size())});
  }
  return words;
}

std::string fold(std::string_view utf8) {
  std::string out;
  WordReader reader(utf8);
  while (reader.next()) {
    if (!out.empty()) out += ' ';
    out += reader.form();
  }
  return out;
}

Script script_of(std::string_view form) {
  if (form.empty()) return Script::other;
  const char32_t c = code_point_at(form, 0).value;
  if (c < 0x80) {
    return std::any_of(form.begin(), form.end(), [](char x) { return x >= '0' && x <= '9'; }) ? Script::digits
                                                                                              : Script::latin;
  }
  if (is_cyrillic(c)) return Script::cyrillic;
  if (c >= 0x600 && c < 0x780) return Script::arabic;
  return Script::other;
}

bool is_small_word(std::string_view form) {
  static constexpr auto kSmall = std::to_array<std::string_view>(
      {"a",   "al",    "an",   "and",  "are",  "at",  "au",  "aux", "avec", "by",   "ce",  "ces",
       "cet", "cette", "d",    "dans", "das",  "de",  "del", "den", "der",  "des",  "die", "du",
       "e",   "een",   "el",   "en",   "es",   "est", "et",  "for", "from", "het",  "i",   "ik",
       "il",  "in",    "is",   "j",    "je",   "l",   "la",  "las", "le",   "les",  "los", "m",
       "ma",  "me",    "mes",  "met",  "mijn", "mon", "my",  "n",   "of",   "on",   "ou",  "op",
       "or",  "par",   "pour", "que",  "qui",  "s",   "sa",  "se",  "ses",  "son",  "sur", "t",
       "te",  "the",   "to",   "um",   "un",   "und", "une", "van", "voor", "with", "y",   "zu",
       "в",   "во",    "для",  "до",   "з",    "за",  "и",   "й",   "к",    "на",   "о",   "об",
       "от",  "по",    "с",    "у",    "і",    "та",  "від", "الي", "عن",   "علي",  "في",  "من",
       "مع",  "هذا",   "هذه",  "او",   "و",    "در",  "از",  "به",  "را",   "د",    "په"});
  return std::find(kSmall.begin(), kSmall.end(), form) != kSmall.end();
}

}  // namespace cote::search
