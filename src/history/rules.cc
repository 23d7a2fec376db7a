// SPDX-License-Identifier: AGPL-3.0-or-later
#include "history/rules.h"

#include <algorithm>
#include <tuple>

namespace cote::history::rules {

const Wording* shown(const Wordings& words, std::string_view lang) {
  auto const theirs = std::ranges::find(words, lang, &Wording::lang);
  if (theirs != words.end()) return &*theirs;
  return words.empty() ? nullptr : &words.front();
}

std::string_view text(const Wordings& words, std::string_view lang) {
  auto const* wording = shown(words, lang);
  return wording == nullptr ? std::string_view() : wording->text;
}

std::vector<Entry> by_date(std::vector<Entry> entries) {
  std::ranges::stable_sort(entries, {}, &Entry::year);
  for (auto from = entries.begin(); from != entries.end();) {
    auto const to = std::find_if(from, entries.end(), [&](const Entry& e) { return e.year != from->year; });
    if (std::all_of(from, to, [](const Entry& e) { return e.month.has_value(); }))
      std::stable_sort(from, to, [](const Entry& a, const Entry& b) {
        return std::tuple{*a.month, a.day.value_or(0)} < std::tuple{*b.month, b.day.value_or(0)};
      });
    from = to;
  }
  return entries;
}

int nearest_year(const std::vector<Entry>& entries, int wanted) {
  if (entries.empty()) return 0;
  auto const at = std::ranges::lower_bound(entries, wanted, {}, &Entry::year);
  return at == entries.end() ? entries.back().year : at->year;
}

}  // namespace cote::history::rules
