// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/lexicon.h"

#include <algorithm>
#include <cmath>

#include "search/kin.h"
#include "search/words.h"

namespace cote::search {
namespace {

constexpr std::size_t kMostGuesses = 6;
constexpr std::size_t kMostCompleted = 48;  // forms a prefix stands for

// Calls `visit` with each form whose keys fall in the buckets of `keys`; some are there by chance.
template <class Visit>
void each_kin(const Index::Tables& t, const std::vector<Key>& keys, Visit visit) {
  for (const Key key : keys) {
    const std::uint32_t bucket = key >> t.kin_shift;
    for (std::uint32_t i = t.kin_start[bucket]; i < t.kin_start[bucket + 1]; ++i) visit(t.kin[i]);
  }
}

bool share_key(const std::vector<Key>& a, const std::vector<Key>& b) {
  return std::any_of(a.begin(), a.end(), [&](Key k) { return std::find(b.begin(), b.end(), k) != b.end(); });
}

std::vector<FormId> kin_forms(const Index::Tables& t, const std::vector<Key>& keys) {
  std::vector<FormId> found;
  each_kin(t, keys, [&](FormId form) { found.push_back(form); });
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

int most_edits(std::size_t letters) { return letters < 3 ? 0 : letters < 6 ? 1 : 2; }

std::u16string undoubled(std::u16string_view word) {
  std::u16string out(word);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// Doubling or not doubling a letter is the commonest mistake, and the first letter is seldom wrong.
float likeness_of(std::u16string_view typed, std::u16string_view word, int distance) {
  float like = distance == 0 ? 1.0F : distance == 1 ? 0.8F : 0.5F;
  if (typed[0] != word[0]) like *= 0.7F;
  if (typed.size() != word.size() && undoubled(typed) == undoubled(word)) like = 0.92F;
  return like * (1 - 0.02F * static_cast<float>(distance) / static_cast<float>(typed.size()));
}

}  // namespace

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

void Clause::add(Answering more) {
  const auto same = std::find_if(answering.begin(), answering.end(),
                                 [&](const Answering& a) { return a.list == more.list; });
  if (same == answering.end()) {
    answering.push_back(more);
  } else if (same->trust < more.trust) {
    *same = more;
  }
}

std::optional<FormId> Lexicon::form(std::string_view folded) const {
  const FormId at = with_prefix(folded).first;
  if (at < t_.forms.size() && t_.forms[at] == folded) return at;
  return std::nullopt;
}

std::pair<FormId, FormId> Lexicon::with_prefix(std::string_view folded) const {
  const auto first_not = [&](auto before) {
    FormId low = 0;
    auto high = static_cast<FormId>(t_.forms.size());
    while (low < high) {
      const FormId middle = low + (high - low) / 2;
      if (before(t_.forms[middle])) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  };
  return {first_not([&](std::string_view f) { return f < folded; }),
          first_not([&](std::string_view f) { return f.substr(0, folded.size()) <= folded; })};
}

std::vector<FormId> Lexicon::completions(std::string_view folded, std::size_t most) const {
  const auto [first, last] = with_prefix(folded);
  std::vector<FormId> found;
  for (FormId f = first; f < last; ++f) found.push_back(f);
  const auto commoner = [&](FormId a, FormId b) {
    return t_.form_docs[a] != t_.form_docs[b] ? t_.form_docs[a] > t_.form_docs[b] : a < b;
  };
  const auto middle = found.begin() + static_cast<std::ptrdiff_t>(std::min(most, found.size()));
  std::partial_sort(found.begin(), middle, found.end(), commoner);
  found.erase(middle, found.end());
  return found;
}

std::vector<Guess> Lexicon::inflections(std::string_view folded) const {
  const std::vector<Key> keys = inflection_keys(folded);
  std::vector<Guess> found;
  for (const FormId form : kin_forms(t_, keys)) {
    if (share_key(keys, inflection_keys(t_.forms[form]))) found.push_back({form, 0.85F});
  }
  sort_by_merit(found);
  return found;
}

std::vector<Guess> Lexicon::guesses(std::string_view folded, std::uint32_t fewest) const {
  const std::u16string typed = letters_of(folded);
  const int most = most_edits(typed.size());
  std::vector<Guess> found;
  const auto consider = [&](FormId form, float likeness) {
    const auto same =
        std::find_if(found.begin(), found.end(), [&](const Guess& g) { return g.form == form; });
    if (same == found.end()) {
      found.push_back({form, likeness});
    } else {
      same->likeness = std::max(same->likeness, likeness);
    }
  };
  const Script script = script_of(folded);
  if (script == Script::digits && folded.find_first_not_of("0123456789") == std::string_view::npos) return {};
  if (most > 0 && script != Script::digits) {
    // A letter is one byte in Latin script when folded, at most three elsewhere.
    const std::size_t widest = static_cast<std::size_t>(most) * (script == Script::latin ? 1 : 3);
    for (const FormId form : kin_forms(t_, typo_keys(folded))) {
      if (t_.form_docs[form] < fewest) continue;
      const std::string_view word = t_.forms[form];
      const std::size_t gap = std::max(word.size(), folded.size()) - std::min(word.size(), folded.size());
      if (gap > widest || script_of(word) != script) continue;
      const std::u16string letters = letters_of(word);
      const int distance = edits(typed, letters, most);
      if (distance > 0 && distance <= most) consider(form, likeness_of(typed, letters, distance));
    }
  }
  const std::vector<Key> sounds = sound_keys(folded);
  for (const FormId form : kin_forms(t_, sounds)) {
    if (share_key(sounds, sound_keys(t_.forms[form]))) consider(form, 0.75F);
  }
  const std::vector<Key> bones = skeleton_keys(folded);
  for (const FormId form : kin_forms(t_, bones)) {
    const bool other = script_of(t_.forms[form]) == Script::arabic && script != Script::arabic;
    if (other && share_key(bones, skeleton_keys(t_.forms[form]))) consider(form, 0.7F);
  }
  sort_by_merit(found);
  // Far likenesses only where there is no near one.
  const float near = found.empty() ? 0 : 0.75F * found.front().likeness;
  std::erase_if(found, [&](const Guess& g) { return g.likeness < near; });
  return found;
}

// Between equally like words the commoner was meant.
float Lexicon::merit(const Guess& guess) const {
  return guess.likeness * (1 + 0.06F * std::log2(1 + static_cast<float>(t_.form_docs[guess.form])));
}

void Lexicon::sort_by_merit(std::vector<Guess>& guesses) const {
  std::sort(guesses.begin(), guesses.end(), [&](const Guess& a, const Guess& b) {
    const float x = merit(a);
    const float y = merit(b);
    return x != y ? x > y : a.form < b.form;
  });
  if (guesses.size() > kMostGuesses) guesses.resize(kMostGuesses);
}

std::string_view Lexicon::shown(FormId form) const {
  const std::string_view written = t_.shown[form];
  return written.empty() ? t_.forms[form] : written;
}

void Lexicon::add_form(Clause& clause, FormId form, float trust, bool corrected) const {
  // A common word is worth little: its rarer relatives and synonyms must not be worth more.
  const float own = rarity_of(form);
  for (std::uint32_t i = t_.source_start[form]; i < t_.source_start[form + 1]; ++i) {
    const Source& s = t_.sources[i];
    const float rarity = t_.rarity[s.list];
    const float fair = rarity > own ? own / rarity : 1;
    clause.add({s.list, fair * trust * static_cast<float>(s.trust) / 255.0F, form, s.variant, corrected});
  }
}

Clause Lexicon::clause(std::string_view folded, bool prefix) const {
  Clause clause{.form = std::string(folded)};
  if (const auto exact = form(folded)) {
    clause.known = true;
    clause.docs = t_.form_docs[*exact];
    add_form(clause, *exact, 1, false);
  }
  if (prefix) {
    for (const FormId f : completions(folded, kMostCompleted)) {
      clause.known = true;
      add_form(clause, f, 0.9F, false);
    }
  }
  if (!clause.known) {
    clause.inflections = inflections(folded);
    clause.guesses = guesses(folded);
    if (clause.inflections.empty()) return clause;
    clause.known =
        clause.guesses.empty() || merit(clause.guesses.front()) <= merit(clause.inflections.front());
    if (clause.known) add_guesses(clause, clause.inflections, 0, false);
  }
  return clause;
}

void Lexicon::add_guesses(Clause& clause, const std::vector<Guess>& guesses, float limit,
                          bool corrected) const {
  // What was most likely meant comes first: a rarer word that is less likely must not outweigh it.
  constexpr float kBest = 0.9F;
  constexpr float kOthers = 0.15F;
  for (const Guess& g : guesses) {
    const float rarity = rarity_of(g.form);
    float trust = kBest * g.likeness;
    if (limit <= 0) {
      limit = kOthers * trust * rarity;
    } else if (rarity > 0) {
      trust = std::min(trust, limit / rarity);
    }
    add_form(clause, g.form, trust, corrected);
  }
}

void Lexicon::correct(Clause& clause) const {
  if (clause.known) return add_guesses(clause, guesses(clause.form), 0, true);
  add_guesses(clause, clause.guesses, 0, true);
  add_guesses(clause, clause.inflections, 0.1F, false);
}

std::optional<FormId> Lexicon::suggest(Clause& clause) const {
  const auto exact = form(clause.form);
  if (!exact) return std::nullopt;
  const auto fewest = static_cast<std::uint32_t>(20 * (clause.docs + 1));
  std::vector<Guess> commoner = guesses(clause.form, fewest);
  std::erase_if(commoner, [&](const Guess& g) { return g.likeness < 0.7F || t_.form_docs[g.form] < fewest; });
  add_guesses(clause, commoner, 0.1F * rarity_of(*exact), true);
  if (commoner.empty()) return std::nullopt;
  return commoner.front().form;
}

float Lexicon::rarity_of(FormId form) const {
  float most = 0;
  std::uint8_t trust = 0;
  for (std::uint32_t i = t_.source_start[form]; i < t_.source_start[form + 1]; ++i) {
    const Source& s = t_.sources[i];
    if (s.trust > trust) most = 0;
    trust = std::max(trust, s.trust);
    if (s.trust == trust) most = std::max(most, t_.rarity[s.list]);
  }
  return most;
}

}  // namespace cote::search
