// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/import/facts.h"

#include <algorithm>

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
    if (is_clean_text(value)) found_.emplace_back(code, std::move(value));
  }
}

bool Facts::has(std::string_view code) const {
  return std::ranges::find(found_, code, &std::pair<std::string, std::string>::first) != found_.end();
}

std::string Facts::value(std::string_view code) const {
  auto const found = std::ranges::find(found_, code, &std::pair<std::string, std::string>::first);
  return found == found_.end() ? std::string() : found->second;
}

std::string_view Facts::choice(std::string_view prefix) const {
  for (auto const& [code, value] : found_)
    if (code.starts_with(prefix)) return std::string_view(code).substr(prefix.size());
  return {};
}

std::vector<std::string> Facts::all(std::string_view prefix) const {
  std::vector<std::string> out;
  for (auto const& [code, value] : found_)
    if (code.starts_with(prefix)) out.push_back(code);
  return out;
}

}  // namespace cote::guide::import
