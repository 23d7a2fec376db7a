// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/export/opening_specification.h"

#include <algorithm>
#include <map>
#include <vector>

#include "guide/hsds/schedule.h"
#include "kernel/time.h"

namespace cote::guide::exporting {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using Slots = std::vector<hsds::Slot>;

constexpr int kDaysAhead = 60;
constexpr std::string_view kNames[7] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};

int weekday_of(local_days day) { return static_cast<int>(std::chrono::weekday(day).iso_encoding()) - 1; }

std::string clock(int minute) {
  // The end of the day is 23:59 in schema.org's examples; 00:00 would be its beginning.
  return minute == 1440 ? "23:59" : hsds::clock_text(minute % 1440);
}

std::map<local_days, Slots> coming_days(const hours::Schedule& schedule, local_days from) {
  std::map<local_days, Slots> out;
  auto monday = from - days(weekday_of(from));
  for (; monday < from + days(kDaysAhead); monday += days(7))
    for (auto const& day : hours::week(schedule, monday)) {
      if (day.date < from || day.date >= from + days(kDaysAhead)) continue;
      auto& slots = out[day.date];
      auto const base = std::chrono::time_point_cast<std::chrono::minutes>(day.date);
      for (auto const& slot : day.slots)
        if (slot.state == hours::State::open)
          slots.push_back(
              {static_cast<int>((slot.from - base).count()), static_cast<int>((slot.to - base).count())});
    }
  return out;
}

/// How most of the coming Mondays are, if more than half of them are alike; and so on.
std::optional<Slots> usual(const std::map<local_days, Slots>& coming, int weekday) {
  std::map<Slots, int> seen;
  int all = 0;
  for (auto const& [date, slots] : coming)
    if (weekday_of(date) == weekday) {
      ++seen[slots];
      ++all;
    }
  for (auto const& [slots, count] : seen)
    if (count * 2 > all) return slots;
  return std::nullopt;
}

json::object specification(const hsds::Slot& slot) {
  return {{"@type", "OpeningHoursSpecification"}, {"opens", clock(slot.from)}, {"closes", clock(slot.to)}};
}

void add_special(json::array& out, local_days date, const Slots& slots) {
  auto const day = iso(Date(date));
  auto const put = [&](json::object object) {
    object["validFrom"] = day;
    object["validThrough"] = day;
    out.push_back(std::move(object));
  };
  for (auto const& slot : slots) put(specification(slot));
  if (slots.empty()) put({{"@type", "OpeningHoursSpecification"}, {"opens", "00:00"}, {"closes", "00:00"}});
}

}  // namespace

json::array opening_specification(const hours::Schedule& schedule, local_days from) {
  json::array out;
  if (schedule.unknown()) return out;
  auto const coming = coming_days(schedule, from);
  bool const ever = std::ranges::any_of(coming, [](auto const& day) { return !day.second.empty(); });
  if (!ever) return out;
  std::vector<std::optional<Slots>> week;
  std::map<hsds::Slot, json::array> regular;
  for (int weekday = 0; weekday < 7; ++weekday) {
    week.push_back(usual(coming, weekday));
    if (week.back())
      for (auto const& slot : *week.back()) regular[slot].push_back(json::value(kNames[weekday]));
  }
  for (auto& [slot, names] : regular) {
    auto object = specification(slot);
    object["dayOfWeek"] = std::move(names);
    out.push_back(std::move(object));
  }
  for (auto const& [date, slots] : coming) {
    auto const& as_usual = week[static_cast<std::size_t>(weekday_of(date))];
    if (as_usual ? slots != *as_usual : !slots.empty()) add_special(out, date, slots);
  }
  return out;
}

}  // namespace cote::guide::exporting
