// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "guide/desk/rules.h"

namespace cote::guide::desk {
namespace {

/// "phones/2/number" is item 2 of "phones/", and "number".
struct Item {
  std::string list{};
  std::size_t index = 0;
  std::string rest{};
};
std::optional<Item> item_of(std::string_view path) {
  for (std::size_t from = 0; from < path.size();) {
    auto const end = std::min(path.find_first_of("/@", from), path.size());
    std::size_t index = 0;
    auto const [stop, error] = std::from_chars(path.data() + from, path.data() + end, index);
    if (error == std::errc() && stop == path.data() + end)
      return Item{std::string(path.substr(0, from)), index, std::string(path.substr(end))};
    from = end + 1;
  }
  return std::nullopt;
}

using Sizes = std::map<std::string, std::size_t>;
Sizes sizes(const Record& record) {
  Sizes out;
  for (auto const& field : fields_of(record))
    if (auto const item = item_of(field.path)) {
      auto& size = out[item->list];
      size = std::max(size, item->index + 1);
    }
  return out;
}

class Merging {
 public:
  Merging(const Record& base, const Record& theirs, const Record& yours)
      : base_sizes_(sizes(base)), their_sizes_(sizes(theirs)), out_{.record = theirs} {
    for (auto& d : differences(base, theirs)) theirs_.emplace(d.path, std::move(d));
    for (auto const& d : differences(base, yours)) {
      if (added(d.path)) {
        additions_.push_back({d.path, d.after});
      } else {
        change(d);
      }
    }
    add_items();
    apply();
  }
  Merged done() && { return std::move(out_); }

 private:
  [[nodiscard]] std::size_t base_size(const std::string& list) const {
    auto const found = base_sizes_.find(list);
    return found == base_sizes_.end() ? 0 : found->second;
  }
  /// A field of an item that `base` did not have.
  [[nodiscard]] bool added(std::string_view path) const {
    auto const item = item_of(path);
    return item && item->index >= base_size(item->list);
  }
  void change(const Difference& d) {
    auto const there = theirs_.find(d.path);
    if (there == theirs_.end()) {
      changes_.push_back({d.path, d.after});
    } else if (there->second.after != d.after) {
      out_.clashes.push_back({d.path, d.before, there->second.after, d.after});
    }
  }
  /// What you added comes after what they added, but for what you both added alike.
  void add_items() {
    std::map<std::pair<std::string, std::size_t>, std::map<std::string, std::string>> items;
    for (auto const& [path, value] : additions_) {
      auto const item = *item_of(path);
      items[{item.list, item.index}][item.rest] = value;
    }
    Sizes next = their_sizes_;
    for (auto const& [key, fields] : items) {
      auto const& list = key.first;
      auto const index = key.second;
      bool const alike = std::ranges::all_of(fields, [&](auto const& field) {
        auto const there = theirs_.find(fmt::format("{}{}{}", list, index, field.first));
        return there != theirs_.end() && there->second.after == field.second;
      });
      if (alike) continue;
      // A list of an item that moved keeps its own numbers; only the outermost moves.
      auto const at = place_of(list, index, next);
      for (auto const& [rest, value] : fields)
        changes_.push_back({fmt::format("{}{}{}", list, at, rest), value});
    }
  }
  /// "at/" and "places/" are two names of one list, and move together.
  static std::size_t place_of(const std::string& list, std::size_t index, Sizes& next) {
    auto& moved = next["moved " + (list == "at/" ? "places/" : list) + std::to_string(index)];
    if (moved == 0) moved = std::max(next[list], list == "at/" ? next["places/"] : 0) + 1;
    next[list] = std::max(next[list], moved);
    return moved - 1;
  }
  /// A change that no longer makes sense on what they made of it is for a person to decide.
  void apply() {
    for (;;) {
      auto applied = with(out_.record, changes_);
      if (applied) {
        out_.record = *std::move(applied);
        return;
      }
      std::set<std::string> bad;
      for (auto const& problem : applied.problems()) bad.insert(problem.field);
      auto const before = changes_.size();
      std::erase_if(changes_, [&](const FieldValue& c) {
        if (!bad.contains(c.path)) return false;
        auto const there = theirs_.find(c.path);
        out_.clashes.push_back({c.path, there == theirs_.end() ? "" : there->second.before,
                                there == theirs_.end() ? "" : there->second.after, c.value});
        return true;
      });
      if (changes_.size() == before) return;  // what is wrong is none of ours: theirs stands
    }
  }

  Sizes base_sizes_;
  Sizes their_sizes_;
  std::unordered_map<std::string, Difference> theirs_{};
  std::vector<FieldValue> changes_{};
  std::vector<FieldValue> additions_{};
  Merged out_;
};

}  // namespace

Merged merge(const Record& base, const Record& theirs, const Record& yours) {
  if (base == theirs) return {.record = yours, .clashes = {}};
  return Merging(base, theirs, yours).done();
}

}  // namespace cote::guide::desk
