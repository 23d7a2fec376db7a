// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/desk/rows_words.h"

#include <algorithm>

#include "guide/rules.h"

namespace cote::guide::desk::rows {
namespace {

constexpr std::size_t kLongest = 400;

std::string digits_of(std::string_view number) {
  std::string out;
  std::ranges::copy_if(number, std::back_inserter(out), [](char c) { return c >= '0' && c <= '9'; });
  return out;
}

}  // namespace

std::vector<std::string> folded_words(std::string_view text) {
  std::vector<std::string> out;
  auto const folded = rules::slug(text, kLongest);
  for (std::size_t from = 0; from < folded.size();) {
    auto const end = std::min(folded.find('-', from), folded.size());
    auto word = folded.substr(from, end - from);
    if (!word.empty() && std::ranges::find(out, word) == out.end()) out.push_back(std::move(word));
    from = end + 1;
  }
  return out;
}

std::string after_prefix(std::string_view prefix) {
  std::string out(prefix);
  while (!out.empty()) {
    char& last = out.back();
    if (last == '9') {
      last = 'a';
      return out;
    }
    if (last != 'z') {
      last = static_cast<char>(last + 1);
      return out;
    }
    out.pop_back();
  }
  return "zzzzzzzz";  // only a prefix of nothing but z comes here
}

std::vector<std::string> words_of(const Record& record) {
  std::string all;
  auto const add = [&](std::string_view text) { all.append(text).append(" "); };
  auto const& s = record.service;
  for (auto const& name : s.name.in) add(name.text);
  for (auto const& name : record.organisation.name.in) add(name.text);
  std::vector<std::string> numbers;
  auto const add_phones = [&](const std::vector<Phone>& phones) {
    for (auto const& phone : phones) numbers.push_back(digits_of(phone.number));
  };
  add_phones(s.phones);
  add_phones(record.organisation.phones);
  for (auto const& at : s.places) add_phones(at.phones);
  for (auto const& place : record.places) {
    add(place.address);
    add(place.postal_code);
    add(place.locality);
  }
  auto out = folded_words(all);
  for (auto& number : numbers)
    if (!number.empty() && std::ranges::find(out, number) == out.end()) out.push_back(std::move(number));
  return out;
}

}  // namespace cote::guide::desk::rows
