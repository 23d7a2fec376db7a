// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/assemble.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "search/kin.h"
#include "search/words.h"

namespace cote::search {
namespace {

constexpr std::uint8_t kSibling = 150;
constexpr std::uint8_t kCompound = 130;
constexpr std::size_t kMostSiblings = 5;
constexpr std::size_t kMostCompounds = 8;

void keep_best_sources(std::vector<Source>& sources) {
  std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) {
    return a.list != b.list ? a.list < b.list : a.trust > b.trust;
  });
  const auto last = std::unique(sources.begin(), sources.end(),
                                [](const Source& a, const Source& b) { return a.list == b.list; });
  sources.erase(last, sources.end());
}

bool has_root(const Vocabulary::Form& form, Vocabulary::Root root) {
  return std::any_of(form.roots.begin(), form.roots.end(), [&](const Source& s) { return s.list == root; });
}

}  // namespace

void write_lists(Index::Tables& t, std::size_t roots, const std::vector<Posting>& postings,
                 const std::vector<std::uint32_t>& start) {
  t.list_start.assign(roots + 1, 0);
  for (const Posting& p : postings) ++t.list_start[p.root + 1];
  std::partial_sum(t.list_start.begin(), t.list_start.end(), t.list_start.begin());
  t.docs.resize(postings.size());
  t.impacts.resize(postings.size());
  t.langs.resize(postings.size());
  t.variants.resize(postings.size());
  std::vector<std::uint32_t> at(t.list_start.begin(), t.list_start.end() - 1);
  for (std::uint32_t doc = 0; doc + 1 < start.size(); ++doc) {
    for (std::uint32_t i = start[doc]; i < start[doc + 1]; ++i) {
      const std::uint32_t to = at[postings[i].root]++;
      t.docs[to] = doc;
      t.impacts[to] = postings[i].impact;
      t.variants[to] = postings[i].variant;
      t.langs[to] = postings[i].langs;
    }
  }
  t.first_group = static_cast<ListId>(roots);
}

void relate_siblings(Vocabulary& words) {
  struct Kin {
    Key key;
    std::uint32_t form;
  };
  std::vector<Kin> kin;
  auto& forms = words.forms();
  for (std::uint32_t f = 0; f < forms.size(); ++f) {
    if (forms[f].form.size() < 5) continue;
    const std::vector<Key> keys = inflection_keys(forms[f].form);
    if (keys.empty()) continue;
    const bool latin = keys.size() == 2;
    if (!latin || (forms[f].endings & 1) != 0) kin.push_back({keys.front(), f});
    if (latin && (forms[f].endings & 2) != 0) kin.push_back({keys.back(), f});
  }
  std::sort(kin.begin(), kin.end(),
            [](const Kin& a, const Kin& b) { return a.key != b.key ? a.key < b.key : a.form < b.form; });
  for (std::size_t first = 0; first < kin.size();) {
    std::size_t last = first;
    std::vector<Vocabulary::Root> roots;
    for (; last < kin.size() && kin[last].key == kin[first].key; ++last) {
      for (const Source& s : forms[kin[last].form].roots) {
        if (std::find(roots.begin(), roots.end(), s.list) == roots.end()) roots.push_back(s.list);
      }
    }
    for (std::size_t i = first; i < last && roots.size() > 1 && roots.size() <= kMostSiblings; ++i) {
      auto& form = forms[kin[i].form];
      for (const auto root : roots) {
        if (!has_root(form, root)) form.sources.push_back({root, kSibling, kAnyVariant});
      }
    }
    first = last;
  }
}

void relate_compounds(Vocabulary& words) {
  auto& forms = words.forms();
  std::vector<std::uint8_t> given(forms.size(), 0);
  const auto part = [&](std::string_view text) -> const std::uint32_t* {
    const auto* id = text.size() >= 4 ? words.find(text) : nullptr;
    return id != nullptr && (forms[*id].endings & 2) != 0 && forms[*id].docs > 0 ? id : nullptr;
  };
  const auto give = [&](std::uint32_t to, const Vocabulary::Form& compound) {
    if (given[to]++ >= kMostCompounds) return;
    for (const Source& s : compound.roots) {
      if (!has_root(forms[to], s.list)) forms[to].sources.push_back({s.list, kCompound, s.variant});
    }
  };
  for (std::size_t f = 0; f < forms.size(); ++f) {
    const Vocabulary::Form& form = forms[f];
    if ((form.endings & 2) == 0 || form.form.size() < 9 || script_of(form.form) != Script::latin) continue;
    for (std::size_t cut = 4; cut + 4 <= form.form.size(); ++cut) {
      const std::string_view front = std::string_view(form.form).substr(0, cut);
      const auto* tail = part(std::string_view(form.form).substr(cut));
      if (tail == nullptr) continue;
      const auto* head = part(front);
      if (head == nullptr && front.ends_with("s")) head = part(front.substr(0, cut - 1));
      if (head == nullptr && front.ends_with("en")) head = part(front.substr(0, cut - 2));
      if (head == nullptr) continue;
      give(*tail, form);
      give(*head, form);
      break;
    }
  }
}

void write_forms(Index::Tables& t, Vocabulary& words) {
  auto& forms = words.forms();
  std::vector<std::uint32_t> order(forms.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](std::uint32_t a, std::uint32_t b) { return forms[a].form < forms[b].form; });
  for (const std::uint32_t f : order) {
    Vocabulary::Form& form = forms[f];
    form.sources.insert(form.sources.end(), form.roots.begin(), form.roots.end());
    keep_best_sources(form.sources);
    t.forms.add(form.form);
    t.shown.add(form.shown == form.form ? std::string_view() : std::string_view(form.shown));
    t.form_docs.push_back(form.docs);
    t.sources.insert(t.sources.end(), form.sources.begin(), form.sources.end());
    t.source_start.push_back(static_cast<std::uint32_t>(t.sources.size()));
  }
}

void write_kin(Index::Tables& t) {
  struct Entry {
    Key key;
    FormId form;
  };
  std::vector<Entry> entries;
  const auto add = [&](FormId form, const std::vector<Key>& keys) {
    for (const Key key : keys) entries.push_back({key, form});
  };
  for (FormId f = 0; f < t.forms.size(); ++f) {
    const std::string_view form = t.forms[f];
    add(f, inflection_keys(form));
    add(f, typo_keys(form));
    add(f, sound_keys(form));
    if (script_of(form) == Script::arabic) add(f, skeleton_keys(form));
  }
  const auto bits =
      std::clamp<std::uint32_t>(static_cast<std::uint32_t>(std::bit_width(entries.size() / 2)), 1, 28);
  t.kin_shift = 32 - bits;
  t.kin_start.assign((std::size_t{1} << bits) + 1, 0);
  for (const Entry& e : entries) ++t.kin_start[(e.key >> t.kin_shift) + 1];
  std::partial_sum(t.kin_start.begin(), t.kin_start.end(), t.kin_start.begin());
  t.kin.resize(entries.size());
  std::vector<std::uint32_t> at(t.kin_start.begin(), t.kin_start.end() - 1);
  for (const Entry& e : entries) t.kin[at[e.key >> t.kin_shift]++] = e.form;
}

void write_rarity(Index::Tables& t) {
  const auto documents = static_cast<double>(t.documents);
  for (std::size_t list = 0; list + 1 < t.list_start.size(); ++list) {
    const double having = t.list_start[list + 1] - t.list_start[list];
    t.rarity.push_back(static_cast<float>(std::log(1 + (documents - having + 0.5) / (having + 0.5))));
  }
}

}  // namespace cote::search
