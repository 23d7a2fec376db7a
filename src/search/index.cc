// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "search/kin.h"
#include "search/lexicon.h"
#include "search/match.h"
#include "search/sift.h"
#include "search/tables.h"
#include "search/words.h"

namespace cote::search {
namespace {

constexpr std::size_t kMostWords = 12;   // of a query; the rest is left out
constexpr std::size_t kMostBytes = 400;  // likewise
constexpr std::size_t kMostPhrase = 4;   // words of a synonym of several words
constexpr float kSynonymTrust = 0.35F;
constexpr std::size_t kMostAlso = 8;

struct Asked {
  std::uint8_t reader = 0;  // the bit of their language
  std::vector<Word> words{};
  std::vector<Clause> clauses{};
};

// Cut where a character ends.
std::string_view within_limit(std::string_view text) {
  if (text.size() <= kMostBytes) return text;
  std::size_t end = kMostBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

// Small words are left out when others are left.
std::vector<Word> asked_words(std::string_view text) {
  std::vector<Word> words = words_of(within_limit(text));
  const bool all_small =
      std::all_of(words.begin(), words.end(), [](const Word& w) { return is_small_word(w.form); });
  if (!all_small) std::erase_if(words, [](const Word& w) { return is_small_word(w.form); });
  if (words.size() > kMostWords) words.resize(kMostWords);
  return words;
}

bool ends_in_word(std::string_view text) {
  const std::vector<Word> words = words_of(text);
  return !words.empty() && words.back().offset + words.back().length == text.size();
}

std::vector<std::uint32_t> with_hash(const std::vector<std::pair<std::uint64_t, std::uint32_t>>& table,
                                     std::uint64_t hash) {
  std::vector<std::uint32_t> out;
  auto at = std::lower_bound(table.begin(), table.end(), std::pair{hash, 0U});
  for (; at != table.end() && at->first == hash; ++at) out.push_back(at->second);
  return out;
}

// Synonyms of several words that stand in the query: each word of the span is answered by the group.
void add_phrases(const Index::Tables& t, Asked& asked) {
  for (std::size_t first = 0; first + 1 < asked.words.size(); ++first) {
    std::string phrase = light_stem(asked.words[first].form);
    for (std::size_t last = first + 1; last < asked.words.size() && last - first < kMostPhrase; ++last) {
      phrase += ' ' + light_stem(asked.words[last].form);
      for (const std::uint32_t group : with_hash(t.group_phrases, hash_of(phrase))) {
        for (std::size_t i = first; i <= last; ++i) {
          asked.clauses[i].known = true;
          asked.clauses[i].add({t.first_group + group, kSynonymTrust, 0, kAnyVariant, false});
        }
      }
    }
  }
}

Asked understand(const Index::Tables& t, std::string_view text, std::string_view lang, bool last_is_prefix) {
  const Lexicon lexicon(t);
  Asked asked{.reader = bit_of(t, lang), .words = asked_words(text)};
  const bool prefix = last_is_prefix && ends_in_word(text);
  for (std::size_t i = 0; i < asked.words.size(); ++i) {
    asked.clauses.push_back(lexicon.clause(asked.words[i].form, prefix && i + 1 == asked.words.size()));
  }
  add_phrases(t, asked);
  return asked;
}

bool any_answering(const Asked& asked) {
  return std::any_of(asked.clauses.begin(), asked.clauses.end(),
                     [](const Clause& c) { return !c.answering.empty(); });
}

bool all_answering(const Asked& asked) {
  return std::all_of(asked.clauses.begin(), asked.clauses.end(),
                     [](const Clause& c) { return !c.answering.empty(); });
}

// The form that says most about `doc` for this clause.
const Clause::Answering* speaking(const Index::Tables& t, const Clause& clause, std::uint32_t doc) {
  const Clause::Answering* best = nullptr;
  float most = 0;
  for (const auto& a : clause.answering) {
    const float says = a.trust * worth(t, a.list, doc);
    if (says > most) {
      most = says;
      best = &a;
    }
  }
  return best;
}

// The query with the words that were taken for others replaced, as the best answer took them.
std::string as_understood(const Index::Tables& t, const Asked& asked, std::string_view text,
                          std::uint32_t doc) {
  const Lexicon lexicon(t);
  std::string out;
  std::size_t from = 0;
  bool changed = false;
  for (std::size_t i = 0; i < asked.words.size(); ++i) {
    const auto* said = speaking(t, asked.clauses[i], doc);
    if (said == nullptr || !said->corrected) continue;
    out += text.substr(from, asked.words[i].offset - from);
    out += lexicon.shown(said->by);
    from = asked.words[i].offset + asked.words[i].length;
    changed = true;
  }
  if (!changed) return {};
  out += text.substr(std::min(from, text.size()));
  return out;
}

std::vector<std::string> synonyms_searched(const Index::Tables& t, const Asked& asked) {
  std::vector<std::string> also;
  for (const Clause& clause : asked.clauses) {
    for (const auto& a : clause.answering) {
      if (a.list < t.first_group) continue;
      for (const std::string& label : t.group_labels[a.list - t.first_group]) {
        if (also.size() == kMostAlso) return also;
        const std::string folded = fold(label);
        const bool typed = std::any_of(asked.words.begin(), asked.words.end(),
                                       [&](const Word& w) { return w.form == folded; });
        if (!typed && std::find(also.begin(), also.end(), label) == also.end()) also.push_back(label);
      }
    }
  }
  return also;
}

}  // namespace

Index::Index(std::unique_ptr<const Tables> tables) : tables_(std::move(tables)) {}
Index::~Index() = default;

std::uint8_t bit_of(const Index::Tables& tables, std::string_view lang) {
  const auto at = std::find(tables.languages.begin(), tables.languages.end(), lang);
  return at == tables.languages.end() ? std::uint8_t{0}
                                      : static_cast<std::uint8_t>(1U << (at - tables.languages.begin()));
}

std::uint32_t Index::size() const { return tables_->documents; }

namespace {

constexpr std::size_t kNoWord = ~std::size_t{0};

struct Outcome {
  std::vector<Found> found{};
  Looseness looseness = Looseness::exact;
  std::size_t suggestion = kNoWord;  // the word that may have been another
  FormId suggested = 0;
};

void correct_all(const Index::Tables& t, Asked& asked, bool known_too) {
  const Lexicon lexicon(t);
  for (Clause& clause : asked.clauses) {
    if (known_too == clause.known) lexicon.correct(clause);
  }
}

// Few answers to a word that is nearly a common one: those of the common one follow.
Outcome with_suggestions(const Index::Tables& t, Asked& asked, Outcome exact) {
  constexpr std::size_t kFew = 20;
  if (asked.clauses.size() > 1 || exact.found.size() >= kFew) return exact;
  const Lexicon lexicon(t);
  Asked wider = asked;
  for (std::size_t i = 0; i < wider.clauses.size(); ++i) {
    const auto meant = lexicon.suggest(wider.clauses[i]);
    if (!meant) continue;
    exact.suggestion = i;
    exact.suggested = *meant;
  }
  if (exact.suggestion != kNoWord) exact.found = all_of(t, wider.clauses, wider.reader);
  return exact;
}

Outcome search_words(const Index::Tables& t, Asked& asked) {
  const bool all_known =
      std::all_of(asked.clauses.begin(), asked.clauses.end(), [](const Clause& c) { return c.known; });
  if (all_known && all_answering(asked)) {
    Outcome exact{all_of(t, asked.clauses, asked.reader), Looseness::exact};
    if (!exact.found.empty()) return with_suggestions(t, asked, std::move(exact));
  }
  correct_all(t, asked, false);
  if (!all_known && all_answering(asked)) {
    Outcome corrected{all_of(t, asked.clauses, asked.reader), Looseness::corrected};
    if (!corrected.found.empty()) return corrected;
  }
  // Known words may be misspellings too when together they are nowhere.
  if (asked.clauses.size() > 1) {
    Asked wider = asked;
    correct_all(t, wider, true);
    if (all_answering(wider)) {
      Outcome corrected{all_of(t, wider.clauses, wider.reader), Looseness::corrected};
      if (!corrected.found.empty()) {
        asked = std::move(wider);
        return corrected;
      }
    }
  }
  if (!any_answering(asked)) return {{}, Looseness::nothing};
  return {some_of(t, asked.clauses, asked.reader), Looseness::some_words};
}

}  // namespace

Answer Index::find(const Query& query) const {
  const Tables& t = *tables_;
  Answer answer;
  const std::string_view text = within_limit(query.words);
  Asked asked = understand(t, text, query.lang, query.last_word_is_prefix);
  if (asked.words.empty()) {
    sift(t, query, everything(t), false, {}, answer);
    return answer;
  }
  const Outcome outcome = search_words(t, asked);
  answer.looseness = outcome.looseness;
  sift(t, query, outcome.found, true, with_hash(t.names, hash_of(fold(text))), answer);
  answer.also = synonyms_searched(t, asked);
  if (outcome.looseness == Looseness::corrected || outcome.looseness == Looseness::some_words) {
    if (!answer.hits.empty()) answer.corrected = as_understood(t, asked, text, answer.hits.front().doc);
  }
  if (outcome.suggestion != kNoWord) {
    const Word& word = asked.words[outcome.suggestion];
    answer.corrected = std::string(text.substr(0, word.offset));
    answer.corrected += Lexicon(t).shown(outcome.suggested);
    answer.corrected += text.substr(word.offset + word.length);
  }
  return answer;
}

std::vector<std::string> Index::complete(std::string_view typed, std::size_t most) const {
  const std::string_view text = within_limit(typed);
  const std::vector<Word> words = words_of(text);
  std::vector<std::string> out;
  if (words.empty() || !ends_in_word(text)) return out;
  const Lexicon lexicon(*tables_);
  for (const FormId form : lexicon.completions(words.back().form, most * 2)) {
    std::string shown(lexicon.shown(form));
    if (out.size() < most && std::find(out.begin(), out.end(), shown) == out.end())
      out.push_back(std::move(shown));
  }
  return out;
}

std::size_t Index::bytes() const {
  const Tables& t = *tables_;
  const auto held = [](const auto& v) { return v.capacity() * sizeof(v[0]); };
  std::size_t sum = sizeof(Tables) + held(t.forms.bytes) + held(t.forms.start) + held(t.shown.bytes) +
                    held(t.shown.start) + held(t.form_docs) + held(t.source_start) + held(t.sources) +
                    held(t.list_start) + held(t.docs) + held(t.impacts) + held(t.variants) + held(t.langs) +
                    held(t.rarity) + held(t.kin_start) + held(t.kin) + held(t.group_phrases) + held(t.names) +
                    held(t.freshness) + held(t.point_start) + held(t.points) + held(t.on_sphere);
  for (const FacetTable& f : t.facets) sum += held(f.start) + held(f.of) + held(f.values);
  for (const auto& labels : t.group_labels) {
    sum += held(labels);
    for (const std::string& label : labels) sum += label.capacity();
  }
  return sum;
}

}  // namespace cote::search
