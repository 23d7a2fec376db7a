// SPDX-License-Identifier: AGPL-3.0-or-later
#include "history/timeline.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

#include "history/rules.h"
#include "kernel/html.h"

namespace cote::history::timeline {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  escape_into(out, text);
  return out;
}

json::object words_of(std::string_view headline, std::string_view text) {
  json::object out;
  out["headline"] = escaped(headline);
  json::put(out, "text", escaped(text));
  return out;
}

json::object event_of(const Entry& entry, const History& history, std::string_view lang) {
  json::object date;
  date["year"] = entry.year;
  if (entry.month) date["month"] = *entry.month;
  if (entry.day) date["day"] = *entry.day;
  json::object out;
  out["start_date"] = std::move(date);
  out["text"] = words_of(rules::text(entry.title, lang), rules::text(entry.text, lang));
  if (!entry.themes.empty()) {
    auto const theme = std::ranges::find(history.themes, entry.themes.front(), &Theme::id);
    if (theme != history.themes.end()) out["group"] = rules::text(theme->label, lang);
  }
  out["unique_id"] = entry.id;
  json::object more;
  if (!entry.themes.empty()) more["themes"] = boost::json::value_from(entry.themes);
  json::put(more, "room", entry.room);
  json::put(more, "icon", entry.icon);
  if (entry.big) more["big"] = true;
  if (!more.empty()) out["coteacote"] = std::move(more);
  return out;
}

// Tags go, the five references that escape_into writes become what they stand for, spaces are trimmed.
std::string plain(std::string_view html) {
  static constexpr std::array<std::pair<std::string_view, char>, 6> kReferences = {
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&apos;", '\''}}};
  std::string out;
  while (!html.empty()) {
    if (html.front() == '<') {
      auto const end = html.find('>');
      if (end == std::string_view::npos) break;
      html.remove_prefix(end + 1);
      continue;
    }
    auto const reference =
        std::ranges::find_if(kReferences, [&](auto& r) { return html.starts_with(r.first); });
    out += reference == kReferences.end() ? html.front() : reference->second;
    html.remove_prefix(reference == kReferences.end() ? 1 : reference->first.size());
  }
  auto const from = out.find_first_not_of(" \t\r\n");
  if (from == std::string::npos) return {};
  return out.substr(from, out.find_last_not_of(" \t\r\n") - from + 1);
}

// TimelineJS writes numbers as numbers or as strings. None: absent or empty; -1: not a number.
std::optional<int> number_at(const json::object& from, std::string_view key) {
  auto const* found = from.if_contains(key);
  if (found == nullptr || found->is_null()) return std::nullopt;
  std::int64_t number = -1;
  if (found->is_string()) {
    std::string_view const text = found->get_string();
    if (text.empty()) return std::nullopt;
    auto const end = std::from_chars(text.data(), text.data() + text.size(), number);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return -1;
  } else if (auto const exact = boost::json::try_value_to<std::int64_t>(*found)) {
    number = *exact;
  }
  return number < 0 || number > 9999 ? -1 : static_cast<int>(number);
}

struct When {
  int year = 0;
  std::optional<int> month{};
  std::optional<int> day{};
  std::string wrong{};  // why it cannot be used; empty: it can
};

When when_of(const json::object& event) {
  auto const* date = event.if_contains("start_date");
  if (date == nullptr || !date->is_object()) return {.wrong = "no start_date"};
  auto const& from = date->get_object();
  When out{number_at(from, "year").value_or(0), number_at(from, "month"), number_at(from, "day"), {}};
  if (out.year < 1) return {.wrong = "start_date has no year from 1 to 9999"};
  if (out.day && !out.month) return {.wrong = "start_date has a day but no month"};
  using namespace std::chrono;
  auto const part = [](std::optional<int> n) {
    return static_cast<unsigned>(std::clamp(n.value_or(1), 0, 99));
  };
  if (!year_month_day{year{out.year}, month{part(out.month)}, day{part(out.day)}}.ok())
    return {.wrong = "start_date is no date"};
  return out;
}

std::vector<std::string> themes_of(const json::object& event, const std::string& group) {
  std::vector<std::string> out;
  auto const* more = event.if_contains("coteacote");
  auto const* themes =
      more != nullptr && more->is_object() ? more->get_object().if_contains("themes") : nullptr;
  if (themes != nullptr && themes->is_array())
    for (auto const& theme : themes->get_array())
      if (theme.is_string()) out.emplace_back(theme.get_string());
  if (out.empty() && !group.empty()) out.push_back(group);
  return out;
}

struct Taken {
  Entry entry{};
  std::string group{};  // what the source calls its main theme
  std::string wrong{};
};

Taken take(const json::object& event, std::string_view lang) {
  auto const when = when_of(event);
  if (!when.wrong.empty()) return {.wrong = when.wrong};
  auto const* words = event.if_contains("text");
  auto const* told = words != nullptr ? words->if_object() : nullptr;
  auto const headline = told != nullptr ? plain(json::text(*told, "headline")) : std::string();
  if (headline.empty()) return {.wrong = "no headline"};
  Taken out;
  out.group = plain(json::text(event, "group"));
  auto& entry = out.entry;
  entry.id = json::text(event, "unique_id");
  entry.year = when.year;
  entry.month = when.month;
  entry.day = when.day;
  entry.themes = themes_of(event, out.group);
  entry.title = {{std::string(lang), headline}};
  if (auto text = plain(json::text(*told, "text")); !text.empty())
    entry.text = {{std::string(lang), std::move(text)}};
  auto const* more = event.if_contains("coteacote");
  if (more == nullptr || !more->is_object()) return out;
  entry.room = json::text(more->get_object(), "room");
  entry.icon = json::text(more->get_object(), "icon");
  auto const* big = more->get_object().if_contains("big");
  entry.big = big != nullptr && big->is_bool() && big->get_bool();
  return out;
}

// The themes known so far and those of one more entry, its main one named by `group`.
std::vector<Theme> with_themes(std::vector<Theme> known, const Taken& taken, std::string_view lang) {
  for (auto const& id : taken.entry.themes) {
    auto at = std::ranges::find(known, id, &Theme::id);
    if (at == known.end()) at = known.insert(at, Theme{id, {}, {}});
    if (id == taken.entry.themes.front() && at->label.empty() && !taken.group.empty())
      at->label = {{std::string(lang), taken.group}};
  }
  return known;
}

std::string source_of(const json::object& root) {
  auto const* title = root.if_contains("title");
  auto const* slide = title != nullptr ? title->if_object() : nullptr;
  auto const* words = slide != nullptr ? slide->if_contains("text") : nullptr;
  return words != nullptr && words->is_object() ? plain(json::text(words->get_object(), "text"))
                                                : std::string();
}

}  // namespace

