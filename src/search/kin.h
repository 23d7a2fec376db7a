// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// How a word can be near another one that is not written the same. Each kind of kinship is a set of keys:
/// two words are kin when they share one. The keys of all indexed words are held in one hashed table, so a
/// look-up costs a handful of probes whatever the size of the vocabulary. All words here are folded.
namespace cote::search {

using Key = std::uint32_t;

/// What is left of `form` without its inflection. Light rules of our own, lighter than a stemmer's, the
/// same on both sides: for words whose exact form the index has never seen. One key for Cyrillic and
/// Arabic, two for Latin (Romance endings, Germanic endings); none for short words.
std::vector<Key> inflection_keys(std::string_view form);
/// The first of those as text: joins the words of a synonym of several words.
std::string light_stem(std::string_view form);

/// The form with up to two of its first six letters left out (one when it has four or less): two words
/// within two edits of each other share one (symmetric deletion). None for words under three letters or
/// with digits.
std::vector<Key> typo_keys(std::string_view form);
/// How a Latin word sounds to a French ear: "sekurite" and "securite", "medsin" and "medecin".
std::vector<Key> sound_keys(std::string_view form);
/// The consonants of an Arabic word, or of a Latin word read as Arabic written in Latin letters (kh, sh,
/// 3, 7): "sakan" and "سكن".
std::vector<Key> skeleton_keys(std::string_view form);

/// Edits between two words: insertion, deletion, substitution, swap of neighbours (optimal string
/// alignment). `most` + 1 when there are more than `most`.
int edits(std::u16string_view a, std::u16string_view b, int most);
/// UTF-16 letters of a form; letters beyond the basic plane become U+FFFD.
std::u16string letters_of(std::string_view form);

}  // namespace cote::search
