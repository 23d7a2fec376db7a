// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "search/assemble.h"
#include "search/kin.h"
#include "search/words.h"

namespace cote::search {
namespace {

constexpr std::uint8_t kSynonym = 90;
constexpr std::size_t kMostGroups = 6;  // that one word may belong to

std::vector<Word> telling_words(std::string_view label) {
  std::vector<Word> words = words_of(label);
  std::vector<Word> telling;
  std::copy_if(words.begin(), words.end(), std::back_inserter(telling),
               [](const Word& w) { return !is_small_word(w.form); });
  return telling.empty() ? words : telling;
}

struct Worth {
  std::uint32_t doc = 0;
  std::uint8_t impact = 0;
};

// One entry a document, the best, in order.
std::vector<Worth> settle(std::vector<Worth> all) {
  std::sort(all.begin(), all.end(), [](const Worth& a, const Worth& b) {
    return a.doc != b.doc ? a.doc < b.doc : a.impact > b.impact;
  });
  const auto last =
      std::unique(all.begin(), all.end(), [](const Worth& a, const Worth& b) { return a.doc == b.doc; });
  all.erase(last, all.end());
  return all;
}

std::vector<Worth> documents_of(const Index::Tables& t, const Vocabulary::Form& form) {
  std::vector<Worth> out;
  for (const Source& s : form.roots) {
    for (std::uint32_t i = t.list_start[s.list]; i < t.list_start[s.list + 1]; ++i)
      out.push_back({t.docs[i], t.impacts[i]});
  }
  return form.roots.size() > 1 ? settle(std::move(out)) : out;
}

std::vector<Worth> in_both(const std::vector<Worth>& a, const std::vector<Worth>& b) {
  std::vector<Worth> out;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (x->doc == y->doc) out.push_back({x->doc, std::min(x->impact, y->impact)});
    const std::uint32_t least = std::min(x->doc, y->doc);
    if (x->doc == least) ++x;
    if (y->doc == least) ++y;
  }
  return out;
}

// Documents having all words of a label, worth what the least of them is.
std::vector<Worth> documents_of(const Index::Tables& t, Vocabulary& words, const std::vector<Word>& label) {
  std::vector<Worth> all;
  for (std::size_t i = 0; i < label.size(); ++i) {
    const auto* form = words.find(label[i].form);
    if (form == nullptr) return {};
    const std::vector<Worth> here = documents_of(t, words.forms()[*form]);
    all = i == 0 ? here : in_both(all, here);
  }
  return all;
}

// The words of a label as `group_phrases` knows them: light stems, so that inflections agree.
std::string phrase_of(const std::vector<Word>& words) {
  std::string phrase;
  for (const Word& w : words) {
    if (!phrase.empty()) phrase += ' ';
    phrase += light_stem(w.form);
  }
  return phrase;
}

// What links words to groups, while the groups are read.
struct Links {
  std::vector<std::vector<std::uint32_t>> of_root{};             // groups
  std::vector<std::pair<std::uint32_t, std::uint32_t>> alone{};  // form in no document, group
};

void link_word(Vocabulary& words, Links& links, std::string_view word, const std::string& label,
               std::uint32_t group) {
  const std::uint32_t id = words.form_of(word);
  Vocabulary::Form& form = words.forms()[id];
  if (form.roots.empty()) {
    if (form.shown.empty()) form.shown = label;
    links.alone.emplace_back(id, group);
  }
  for (const Source& s : form.roots) links.of_root[s.list].push_back(group);
}

void write_group(Index::Tables& t, Vocabulary& words, Links& links, const SynonymGroup& group) {
  const auto id = static_cast<std::uint32_t>(t.group_labels.size());
  std::vector<Worth> found;
  std::vector<std::string> labels;
  for (const std::string& label : group) {
    const std::vector<Word> telling = telling_words(label);
    if (telling.empty()) continue;
    const std::vector<Worth> here = documents_of(t, words, telling);
    found.insert(found.end(), here.begin(), here.end());
    if (!here.empty()) labels.push_back(label);
    if (telling.size() > 1) {
      t.group_phrases.emplace_back(hash_of(phrase_of(telling)), id);
    } else {
      link_word(words, links, telling.front().form, label, id);
    }
  }
  t.group_labels.push_back(std::move(labels));
  for (const auto& [doc, impact] : settle(std::move(found))) {
    t.docs.push_back(doc);
    t.impacts.push_back(impact);
    t.variants.push_back(kSeveral);
    t.langs.push_back(0);  // a synonym: nothing the reader wrote stands there
  }
  t.list_start.push_back(static_cast<std::uint32_t>(t.docs.size()));
}

void give(const Index::Tables& t, Vocabulary::Form& form, std::uint32_t group, std::uint8_t trust) {
  const ListId list = t.first_group + group;
  if (t.list_start[list] < t.list_start[list + 1]) form.sources.push_back({list, trust, kAnyVariant});
}

}  // namespace

void relate_synonyms(Index::Tables& t, Vocabulary& words, const std::vector<SynonymGroup>& groups) {
  Links links;
  links.of_root.resize(words.roots());
  for (const SynonymGroup& group : groups) write_group(t, words, links, group);
  for (auto& form : words.forms()) {
    std::vector<std::uint32_t> mine;
    for (const Source& s : form.roots)
      mine.insert(mine.end(), links.of_root[s.list].begin(), links.of_root[s.list].end());
    std::sort(mine.begin(), mine.end());
    mine.erase(std::unique(mine.begin(), mine.end()), mine.end());
    if (mine.size() > kMostGroups) mine.resize(kMostGroups);
    for (const std::uint32_t group : mine) give(t, form, group, kSynonym);
  }
  // A word that only the synonyms know says nothing else: it is trusted more.
  for (const auto& [form, group] : links.alone) give(t, words.forms()[form], group, 2 * kSynonym);
  std::sort(t.group_phrases.begin(), t.group_phrases.end());
}

}  // namespace cote::search
