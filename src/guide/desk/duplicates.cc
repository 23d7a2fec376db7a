// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/desk/duplicates.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "guide/desk/rows_words.h"
#include "guide/rules.h"

namespace cote::guide::desk {
namespace {

/// A word, number or address that more records have than this says nothing about who is whom.
constexpr std::size_t kCommon = 40;
constexpr double kNearMetres = 150;

/// Words that any service of the kind has: they make names alike without making services alike.
bool says_little(const std::string& word) {
  static const std::set<std::string> kWords = {"de",  "la",  "le", "les", "du",      "des",    "et",  "l",
                                               "d",   "a",   "au", "aux", "pour",    "en",     "sur", "asbl",
                                               "vzw", "the", "of", "and", "service", "centre", "un",  "une"};
  return word.size() < 2 || kWords.contains(word);
}

void add_once(std::vector<std::string>& list, std::string text) {
  if (!text.empty() && std::ranges::find(list, text) == list.end()) list.push_back(std::move(text));
}

/// The last eight digits: +32 81 71 35 18 and 081/71.35.18 are one line.
std::string line_of(std::string_view number) {
  std::string digits;
  for (char const c : number)
    if (c >= '0' && c <= '9') digits += c;
  return digits.size() < 8 ? "" : digits.substr(digits.size() - 8);
}

/// "https://www.example.org/a/" is "example.org/a".
std::string site_of(std::string_view url) {
  for (std::string_view const begin : {"https://", "http://", "www."})
    if (url.starts_with(begin)) url.remove_prefix(begin.size());
  while (url.ends_with('/')) url.remove_suffix(1);
  return std::string(url);
}

std::optional<std::string> shared(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  for (auto const& x : a)
    if (std::ranges::find(b, x) != b.end()) return x;
  return std::nullopt;
}

/// The share of common words: twice the common ones in both (Dice).
double share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return 0;
  auto const common =
      std::ranges::count_if(a, [&](auto const& w) { return std::ranges::find(b, w) != b.end(); });
  return 2.0 * static_cast<double>(common) / static_cast<double>(a.size() + b.size());
}

/// Metres on a sphere (haversine, mean radius 6,371 km).
double metres(std::pair<double, double> a, std::pair<double, double> b) {
  constexpr double kRadians = std::numbers::pi / 180;
  auto const half = [](double x) { return std::sin(x / 2) * std::sin(x / 2); };
  auto const h = half((b.first - a.first) * kRadians) + std::cos(a.first * kRadians) *
                                                            std::cos(b.first * kRadians) *
                                                            half((b.second - a.second) * kRadians);
  return 2 * 6'371'000 * std::asin(std::sqrt(std::min(h, 1.0)));
}

std::optional<double> nearest(const Likeness& a, const Likeness& b) {
  std::optional<double> out;
  for (auto const& x : a.points)
    for (auto const& y : b.points) {
      auto const far = metres(x, y);
      if (!out || far < *out) out = far;
    }
  return out;
}

}  // namespace

Likeness likeness(const Service& service, const Organisation* organisation,
                  const std::vector<const Place*>& places) {
  Likeness out{.id = service.id.text,
               .name = std::string(rules::text(service.name, service.source_lang)),
               .organisation = service.organisation};
  for (auto& word : rows::folded_words(out.name))
    if (!says_little(word)) add_once(out.words, std::move(word));
  for (auto const& phone : service.phones) add_once(out.phones, line_of(phone.number));
  for (auto const& at : service.places)
    for (auto const& phone : at.phones) add_once(out.phones, line_of(phone.number));
  if (organisation != nullptr && service.phones.empty())
    for (auto const& phone : organisation->phones) add_once(out.phones, line_of(phone.number));
  add_once(out.sites, site_of(service.url));
  add_once(out.sites, service.email);
  for (auto const* place : places) {
    if (!place->address.empty())
      add_once(out.addresses, rules::slug(place->address + " " + place->postal_code, 200));
    bool const precise = place->precision == Precision::exact || place->precision == Precision::street;
    if (precise && place->lat && place->lon) out.points.emplace_back(*place->lat, *place->lon);
  }
  return out;
}

Pair compare(const Likeness& a, const Likeness& b) {
  Pair pair{.a = a.id, .b = b.id};
  auto const add = [&](std::string key, int points, std::string detail) {
    pair.score += points;
    pair.reasons.push_back({std::move(key), points, std::move(detail)});
  };
  auto const names = share(a.words, b.words);
  auto const address = shared(a.addresses, b.addresses);
  auto const phone = shared(a.phones, b.phones);
  auto const site = shared(a.sites, b.sites);
  if (names < 0.5 && !(address && phone)) return pair;
  if (names >= 0.5)
    add("duplicate.name", static_cast<int>(std::lround(names * 45)), fmt::format("{:.0f} %", names * 100));
  if (address) add("duplicate.address", 25, *address);
  if (phone) add("duplicate.phone", 20, *phone);
  if (site) add("duplicate.web", 15, *site);
  if (auto const far = nearest(a, b); !address && far && *far <= kNearMetres)
    add("duplicate.near", 10, fmt::format("{:.0f} m", *far));
  if (!a.organisation.empty() && a.organisation == b.organisation && names < 0.99)
    add("duplicate.same_house", -25, "");
  pair.score = std::clamp(pair.score, 0, 100);
  return pair;
}

std::vector<Pair> duplicates(std::span<const Likeness> records, std::size_t most) {
  std::unordered_map<std::string, std::vector<std::size_t>> holders;
  for (std::size_t i = 0; i < records.size(); ++i) {
    auto const hold = [&](char kind, const std::vector<std::string>& keys) {
      for (auto const& key : keys) holders[kind + key].push_back(i);
    };
    hold('a', records[i].addresses);
    hold('p', records[i].phones);
    hold('s', records[i].sites);
    hold('w', records[i].words);
  }
  std::set<std::pair<std::size_t, std::size_t>> candidates;
  for (auto const& [key, list] : holders) {
    if (list.size() > kCommon) continue;
    for (std::size_t i = 0; i < list.size(); ++i)
      for (std::size_t k = i + 1; k < list.size(); ++k) candidates.emplace(list[i], list[k]);
  }
  std::vector<Pair> out;
  for (auto const& [i, k] : candidates)
    if (auto pair = compare(records[i], records[k]); pair.score >= kLikely) out.push_back(std::move(pair));
  std::ranges::sort(out, [](const Pair& x, const Pair& y) {
    return std::tie(y.score, x.a, x.b) < std::tie(x.score, y.a, y.b);
  });
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace cote::guide::desk
