// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "guide/views/parts.h"

namespace cote::guide::views {

using namespace cote::html;

namespace {

using std::chrono::days;
using std::chrono::floor;

// What a door sign says of one day.
Html day_words(const Reading& r, const hours::Day& day) {
  if (day.slots.empty()) return join(r.t("guide.hours.closed"));
  Html out;
  for (auto const& slot : day.slots) {
    if (!out.empty()) out += join(r.t("web.comma"));
    auto const whole = slot.to - slot.from >= days(1);
    if (slot.state == hours::State::unknown && whole) {
      out += join(r.t(slot.comment.empty() ? "guide.hours.unknown" : "guide.state.by_appointment"));
      continue;
    }
    out += span(cls("num"), say::slot(r.t, slot));
    if (slot.state == hours::State::unknown || !slot.comment.empty())
      out += join(" (", r.t("guide.state.by_appointment_short"), ")");
  }
  return out;
}

bool same(const hours::Day& a, const hours::Day& b) {
  if (a.holiday != b.holiday || a.slots.size() != b.slots.size()) return false;
  for (std::size_t i = 0; i < a.slots.size(); ++i) {
    auto const& x = a.slots[i];
    auto const& y = b.slots[i];
    auto const from_a = x.from - LocalMinute(a.date);
    auto const from_b = y.from - LocalMinute(b.date);
    if (from_a != from_b || x.to - x.from != y.to - y.from || x.state != y.state || x.comment != y.comment)
      return false;
  }
  return true;
}

std::vector<hours::Day> seven_from(const hours::Schedule& schedule, std::chrono::local_days today) {
  auto const monday = today - (std::chrono::weekday(today) - std::chrono::Monday);
  auto out = hours::week(schedule, monday);
  auto next = hours::week(schedule, monday + days(7));
  out.insert(out.end(), next.begin(), next.end());
  std::erase_if(out, [&](const hours::Day& d) { return d.date < today || d.date >= today + days(7); });
  return out;
}

std::string row_name(const Reading& r, std::span<const hours::Day> group) {
  auto const name = [&](const hours::Day& d) { return say::weekday(r.t, std::chrono::weekday(d.date)); };
  if (group.size() == 1) return name(group.front());
  if (group.size() == 2)
    return r.t("guide.hours.two_days", {{"first", name(group.front())}, {"last", name(group.back())}});
  return r.t("guide.hours.days", {{"first", name(group.front())}, {"last", name(group.back())}});
}

}  // namespace

Html week_table(const Reading& r, const hours::Schedule& schedule) {
  if (schedule.unknown()) return {};
  auto const today = floor<days>(r.now);
  auto const week = seven_from(schedule, today);
  bool const one_line =
      std::ranges::all_of(week, [&](const hours::Day& d) { return same(d, week.front()); }) &&
      week.front().slots.size() == 1 &&
      week.front().slots.front().to - week.front().slots.front().from >= days(1);
  if (one_line) {
    auto const open = week.front().slots.front().state == hours::State::open;
    return p(strong(open ? r.t("guide.state.open_always") : r.t("guide.state.by_appointment")));
  }
  Html rows;
  for (std::size_t i = 0; i < week.size();) {
    auto end = i + 1;
    // Today stands alone; other days that are alike share a line.
    while (i > 0 && end < week.size() && same(week[i], week[end])) ++end;
    std::span const group(week.data() + i, end - i);
    auto name = row_name(r, group);
    if (i == 0) name = r.t("guide.hours.today", {{"day", name}});
    rows += tr(i == 0 ? std::optional(cls("jour")) : std::nullopt, th(Attr("scope", "row"), name),
               td(day_words(r, week[i]), when(week[i].holiday, [&] {
                    return join(" ", span(cls("doux"), r.t("guide.hours.holiday")));
                  })));
    i = end;
  }
  return table(cls("heures"), tbody(rows));
}

}  // namespace cote::guide::views
