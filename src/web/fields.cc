// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "kernel/html.h"
#include "web/http.h"
#include "web/percent.h"

namespace cote::web {
namespace {
constexpr std::size_t kMostPairs = 1000;
}

Fields Fields::parse(std::string_view encoded) {
  Fields out;
  while (!encoded.empty() && out.pairs_.size() < kMostPairs) {
    auto const end = std::min(encoded.find('&'), encoded.size());
    auto const pair = encoded.substr(0, end);
    encoded.remove_prefix(std::min(end + 1, encoded.size()));
    if (pair.empty()) continue;
    auto const equals = std::min(pair.find('='), pair.size());
    auto const value = pair.substr(std::min(equals + 1, pair.size()));
    out.add(decode_field(pair.substr(0, equals)), decode_field(value));
  }
  return out;
}

std::string_view Fields::get(std::string_view name) const {
  for (auto const& [n, value] : pairs_)
    if (n == name) return value;
  return {};
}

std::vector<std::string_view> Fields::all(std::string_view name) const {
  std::vector<std::string_view> out;
  for (auto const& [n, value] : pairs_)
    if (n == name) out.emplace_back(value);
  return out;
}

bool Fields::has(std::string_view name) const {
  return std::ranges::any_of(pairs_, [&](auto const& pair) { return pair.first == name; });
}

std::string Fields::encode() const {
  std::string out;
  for (auto const& [name, value] : pairs_) {
    if (!out.empty()) out += '&';
    out += url_encode(name) + '=' + url_encode(value);
  }
  return out;
}

}  // namespace cote::web