json::object write(const History& history, std::string_view lang, std::string_view title) {
  json::array events;
  for (auto const& entry : history.entries) events.emplace_back(event_of(entry, history, lang));
  json::object out;
  if (!title.empty()) {
    json::object slide;
    slide["text"] = words_of(title, history.source);
    out["title"] = std::move(slide);
  }
  out["events"] = std::move(events);
  return out;
}

Read read(std::string_view text, std::string_view lang) {
  Read out;
  std::string why;
  auto const document = json::parse(text, &why);
  auto const* root = document ? document->if_object() : nullptr;
  auto const* events = root != nullptr ? root->if_contains("events") : nullptr;
  if (events == nullptr || !events->is_array()) {
    out.rejects.push_back({"document", "", document ? "there is no list of events" : why});
    return out;
  }
  std::set<std::string> seen;
  for (auto const& value : events->get_array()) {
    auto const where = "events[" + std::to_string(out.records++) + "]";
    auto const* event = value.if_object();
    auto taken = event == nullptr ? Taken{.wrong = "not an object"} : take(*event, lang);
    if (taken.wrong.empty() && taken.entry.id.empty())
      taken.entry.id = std::to_string(taken.entry.year) + "-" + std::to_string(out.records);
    if (taken.wrong.empty() && !seen.insert(taken.entry.id).second)
      taken.wrong = "this unique_id came before";
    if (!taken.wrong.empty()) {
      out.rejects.push_back({where, event == nullptr ? "" : json::text(*event, "unique_id"), taken.wrong});
      continue;
    }
    out.history.themes = with_themes(std::move(out.history.themes), taken, lang);
    out.history.entries.push_back(std::move(taken.entry));
  }
  out.history.entries = rules::by_date(std::move(out.history.entries));
  out.history.source = source_of(*root);
  return out;
}

}  // namespace cote::history::timeline
