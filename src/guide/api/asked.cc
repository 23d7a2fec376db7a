// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/api/asked.h"

#include <charconv>
#include <chrono>
#include <cmath>

#include "guide/hsds/names.h"
#include "kernel/id.h"

namespace cote::guide::api {
namespace {

constexpr double kFarthest = 1e6;  // metres: farther is everywhere
constexpr std::size_t kLongestSearch = 200;

std::optional<double> number(std::string_view text) {
  double value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

struct Reading {
  const web::Visit& visit;
  const Snapshot& snapshot;
  Time now{};
  Asked asked{};
  Problems problems{};

  [[nodiscard]] std::string_view get(std::string_view name) const { return visit.query.get(name); }
  void wrong(std::string_view field, std::string_view key,
             std::vector<std::pair<std::string, std::string>> args = {}) {
    problems.push_back({std::string(field), std::string(key), std::move(args)});
  }
  void flag(std::string_view name, bool& into) {
    if (!visit.query.has(name)) return;
    auto const text = get(name);
    if (text == "true" || text == "1" || text.empty())
      into = true;
    else if (text != "false" && text != "0")
      wrong(name, "api.bad_flag");
  }
  void whole(std::string_view name, std::size_t most, std::size_t& into) {
    auto const text = get(name);
    if (text.empty()) return;
    std::size_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < 1 || value > most)
      return wrong(name, "api.bad_number", {{"least", "1"}, {"most", std::to_string(most)}});
    into = value;
    asked.paged = true;
  }
  void uuid(std::string_view name, std::string& into) {
    auto const text = get(name);
    if (text.empty()) return;
    if (!is_uuid(text)) return wrong(name, "api.bad_id");
    into = hsds::uuid_or(text, "");
  }
  void instant(std::string_view name, std::optional<Time>& into) {
    auto const text = get(name);
    if (text.empty()) return;
    into = parse_time(text);
    if (auto const day = parse_date(text); !into && day)
      into = to_utc(LocalMinute(std::chrono::sys_days(*day).time_since_epoch()));
    if (!into) wrong(name, "api.bad_time");
  }
  void open_at() {
    auto const text = get("open_at");
    if (text.empty()) return;
    asked.open_at = text == "now" ? to_local(now) : parse_local(text);
    if (auto const at = parse_time(text); !asked.open_at && at) asked.open_at = to_local(*at);
    if (!asked.open_at) wrong("open_at", "api.bad_time");
  }
  void languages() {
    asked.lang = visit.lang->tag;
    if (auto const lang = get("lang"); !lang.empty()) {
      if (find_language(lang) == nullptr)
        wrong("lang", "api.bad_lang");
      else
        asked.lang = lang;
    }
    for (auto const text : visit.query.all("language")) {
      if (text.empty()) continue;
      if (auto tag = hsds::language_tag(text))
        asked.spoken.push_back(std::move(*tag));
      else
        wrong("language", "api.bad_lang");
    }
  }
  void coordinate(std::string_view name, double most, std::optional<float>& into) {
    auto const text = get(name);
    if (text.empty()) return;
    auto const value = number(text);
    auto const limit = std::to_string(static_cast<int>(most));
    if (!value || std::abs(*value) > most)
      return wrong(name, "api.bad_number", {{"least", "-" + limit}, {"most", limit}});
    into = static_cast<float>(*value);
  }
  void place() {
    asked.postcode = get("postcode");
    std::optional<float> lat;
    std::optional<float> lon;
    coordinate("lat", 90, lat);
    coordinate("lon", 180, lon);
    if (lat && lon) asked.centre = search::Point{*lat, *lon};
    if (get("lat").empty() != get("lon").empty())
      wrong(get("lat").empty() ? "lat" : "lon", "api.lat_and_lon");
    auto const proximity = get("proximity");
    if (!asked.postcode.empty()) {
      auto const spot = snapshot.locate(asked.postcode);
      if (!spot)
        wrong("postcode", "api.unknown_place");
      else if (!proximity.empty() && !asked.centre)
        asked.centre = spot->point;
    }
    if (proximity.empty()) return;
    auto const metres = number(proximity);
    if (!metres || *metres <= 0 || *metres > kFarthest)
      return wrong("proximity", "api.bad_number", {{"least", "1"}, {"most", "1000000"}});
    asked.within_km = *metres / 1000;
    if (!asked.centre && problems.empty()) wrong("proximity", "api.near_what");
  }
  void format() {
    auto const text = get("format");
    if (text == "ndjson")
      asked.ndjson = true;
    else if (!text.empty() && text != "json")
      wrong("format", "api.bad_format");
  }
};

}  // namespace

Result<Asked> ask(const web::Visit& visit, const Snapshot& snapshot, Time now) {
  Reading r{visit, snapshot, now};
  r.whole("page", 1'000'000, r.asked.page);
  r.whole("per_page", kMostPerPage, r.asked.per_page);
  r.flag("full", r.asked.full);
  r.flag("minimal", r.asked.minimal);
  r.flag("full_service", r.asked.full_service);
  r.flag("top_only", r.asked.top_only);
  r.format();
  r.languages();
  r.asked.search = r.get("search");
  if (r.asked.search.size() > kLongestSearch)
    r.wrong("search", "api.too_long", {{"most", std::to_string(kLongestSearch)}});
  r.uuid("organization_id", r.asked.organisation);
  r.uuid("taxonomy_term_id", r.asked.term);
  r.uuid("taxonomy_id", r.asked.taxonomy);
  r.uuid("parent_id", r.asked.parent);
  r.instant("modified_after", r.asked.modified_after);
  r.instant("since", r.asked.since);
  r.open_at();
  r.place();
  if (!r.problems.empty()) return r.problems;
  return r.asked;
}

}  // namespace cote::guide::api
