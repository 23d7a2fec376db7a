// SPDX-License-Identifier: AGPL-3.0-or-later
#include "history/reading.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

#include "history/rules.h"
#include "kernel/embedded.h"
#include "kernel/json.h"

namespace cote::history {
namespace {

[[noreturn]] void refuse(const std::string& where, const std::string& what) {
  throw std::runtime_error("history: " + where + ": " + what);
}

const json::array& array_at(const json::object& from, std::string_view key, const std::string& where) {
  auto const* found = from.if_contains(key);
  if (found == nullptr || !found->is_array()) refuse(where, "no list \"" + std::string(key) + "\"");
  return found->get_array();
}

const json::object& object_of(const json::value& value, const std::string& where) {
  if (!value.is_object()) refuse(where, "not an object");
  return value.get_object();
}

std::string text_at(const json::object& from, std::string_view key, const std::string& where) {
  auto text = json::text(from, key);
  if (text.empty()) refuse(where, "no \"" + std::string(key) + "\"");
  return text;
}

Wordings wordings_at(const json::object& from, std::string_view key, const std::string& where) {
  auto const* found = from.if_contains(key);
  if (found == nullptr || !found->is_object()) refuse(where, "no \"" + std::string(key) + "\"");
  Wordings out;
  for (auto const& [lang, text] : found->get_object()) {
    if (!text.is_string() || text.get_string().empty())
      refuse(where, "an empty \"" + std::string(key) + "\" in " + std::string(lang));
    out.push_back({std::string(lang), std::string(text.get_string())});
  }
  if (out.empty()) refuse(where, "no \"" + std::string(key) + "\"");
  return out;
}

std::optional<int> whole_number(const json::object& from, std::string_view key, int least, int most,
                                const std::string& where) {
  auto const* found = from.if_contains(key);
  if (found == nullptr) return std::nullopt;
  auto const number = found->is_int64() ? found->get_int64() : std::int64_t{-1};
  if (number < least || number > most) refuse(where, "\"" + std::string(key) + "\" is out of range");
  return static_cast<int>(number);
}

Theme theme_of(const json::value& value) {
  auto const& from = object_of(value, "themes");
  auto id = text_at(from, "id", "themes");
  auto label = wordings_at(from, "label", id);
  return {std::move(id), text_at(from, "icon", "themes"), std::move(label)};
}

Entry entry_of(const json::value& value, const std::vector<Theme>& themes) {
  auto const& from = object_of(value, "entries");
  Entry out;
  out.id = text_at(from, "id", "entries");
  auto const year = whole_number(from, "year", 1, 9999, out.id);
  if (!year) refuse(out.id, "no \"year\"");
  out.year = *year;
  out.month = whole_number(from, "month", 1, 12, out.id);
  out.day = whole_number(from, "day", 1, 31, out.id);
  for (auto const& theme : array_at(from, "themes", out.id)) {
    auto const* name = theme.if_string();
    if (name == nullptr || std::ranges::find(themes, std::string_view(*name), &Theme::id) == themes.end())
      refuse(out.id, "an unknown theme");
    out.themes.emplace_back(*name);
  }
  out.title = wordings_at(from, "title", out.id);
  out.text = wordings_at(from, "text", out.id);
  auto const* big = from.if_contains("big");
  out.big = big != nullptr && big->is_bool() && big->get_bool();
  out.room = text_at(from, "room", out.id);
  out.icon = text_at(from, "icon", out.id);
  return out;
}

}  // namespace

History read_history(std::string_view text) {
  std::string why;
  auto const document = json::parse(text, &why);
  if (!document) refuse("the file", why);
  auto const& from = object_of(*document, "the file");
  History out;
  out.source = text_at(from, "source", "the file");
  for (auto const& theme : array_at(from, "themes", "the file")) out.themes.push_back(theme_of(theme));
  std::set<std::string> seen;
  for (auto const& entry : array_at(from, "entries", "the file")) {
    out.entries.push_back(entry_of(entry, out.themes));
    if (!seen.insert(out.entries.back().id).second) refuse(out.entries.back().id, "this id comes twice");
  }
  out.entries = rules::by_date(std::move(out.entries));
  return out;
}

const History& shipped() {
  static const History history = [] {
    auto const text = embedded_data("history.json");
    if (!text) refuse("history.json", "not built into the program");
    return read_history(*text);
  }();
  return history;
}

}  // namespace cote::history
