// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/dates/sessions.h"

#include <algorithm>

namespace cote::activities::dates {
namespace {

// With every day closed a pattern would be followed to its horizon; this many times withheld is past any use.
constexpr std::size_t kMostWithheld = 1'000;

Problems slip(std::string field, std::string key) { return {{std::move(field), std::move(key), {}}}; }

bool endless(const Pattern& pattern) {
  auto const& rule = pattern.when.rule;
  return rule && !rule->count && !rule->until && !pattern.keep;
}

}  // namespace

std::optional<Withheld> Calendar::withheld(std::chrono::local_days day) const {
  if (holidays) {
    if (auto const found = holiday_on(day)) return Withheld{found, {}};
  }
  for (auto const& each : closures)
    if (std::chrono::local_days(each.from) <= day && day <= std::chrono::local_days(each.to))
      return Withheld{std::nullopt, each.words};
  return std::nullopt;
}

namespace {

// The times of the rule alone, as many as are wanted.
Problems follow(Pattern pattern, const Calendar& calendar, Plan& out) {
  auto& when = pattern.when;
  if (when.rule) {
    when.added.clear();
    if (pattern.keep) when.rule->count.reset();
  }
  Occurrences times(when);
  auto const most = kMostSessions + (pattern.keep ? kMostWithheld : 0);
  int held = 0;
  while (!pattern.keep || held < *pattern.keep) {
    auto const at = times.next();
    if (!at) break;
    auto why = calendar.withheld(day_of(*at));
    held += why ? 0 : 1;
    out.times.push_back({*at, std::move(why)});
    if (out.times.size() > most || held > static_cast<int>(kMostSessions))
      return slip("rule", "dates.too_many");
  }
  if (pattern.keep && when.rule) out.missing = *pattern.keep - held;
  return {};
}

}  // namespace

Result<Plan> plan(const Pattern& pattern, const Calendar& calendar) {
  if (pattern.keep && *pattern.keep < 1) return slip("keep", "dates.keep");
  if (endless(pattern)) return slip("rule", "dates.endless");
  Plan out;
  if (auto wrong = follow(pattern, calendar, out); !wrong.empty()) return wrong;
  auto const& when = pattern.when;
  for (auto const at : when.rule ? when.added : std::vector<LocalMinute>{})
    if (std::find(when.removed.begin(), when.removed.end(), at) == when.removed.end())
      out.times.push_back({at, calendar.withheld(day_of(at))});
  auto const earlier = [](const Planned& a, const Planned& b) { return a.starts < b.starts; };
  auto const same = [](const Planned& a, const Planned& b) { return a.starts == b.starts; };
  std::sort(out.times.begin(), out.times.end(), earlier);
  out.times.erase(std::unique(out.times.begin(), out.times.end(), same), out.times.end());
  if (out.times.empty()) return slip("rule", "dates.never");
  if (out.times.size() > kMostSessions + kMostWithheld) return slip("rule", "dates.too_many");
  return out;
}

}  // namespace cote::activities::dates
