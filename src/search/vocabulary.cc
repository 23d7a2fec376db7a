// SPDX-License-Identifier: AGPL-3.0-or-later
#include "search/vocabulary.h"

#include <algorithm>

#include "search/words.h"

namespace cote::search {
namespace {

std::uint8_t endings_of(std::string_view lang) {
  const std::string_view primary = lang.substr(0, lang.find('-'));
  for (const std::string_view l : {"fr", "es", "it", "pt", "ro", "ca", "wa"}) {
    if (primary == l) return 1;
  }
  for (const std::string_view l : {"nl", "en", "de", "da", "sv", "no"}) {
    if (primary == l) return 2;
  }
  return 4;
}

}  // namespace

std::uint32_t Vocabulary::form_of(std::string_view form) {
  if (const auto* known = find(form)) return *known;
  const auto id = static_cast<std::uint32_t>(forms_.size());
  form_ids_.emplace(form, id);
  forms_.push_back({.form = std::string(form)});
  return id;
}

const std::uint32_t* Vocabulary::find(std::string_view form) const {
  const auto at = form_ids_.find(form);
  return at == form_ids_.end() ? nullptr : &at->second;
}

Vocabulary::Met Vocabulary::meet(std::string_view written, std::string_view form, std::string_view lang,
                                 std::uint32_t doc) {
  auto language = spellings_.find(lang);
  if (language == spellings_.end()) language = spellings_.emplace(lang, Map<Spelling>{}).first;
  auto spelling = language->second.find(written);
  if (spelling == language->second.end()) {
    Met met{form_of(form), 0, 0};
    const std::string stem = analyser_.stem(written, form, lang);
    met.root = root_ids_.emplace(stem, static_cast<Root>(root_ids_.size())).first->second;
    variants_.resize(root_ids_.size(), 0);
    Form& made = forms_[met.form];
    made.endings |= endings_of(lang);
    const auto known = std::find_if(made.roots.begin(), made.roots.end(),
                                    [&](const Source& s) { return s.list == met.root; });
    if (known != made.roots.end()) {
      met.variant = known->variant;
    } else {
      met.variant = variants_[met.root];
      if (met.variant < kLastVariant) ++variants_[met.root];
      made.roots.push_back({met.root, 255, met.variant});
    }
    spelling = language->second.emplace(written, Spelling{met, 0}).first;
  }
  ++spelling->second.times;
  Form& met = forms_[spelling->second.met.form];
  if (met.last_doc != doc) {
    met.last_doc = doc;
    ++met.docs;
  }
  return spelling->second.met;
}

void Vocabulary::choose_spellings() {
  struct Best {
    bool low = false;
    std::uint32_t times = 0;
  };
  std::vector<Best> best(forms_.size());
  for (const auto& [lang, spellings] : spellings_) {
    for (const auto& [written, spelling] : spellings) {
      Best& now = best[spelling.met.form];
      std::string& shown = forms_[spelling.met.form].shown;
      const Best candidate{analyser_.lower(written) == written, spelling.times};
      const auto weight = [](const Best& b) { return std::pair{b.low, b.times}; };
      if (weight(candidate) < weight(now)) continue;
      if (weight(candidate) == weight(now) && !shown.empty() && written >= shown) continue;
      now = candidate;
      shown = written;
    }
  }
}

void Vocabulary::romanise() {
  const std::size_t met = forms_.size();
  for (std::uint32_t i = 0; i < met; ++i) {
    const std::string written = forms_[i].shown.empty() ? forms_[i].form : forms_[i].shown;
    for (const std::string& spelled : analyser_.latin(written)) {
      const std::uint32_t id = form_of(spelled);
      const Form& original = forms_[i];
      Form& alias = forms_[id];
      if (alias.shown.empty()) {
        alias.shown = written;
        alias.docs = original.docs;
        alias.endings |= 4;
      }
      const auto give = [&](const Source& s) {
        alias.sources.push_back({s.list, static_cast<std::uint8_t>(s.trust * 9 / 10), s.variant});
      };
      for (const Source& s : original.roots) give(s);
      for (const Source& s : original.sources) give(s);
    }
  }
}

}  // namespace cote::search
