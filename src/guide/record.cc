// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/record.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "guide/codes.h"
#include "guide/record_lists.h"
#include "guide/record_slots.h"

namespace cote::guide {
namespace {

using record::Slot;
using Values = std::vector<FieldValue>;
using Places = std::unordered_map<std::string_view, std::size_t>;

Places positions(const Values& fields) {
  Places out;
  for (std::size_t i = 0; i < fields.size(); ++i) out.emplace(fields[i].path, i);
  return out;
}

/// May a translation into `lang` be added?
bool sayable(std::string_view lang, const Record& record) {
  return lang.size() >= 2 && lang.size() <= 35 && lang != record.service.source_lang &&
         std::ranges::all_of(lang, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
         });
}

class Change {
 public:
  explicit Change(const Record& before) : record_(before), before_(before) {}

  Result<Record> make(const Values& changes) {
    record::grow(record_, changes);
    add_languages(changes);
    auto slots = record::slots(record_);
    std::unordered_map<std::string_view, Slot*> by_path;
    for (auto& slot : slots) by_path.emplace(slot.path, &slot);
    for (auto const& change : changes) {
      auto const found = by_path.find(change.path);
      if (found == by_path.end()) {
        problem(change.path, "field.problem.unknown");
      } else {
        apply(*found->second, change.value);
      }
    }
    check_whole();
    if (!problems_.empty()) return problems_;
    same_place_same_facts();
    record::shrink(record_, before_);
    for (auto const& slot : record::slots(record_))
      if (slot.wordings != nullptr) std::erase_if(slot.wordings->in, is_new_and_empty);
    return std::move(record_);
  }

 private:
  static bool is_new_and_empty(const Wording& w) { return w.text.empty() && w.source_hash == kJustAdded; }

  void problem(const std::string& path, std::string key) {
    problems_.push_back({.field = path, .key = std::move(key), .args = {}});
  }

  /// A wording that nobody wrote yet has no slot: an empty one is put there to be found.
  void add_languages(const Values& changes) {
    std::set<std::pair<std::string, std::string>> wanted;
    for (auto const& change : changes) {
      auto const [path, lang] = record::split(change.path);
      if (sayable(lang, record_)) wanted.emplace(path, lang);
    }
    if (wanted.empty()) return;
    for (auto const& slot : record::slots(record_)) {
      if (slot.wordings == nullptr) continue;
      auto& in = slot.wordings->in;
      for (auto at = wanted.lower_bound({slot.path, ""}); at != wanted.end() && at->first == slot.path; ++at)
        if (std::ranges::find(in, at->second, &Wording::lang) == in.end())
          in.push_back({at->second, "", Origin::human, kJustAdded});
    }
  }

  void apply(Slot& slot, const std::string& given) {
    auto const now = slot.get();
    if (given == now) return;
    // An item that goes away takes its choices along; they cannot be emptied one by one.
    if (slot.kind == record::Kind::choice && given.empty() && in_list(slot.path)) return;
    auto const value = record::tidy(slot, given);
    auto const key = record::trouble(slot, value);
    if (!key.empty()) {
      problem(slot.path, key);
    } else if (value != now) {
      slot.set(value);
    }
  }

  static bool in_list(std::string_view path) { return path.find_first_of("0123456789") != path.npos; }

  /// What one field alone cannot know. Only what this change made wrong is told.
  void check_whole() {
    auto const& s = record_.service;
    auto const& b = before_.service;
    if (s.name.empty() && !b.name.empty()) problem("name", "field.problem.required");
    auto const backwards = [](const Service& x) {
      return x.status_from && x.status_until && *x.status_until < *x.status_from;
    };
    if (backwards(s) && !backwards(b)) problem("status_until", "field.problem.before_start");
    auto const ages = [](const Service& x) { return x.min_age && x.max_age && *x.max_age < *x.min_age; };
    if (ages(s) && !ages(b)) problem("max_age", "field.problem.less_than_least");
  }

  /// A service may be twice at one place: what is said of the place is said once.
  void same_place_same_facts() {
    for (std::size_t i = 0; i < before_.places.size(); ++i) {
      if (record_.places[i] == before_.places[i]) continue;
      for (std::size_t k = 0; k < before_.places.size(); ++k)
        if (record_.places[k].id == record_.places[i].id && record_.places[k] == before_.places[k])
          record_.places[k] = record_.places[i];
    }
  }

  static constexpr const char* kJustAdded = "new";
  Record record_;
  const Record& before_;
  Problems problems_{};
};

}  // namespace

std::vector<FieldValue> fields_of(const Record& record) {
  auto copy = record;
  std::vector<FieldValue> out;
  for (auto const& slot : record::slots(copy)) out.push_back({slot.path, slot.get()});
  return out;
}

Result<Record> with(const Record& record, const std::vector<FieldValue>& changes) {
  return Change(record).make(changes);
}

std::vector<Difference> differences(const Record& before, const Record& after) {
  auto const old_fields = fields_of(before);
  auto const new_fields = fields_of(after);
  auto const old_at = positions(old_fields);
  auto const new_at = positions(new_fields);
  std::vector<Difference> out;
  auto const gone = [&](std::size_t& i) {
    for (; i < old_fields.size() && !new_at.contains(old_fields[i].path); ++i)
      if (!old_fields[i].value.empty()) out.push_back({old_fields[i].path, old_fields[i].value, ""});
  };
  std::size_t i = 0;
  for (auto const& field : new_fields) {
    gone(i);
    auto const was = old_at.find(field.path);
    auto const before_text = was == old_at.end() ? std::string() : old_fields[was->second].value;
    if (before_text != field.value) out.push_back({field.path, before_text, field.value});
    if (was != old_at.end()) i = std::max(i, was->second + 1);
  }
  gone(i);
  return out;
}

std::string label_key(std::string_view path) {
  constexpr std::string_view kOfProvenance[] = {"verified_on", "verified_by", "verified_how",
                                                "next_review", "source",      "source_url",
                                                "confidence",  "as_of_year",  "as_of"};
  path = record::split(path).path;
  if (auto const phones = path.rfind("phones/"); phones != std::string_view::npos) path.remove_prefix(phones);
  auto const last = path.substr(path.rfind('/') + 1);
  if (std::ranges::find(kOfProvenance, last) != std::end(kOfProvenance)) path = last;
  std::string out = "field";
  while (!path.empty()) {
    auto const end = std::min(path.find('/'), path.size());
    auto const part = path.substr(0, end);
    if (part.find_first_not_of("0123456789") != std::string_view::npos) out.append(".").append(part);
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return out;
}

}  // namespace cote::guide
