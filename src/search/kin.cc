// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/kin.h"

#include <algorithm>
#include <array>
#include <span>

#include "search/words.h"

namespace cote::search {
namespace {

Key key_of(char kind, std::string_view text) {
  std::uint32_t hash = 2166136261U ^ static_cast<unsigned char>(kind);  // FNV-1a
  hash *= 16777619U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

Key key_of(char kind, std::u16string_view text) {
  std::uint32_t hash = 2166136261U ^ static_cast<unsigned char>(kind);
  for (const char16_t c : text) hash = (hash ^ c) * 16777619U;
  return hash ^ (hash >> 15);
}

bool strip(std::string& word, std::string_view ending, std::size_t least) {
  if (word.size() < ending.size() + least || !word.ends_with(ending)) return false;
  word.resize(word.size() - ending.size());
  return true;
}

void strip_first(std::string& word, std::span<const std::string_view> endings, std::size_t least) {
  for (const std::string_view ending : endings) {
    if (strip(word, ending, least)) return;
  }
}

void undouble(std::string& word) {
  const std::size_t n = word.size();
  if (n > 3 && word[n - 1] == word[n - 2]) word.pop_back();
}

std::string romance(std::string word) {
  static constexpr auto kVerb = std::to_array<std::string_view>(
      {"issements", "issement", "eraient", "iraient", "issaient", "issions", "erions", "issons", "issait",
       "issant",    "issent",   "erait",   "erais",   "eront",    "erons",   "issez",  "aient",  "euses",
       "trices",    "antes",    "ement",   "euse",    "trice",    "iere",    "erez",   "iront",  "ante",
       "ions",      "teur",     "dre",     "ant",     "ent",      "eur",     "ait",    "ons",    "iez",
       "ier",       "era",      "ees",     "ir",      "er",       "ez",      "ee",     "it"});
  if (strip(word, "eaux", 3)) return word.append("eau");
  if (strip(word, "aux", 3) || strip(word, "ail", 3)) word += "al";
  if (!strip(word, "s", 4)) strip(word, "x", 4);
  strip_first(word, kVerb, 4);
  if (!strip(word, "e", 4)) strip(word, "d", 5);
  undouble(word);
  return word;
}

std::string germanic(std::string word) {
  static constexpr auto kEndings =
      std::to_array<std::string_view>({"ements", "ement", "heden", "heid", "tjes", "ings", "tje", "ing",
                                       "ers", "ies", "est", "en", "er", "es", "ed", "ly", "s", "y", "e"});
  strip_first(word, kEndings, 4);
  strip(word, "i", 4);
  undouble(word);
  const std::size_t n = word.size();
  // Dutch doubles a vowel in a closed syllable: school, scholen.
  if (n > 4 && word[n - 2] == word[n - 3] &&
      std::string_view("aeou").find(word[n - 2]) != std::string_view::npos) {
    word.erase(n - 3, 1);
  }
  return word;
}

std::string slavic(std::string word) {
  static constexpr auto kEndings = std::to_array<std::string_view>(
      {"уватися", "ироваться", "ювання", "ування", "ировать", "ського", "ському", "ського", "ується", "ються",
       "ается",   "аться",     "ятися",  "атися",  "итися",   "иться",  "ніими",  "остями", "остей",  "остью",
       "істю",    "ості",      "ости",   "ість",   "ость",    "ними",   "ного",   "ному",   "ними",   "ення",
       "ення",    "ання",      "ение",   "ания",   "ения",    "ание",   "ами",    "ями",    "ими",    "ыми",
       "его",     "ого",       "ему",    "ому",    "ові",     "еві",    "ать",    "ять",    "ить",    "еть",
       "ати",     "яти",       "ити",    "ути",    "ах",      "ях",     "ов",     "ев",     "ів",     "їв",
       "ей",      "ам",        "ям",     "ом",     "ем",      "ою",     "ею",     "ій",     "ий",     "ый",
       "ой",      "ая",        "яя",     "ое",     "ее",      "ие",     "ые",     "их",     "ых",     "ия",
       "ію",      "ию",        "ю",      "я",      "а",       "о",      "е",      "и",      "і",      "ї",
       "у",       "ы",         "й",      "ь"});
  strip_first(word, kEndings, 6);  // bytes: three letters
  strip(word, "ь", 6);
  return word;
}

std::string semitic(std::string word) {
  static constexpr auto kFront = std::to_array<std::string_view>({"وال", "بال", "كال", "فال", "لل", "ال"});
  static constexpr auto kEnd =
      std::to_array<std::string_view>({"ات", "ون", "ين", "ان", "يه", "ها", "ه", "ي"});
  for (const std::string_view front : kFront) {
    if (word.size() >= front.size() + 6 && word.starts_with(front)) {
      word.erase(0, front.size());
      break;
    }
  }
  strip_first(word, kEnd, 6);
  return word;
}

bool is_vowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

// The endings that are written and not heard: s, t, x, d, p, z, e, es, ent, er and ez as é.
std::string without_silent_end(std::string word) {
  if (word.size() > 4 && (strip(word, "ent", 3) || strip(word, "er", 3) || strip(word, "ez", 3))) return word;
  while (word.size() > 3 && std::string_view("estxdpz").find(word.back()) != std::string_view::npos)
    word.pop_back();
  return word;
}

struct Spoken {
  std::string_view written{};
  std::string_view heard{};
};

// French spellings and what is heard; the longest that fits is taken. Nasal vowels are capitals.
constexpr auto kSpoken = std::to_array<Spoken>(
    {{"tion", "siO"}, {"ssion", "siO"}, {"eau", "o"}, {"ain", "I"}, {"ein", "I"}, {"oin", "WI"}, {"ill", "i"},
     {"sch", "C"},    {"tch", "C"},     {"ch", "C"},  {"sh", "C"},  {"ph", "f"},  {"qu", "k"},   {"ck", "k"},
     {"gn", "N"},     {"au", "o"},      {"ai", ""},   {"ei", ""},   {"ou", "U"},  {"oi", "W"},   {"eu", ""},
     {"th", "t"},     {"dj", "j"},      {"gu", "g"},  {"x", "ks"},  {"z", "s"},   {"k", "k"},    {"q", "k"},
     {"w", "v"},      {"y", "i"},       {"h", ""},    {"e", ""}});  // single letters last

// an, en, in, on before a consonant or at the end are one sound.
std::string_view nasal_at(std::string_view word, std::size_t i) {
  if (i + 1 >= word.size() || (word[i + 1] != 'n' && word[i + 1] != 'm')) return {};
  if (i + 2 < word.size() && (is_vowel(word[i + 2]) || word[i + 2] == 'n' || word[i + 2] == 'm')) return {};
  switch (word[i]) {
    case 'a':
    case 'e':
      return "A";
    case 'i':
    case 'y':
    case 'u':
      return "I";
    case 'o':
      return "O";
    default:
      return {};
  }
}

// The spelling at `i` and what is heard of it.
Spoken spoken_at(std::string_view word, std::size_t i) {
  const std::string_view rest = word.substr(i);
  const auto fits = [&](const Spoken& s) { return rest.starts_with(s.written); };
  const auto spoken = std::find_if(kSpoken.begin(), kSpoken.end(), fits);
  const bool several = spoken != kSpoken.end() && spoken->written.size() > 1;
  if (several) return *spoken;
  if (const std::string_view nasal = nasal_at(word, i); !nasal.empty()) return {rest.substr(0, 2), nasal};
  const char next = rest.size() > 1 ? rest[1] : '\0';
  const bool soft = next == 'e' || next == 'i' || next == 'y';
  if (rest[0] == 'c') return {rest.substr(0, 1), soft ? "s" : "k"};
  if (rest[0] == 'g') return {rest.substr(0, 1), soft ? "j" : "g"};
  if (spoken == kSpoken.end() || (i == 0 && rest[0] == 'e')) return {rest.substr(0, 1), rest.substr(0, 1)};
  return *spoken;
}

std::string heard(std::string_view form) {
  const std::string word = without_silent_end(std::string(form));
  std::string out;
  for (std::size_t i = 0; i < word.size();) {
    const Spoken here = spoken_at(word, i);
    for (const char c : here.heard) {
      if (out.empty() || out.back() != c) out += c;
    }
    i += here.written.size();
  }
  return out;
}

struct Consonant {
  std::string_view written{};
  char heard = 0;  // 0: a vowel or a letter that Latin spelling leaves out
};

constexpr auto kLatinConsonants = std::to_array<Consonant>(
    {{"kh", 'x'}, {"gh", 'g'}, {"sh", 's'}, {"ch", 's'}, {"th", 't'}, {"dh", 'd'}, {"dj", 'g'}, {"ph", 'f'},
     {"b", 'b'},  {"p", 'b'},  {"t", 't'},  {"j", 'g'},  {"g", 'g'},  {"d", 'd'},  {"r", 'r'},  {"z", 'z'},
     {"s", 's'},  {"f", 'f'},  {"v", 'f'},  {"q", 'k'},  {"k", 'k'},  {"c", 'k'},  {"l", 'l'},  {"m", 'm'},
     {"n", 'n'},  {"h", 'h'},  {"x", 'x'},  {"7", 'h'},  {"5", 'x'},  {"9", 'k'},  {"8", 'g'},  {"6", 't'}});

constexpr auto kArabicConsonants = std::to_array<Consonant>(
    {{"ب", 'b'}, {"پ", 'b'}, {"ت", 't'}, {"ط", 't'}, {"ث", 't'}, {"ج", 'g'}, {"غ", 'g'},
     {"گ", 'g'}, {"ح", 'h'}, {"خ", 'x'}, {"د", 'd'}, {"ض", 'd'}, {"ذ", 'd'}, {"ر", 'r'},
     {"ز", 'z'}, {"ظ", 'z'}, {"س", 's'}, {"ص", 's'}, {"ش", 's'}, {"چ", 's'}, {"ف", 'f'},
     {"ڤ", 'f'}, {"ق", 'k'}, {"ك", 'k'}, {"ل", 'l'}, {"م", 'm'}, {"ن", 'n'}, {"ه", 'h'}});

// A leading vowel is kept as A: short words (عمل, "amal") would be too thin without.
std::string consonants(std::string_view word, std::span<const Consonant> table) {
  std::string out;
  std::size_t at = 0;
  std::string_view last{};
  while (at < word.size()) {
    const std::string_view rest = word.substr(at);
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const Consonant& c) { return rest.starts_with(c.written); });
    const std::size_t size = found == table.end() ? code_point_at(word, at).size : found->written.size();
    if (found == table.end()) {
      if (at == 0) out += 'A';
      last = {};
    } else if (found->written != last) {
      out += found->heard;
      last = found->written;
    }
    at += size;
  }
  if (out.size() > 1 && out.back() == 'h') out.pop_back();  // ة is often written so, or not at all
  return out;
}

void add_skeleton(std::vector<Key>& keys, std::string_view word, std::span<const Consonant> table) {
  const std::string bones = consonants(word, table);
  if (bones.size() >= 3) keys.push_back(key_of('k', bones));
}

}  // namespace

