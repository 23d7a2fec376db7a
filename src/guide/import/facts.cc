// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/import/facts.h"

#include "guide/hsds/names.h"

namespace cote::guide::import {

Facts::Facts(Record& record) {
  for (auto const* const attribute : record.objects("attributes")) {
    auto const* const term = attribute->if_contains("taxonomy_term");
    if (term == nullptr || !term->is_object()) continue;
    auto const code = json::text(term->get_object(), "code");
    // The id is made of the code, so nobody else's term is taken for ours by chance.
    if (code.empty() || json::text(term->get_object(), "id") != hsds::fact_term(code)) continue;
    auto value = json::text(*attribute, "value");
    if (is_clean_text(value)) found_.emplace(code, std::move(value));
  }
}

std::string Facts::value(std::string_view code) const {
  auto const found = found_.find(code);
  return found == found_.end() ? std::string() : found->second;
}

std::string_view Facts::choice(std::string_view prefix) const {
  auto const found = found_.lower_bound(prefix);
  if (found == found_.end() || !found->first.starts_with(prefix)) return {};
  return std::string_view(found->first).substr(prefix.size());
}

std::vector<std::string> Facts::all(std::string_view prefix) const {
  std::vector<std::string> out;
  for (auto found = found_.lower_bound(prefix); found != found_.end() && found->first.starts_with(prefix);
       ++found)
    out.push_back(found->first);
  return out;
}

}  // namespace cote::guide::import
