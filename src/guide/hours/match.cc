// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cstdlib>

#include "guide/hours/rules.h"

namespace cote::guide::hours {

namespace ch = std::chrono;

ch::local_days DatePoint::in(int current_year) const {
  const int y = year != 0 ? year : current_year;
  switch (kind) {
    case Kind::easter:
      return easter(y) + ch::days(offset);
    case Kind::nth:
      return nth_weekday(y, month, nth.weekday, nth.nth) + ch::days(offset);
    case Kind::date:
      break;
  }
  return ch::local_days(ch::year(y) / static_cast<int>(month) / static_cast<int>(date));
}

namespace {

bool holds(const DateRange& range, const DayFacts& day) {
  const auto from = range.from.in(day.year);
  if (range.single) return day.day == from;
  const auto last = range.to.in(day.year);
  // A range that ends at easter ends as that day begins: so OSM's reference reader takes it.
  const auto end = range.to.kind == DatePoint::Kind::easter ? last : last + ch::days(1);
  if (end < from) return day.day < end || day.day >= from;
  if (day.day < from || day.day >= end) return false;
  return (day.day - from).count() % static_cast<int>(range.step) == 0;
}

bool holds(const NthWeekday& nth, const DayFacts& day) {
  if (nth.offset == 0)
    return day.weekday == nth.weekday && (nth.nth > 0 ? day.nth == nth.nth : day.nth_from_end == nth.nth);
  const auto base = facts_of(day.day - ch::days(nth.offset));
  return holds(NthWeekday{nth.weekday, nth.nth, 0}, base);
}

template <class List, class Test>
bool any(const List& list, Test test) {
  return std::any_of(list.begin(), list.end(), test);
}

bool in_dates(const Rule& rule, const DayFacts& day) {
  if (rule.months == 0 && rule.dates.empty()) return true;
  return (rule.months >> (day.month - 1) & 1U) != 0 ||
         any(rule.dates, [&](const DateRange& range) { return holds(range, day); });
}

bool in_weekdays(const Rule& rule, const DayFacts& day) {
  if (rule.weekdays == 0 && rule.holidays == 0 && rule.nths.empty()) return true;
  if ((rule.weekdays >> day.weekday & 1U) != 0) return true;
  for (unsigned shift = 0; shift < day.holiday.size(); ++shift)
    if ((rule.holidays >> shift & 1U) != 0 && day.holiday[shift]) return true;
  return any(rule.nths, [&](const NthWeekday& nth) { return holds(nth, day); });
}

bool holds(const Weeks& weeks, const DayFacts& day) {
  return day.week >= weeks.first && day.week <= weeks.last && (day.week - weeks.first) % weeks.step == 0;
}

bool in_weeks(const Rule& rule, const DayFacts& day) {
  return rule.weeks.empty() || any(rule.weeks, [&](const Weeks& weeks) { return holds(weeks, day); });
}

bool in_years(const Rule& rule, const DayFacts& day) {
  return rule.years.empty() ||
         any(rule.years, [&](const Years& span) { return day.year >= span.first && day.year <= span.last; });
}

}  // namespace

bool Rule::has_dates() const {
  return !years.empty() || months != 0 || !dates.empty() || !weeks.empty() || on_holiday || weekdays != 0 ||
         holidays != 0 || !nths.empty();
}

bool Rule::wraps() const {
  return any(times, [](const Span& span) { return span.to > 1440; });
}

bool Rule::turns(const DayFacts& day, const DayFacts& next) const {
  const auto changes = [&](const auto& item) { return holds(item, day) != holds(item, next); };
  if (!in_years(*this, day)) return false;
  if (on_holiday) {
    const auto at = static_cast<std::size_t>(*on_holiday + 1);
    if (day.holiday[at] != next.holiday[at]) return true;
    if (!day.holiday[at]) return false;
  }
  if ((months >> (day.month - 1) & 1) != (months >> (next.month - 1) & 1) || any(dates, changes)) return true;
  if (!in_dates(*this, day)) return false;
  if (any(weeks, changes)) return true;
  if (!in_weeks(*this, day)) return false;
  for (unsigned shift = 0; shift < day.holiday.size(); ++shift)
    if ((holidays >> shift & 1U) != 0 && day.holiday[shift] != next.holiday[shift]) return true;
  return monday_edge || any(nths, changes);
}

bool Rule::covers(const DayFacts& day) const {
  if (!in_weekdays(*this, day) || !in_dates(*this, day) || !in_weeks(*this, day)) return false;
  if (on_holiday && !day.holiday[static_cast<std::size_t>(*on_holiday + 1)]) return false;
  return in_years(*this, day);
}

}  // namespace cote::guide::hours