std::string light_stem(std::string_view form) {
  switch (script_of(form)) {
    case Script::latin:
      return romance(std::string(form));
    case Script::cyrillic:
      return slavic(std::string(form));
    case Script::arabic:
      return semitic(std::string(form));
    default:
      return std::string(form);
  }
}

std::vector<Key> inflection_keys(std::string_view form) {
  const Script script = script_of(form);
  const std::size_t least = script == Script::latin ? 4 : 6;
  if (form.size() < least) return {};
  switch (script) {
    case Script::latin:
      return {key_of('r', romance(std::string(form))), key_of('g', germanic(std::string(form)))};
    case Script::cyrillic:
      return {key_of('c', slavic(std::string(form)))};
    case Script::arabic:
      return {key_of('a', semitic(std::string(form)))};
    default:
      return {};
  }
}

std::vector<Key> typo_keys(std::string_view form) {
  if (script_of(form) == Script::digits) return {};
  const std::u16string letters = letters_of(form);
  if (letters.size() < 3 || letters.size() > 32) return {};
  const std::u16string front = letters.substr(0, 6);
  std::vector<Key> keys{key_of('t', front)};
  for (std::size_t i = 0; i < front.size(); ++i) {
    std::u16string once = front;
    once.erase(i, 1);
    keys.push_back(key_of('t', once));
    if (letters.size() <= 4) continue;
    for (std::size_t j = i; j < once.size(); ++j) {
      std::u16string twice = once;
      twice.erase(j, 1);
      keys.push_back(key_of('t', twice));
    }
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

std::vector<Key> sound_keys(std::string_view form) {
  if (script_of(form) != Script::latin || form.size() < 4) return {};
  const std::string sound = heard(form);
  if (sound.size() < 3) return {};
  return {key_of('s', sound)};
}

std::vector<Key> skeleton_keys(std::string_view form) {
  std::vector<Key> keys;
  const Script script = script_of(form);
  if (script == Script::arabic) {
    add_skeleton(keys, form, kArabicConsonants);
    constexpr std::string_view kArticle = "ال";
    if (form.starts_with(kArticle) && form.size() >= kArticle.size() + 6) {
      add_skeleton(keys, form.substr(kArticle.size()), kArabicConsonants);
    }
  } else if (script == Script::latin || script == Script::digits) {
    add_skeleton(keys, form, kLatinConsonants);
    if (form.size() >= 6 && (form.starts_with("al") || form.starts_with("el"))) {
      add_skeleton(keys, form.substr(2), kLatinConsonants);
    }
  }
  return keys;
}

std::u16string letters_of(std::string_view form) {
  std::u16string out;
  for (std::size_t at = 0; at < form.size();) {
    const CodePoint point = code_point_at(form, at);
    out += point.value < 0x10000 ? static_cast<char16_t>(point.value) : u'\xFFFD';
    at += point.size;
  }
  return out;
}

int edits(std::u16string_view a, std::u16string_view b, int most) {
  constexpr std::size_t kLongest = 40;
  // Misspellings begin and end like the word that was meant; what both share costs nothing.
  const auto begin = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  a.remove_prefix(static_cast<std::size_t>(begin.first - a.begin()));
  b.remove_prefix(static_cast<std::size_t>(begin.second - b.begin()));
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  const auto gap = static_cast<int>(a.size() > b.size() ? a.size() - b.size() : b.size() - a.size());
  if (gap > most || a.size() >= kLongest || b.size() >= kLongest) return most + 1;
  std::array<std::array<int, kLongest + 1>, 3> rows;  // read only where written
  // Cells farther than `most` from the diagonal cannot be on a path that is short enough.
  const auto band = static_cast<std::size_t>(most);
  for (std::size_t j = 0; j <= std::min(b.size(), band + 1); ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& above = rows[(i + 2) % 3];
    const auto& beyond = rows[(i + 1) % 3];
    const std::size_t first = i > band ? i - band : 1;
    const std::size_t last = std::min(b.size(), i + band);
    row[first - 1] = first == 1 ? static_cast<int>(i) : most + 1;
    int least = row[first - 1];
    for (std::size_t j = first; j <= last; ++j) {
      int cost = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost = std::min(cost, beyond[j - 2] + 1);
      row[j] = cost;
      least = std::min(least, cost);
    }
    if (last < b.size()) row[last + 1] = most + 1;
    if (least > most) return most + 1;
  }
  return std::min(rows[a.size() % 3][b.size()], most + 1);
}

}  // namespace cote::search
