// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/lang.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include <boost/json.hpp>

#include "kernel/embedded.h"

namespace cote {
namespace {

struct Placed {
  Lang lang{};
  int position = 0;
};

std::string meta(const boost::json::object& file, std::string_view key, std::string_view path) {
  auto const* const value = file.if_contains(key);
  if (value == nullptr || !value->is_string())
    throw std::runtime_error("text/" + std::string(path) + " lacks " + std::string(key));
  return std::string(value->get_string());
}

std::vector<Lang> read_languages() {
  std::vector<Placed> found;
  for (auto const& file : embedded_texts()) {
    if (file.path.starts_with("desk/")) continue;  // sentences of the work pages, not one more language
    auto const tag = file.path.substr(0, file.path.find('.'));
    if (tag == "zz") continue;  // the pseudo-language of the tests is nobody's
    auto const root = boost::json::parse(file.bytes);
    auto const& keys = root.as_object();
    found.push_back({{.tag = std::string(tag),
                      .name = meta(keys, "_meta.name", file.path),
                      .rtl = meta(keys, "_meta.dir", file.path) == "rtl"},
                     std::atoi(meta(keys, "_meta.position", file.path).c_str())});
  }
  std::ranges::stable_sort(found, {}, [](const Placed& p) { return p.lang.tag == "fr" ? -1 : p.position; });
  if (found.empty() || found.front().lang.tag != "fr") throw std::runtime_error("text/fr.json is missing");
  std::vector<Lang> out;
  for (auto& p : found) out.push_back(std::move(p.lang));
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Thousandths: "0.8" is 800, no weight is 1000, nonsense is 0.
int quality(std::string_view parameters) {
  auto const at = parameters.find("q=");
  if (at == std::string_view::npos) return 1000;
  auto const value = trim(parameters.substr(at + 2, parameters.find(';', at) - at - 2));
  if (value.empty() || (value[0] != '0' && value[0] != '1')) return 0;
  int thousandths = (value[0] - '0') * 1000;
  int weight = 100;
  for (std::size_t i = 2; i < value.size() && weight > 0; ++i, weight /= 10) {
    if (value[i] < '0' || value[i] > '9') return 0;
    thousandths += (value[i] - '0') * weight;
  }
  return std::min(thousandths, 1000);
}

bool same_letters(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return (x | 0x20) == (y | 0x20); });
}

}  // namespace

std::span<const Lang> languages() {
  static const std::vector<Lang> all = read_languages();
  return all;
}

const Lang* find_language(std::string_view tag) {
  auto const all = languages();
  auto const at = std::ranges::find(all, tag, &Lang::tag);
  return at == all.end() ? nullptr : &*at;
}

const Lang& negotiate(std::string_view accept_language) {
  auto const all = languages();
  const Lang* best = &all.front();
  int best_quality = 0;
  for (std::size_t seen = 0; seen < 50 && !accept_language.empty(); ++seen) {
    auto const comma = accept_language.find(',');
    auto const range = trim(accept_language.substr(0, comma));
    accept_language.remove_prefix(comma == std::string_view::npos ? accept_language.size() : comma + 1);
    auto const semicolon = range.find(';');
    auto const primary = trim(range.substr(0, std::min(semicolon, range.find('-'))));
    int const q = semicolon == std::string_view::npos ? 1000 : quality(range.substr(semicolon));
    if (q <= best_quality) continue;
    auto const at = std::ranges::find_if(all, [&](const Lang& l) { return same_letters(l.tag, primary); });
    if (at == all.end()) continue;
    best = &*at;
    best_quality = q;
  }
  return *best;
}

bool is_rtl(std::string_view tag) {
  static constexpr std::array kLeftward = {"ar", "ckb", "fa", "he", "prs", "ps",
                                           "ur", "arc", "dv", "ug", "yi"};
  auto const primary = tag.substr(0, tag.find('-'));
  return std::ranges::find(kLeftward, primary) != kLeftward.end();
}

}  // namespace cote
