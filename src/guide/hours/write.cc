// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <string>

#include "guide/hours/rules.h"

namespace cote::guide::hours {
namespace {

constexpr std::array<const char*, 7> kWeekdays{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string two(unsigned value) { return (value < 10 ? "0" : "") + std::to_string(value); }

void join(std::string& out, std::string_view part, char sign) {
  if (!out.empty()) out += sign;
  out += part;
}

// Runs of set bits as "Mo-Fr", around the end of the week or year too ("Fr-Mo").
template <std::size_t N>
std::string runs(unsigned set, const std::array<const char*, N>& names, bool around) {
  if (around && set == (1U << N) - 1) return std::string(names.front()) + "-" + names.back();
  std::string out;
  const auto has = [&](std::size_t at) { return (around || at < N) && (set >> (at % N) & 1U) != 0; };
  for (std::size_t at = 0; at < N; ++at) {
    if (!has(at) || has(at == 0 ? 2 * N - 1 : at - 1)) continue;
    std::size_t size = 1;
    while (has(at + size)) ++size;
    if (size == N) --size;  // the whole of it in two runs, so that the edge between them stays
    join(out, names[at], ',');
    if (size > 1) out += (size == 2 && at + 1 < N ? "," : "-") + std::string(names[(at + size - 1) % N]);
    if (size == N - 1 && has(at + size)) join(out, names[at + size], ',');
  }
  return out;
}

std::string moved(int days) {
  if (days == 0) return "";
  const int size = days < 0 ? -days : days;
  return std::string(days < 0 ? " -" : " +") + std::to_string(size) + (size == 1 ? " day" : " days");
}

std::string nth_text(const NthWeekday& nth) {
  return std::string(kWeekdays[nth.weekday]) + "[" + std::to_string(nth.nth) + "]" + moved(nth.offset);
}

std::string point_text(const DatePoint& point) {
  std::string out = point.year != 0 ? std::to_string(point.year) + " " : "";
  if (point.kind == DatePoint::Kind::easter) return out + "easter" + moved(point.offset);
  out += kMonths[point.month - 1];
  if (point.kind == DatePoint::Kind::nth) return out + " " + nth_text(point.nth) + moved(point.offset);
  return out + " " + two(point.date);
}

std::string range_text(const DateRange& range) {
  std::string out = point_text(range.from);
  if (range.single) return out;
  const bool one_month = range.step > 1;
  out += "-" + (one_month ? two(range.to.date) : point_text(range.to));
  return one_month ? out + "/" + std::to_string(range.step) : out;
}

std::string clock_text(int minute) {
  return two(static_cast<unsigned>(minute / 60)) + ":" + two(static_cast<unsigned>(minute % 60));
}

// Past midnight the closing time is written as the next morning's, which reads back the same.
std::string span_text(const Span& span) {
  if (span.open_end) return clock_text(span.from) + "+";
  const bool morning = span.to > 1440 && span.to - 1440 <= span.from;
  return clock_text(span.from) + "-" + clock_text(morning ? span.to - 1440 : span.to);
}

// A list may not go from a month to a date that begins with a year or with easter, so those stand first.
std::string dates_text(const Rule& rule) {
  const std::string months = rule.months != 0 ? runs(rule.months, kMonths, true) : "";
  const bool dates_first = !rule.dates.empty() && (rule.dates.front().from.year != 0 ||
                                                   rule.dates.front().from.kind == DatePoint::Kind::easter);
  std::string out = dates_first ? "" : months;
  for (const DateRange& range : rule.dates) join(out, range_text(range), ',');
  if (dates_first && !months.empty()) join(out, months, ',');
  return out;
}

std::string weekdays_text(const Rule& rule) {
  std::string out = rule.weekdays != 0
                        ? runs(rule.weekdays, kWeekdays, !rule.monday_edge || (rule.weekdays & 0x41) != 0x41)
                        : "";
  for (const NthWeekday& nth : rule.nths) join(out, nth_text(nth), ',');
  for (const int shift : {0, -1, 1})
    if ((rule.holidays >> (shift + 1) & 1) != 0) join(out, "PH" + moved(shift), ',');
  return out;
}

std::string years_text(const Rule& rule) {
  std::string out;
  for (const Years& years : rule.years) {
    std::string text = std::to_string(years.first);
    if (years.last > 9000)
      text += "+";
    else if (years.last != years.first)
      text += "-" + std::to_string(years.last);
    join(out, text, ',');
  }
  return out;
}

std::string weeks_text(const Rule& rule) {
  std::string out;
  for (const Weeks& weeks : rule.weeks) {
    std::string text = two(weeks.first);
    if (weeks.last != weeks.first || weeks.step > 1) text += "-" + two(weeks.last);
    if (weeks.step > 1) text += "/" + std::to_string(weeks.step);
    join(out, text, ',');
  }
  return out.empty() ? out : "week " + out;
}

// What would be read as part of the list before it must be kept apart by a written state.
bool needs_open(const Rule& rule, const Rule* next) {
  return next != nullptr && next->additional && (rule.times.empty() || !next->has_dates());
}

std::string state_text(const Rule& rule, bool alone, const Rule* next) {
  std::string out;
  if (rule.state == State::closed) out = "off";
  if (rule.state == State::unknown && rule.comment.empty()) out = "unknown";
  if (rule.state == State::open) {
    if (!rule.comment.empty() || needs_open(rule, next))
      out = "open";
    else if (alone)
      out = "24/7";
  }
  if (!rule.comment.empty()) join(out, "\"" + rule.comment + "\"", ' ');
  return out;
}

std::string rule_text(const Rule& rule, const Rule* next) {
  std::string out;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) join(out, part, ' ');
  };
  add(years_text(rule));
  const bool one_year = rule.years.size() == 1 && rule.years[0].first == rule.years[0].last;
  if (one_year && !rule.dates.empty()) out += ':';  // a year limits the rule here, not its first date
  add(dates_text(rule));
  add(weeks_text(rule));
  if (rule.on_holiday) add("PH" + moved(*rule.on_holiday));
  add(weekdays_text(rule));
  std::string times;
  for (const Span& span : rule.times) join(times, span_text(span), ',');
  // "2026 Dec 09:00" would begin like a date.
  if (one_year && out.size() == 8 && !times.empty()) out += ':';
  add(times);
  add(state_text(rule, out.empty(), next));
  return out;
}

}  // namespace

std::string write(const std::vector<Rule>& list) {
  std::string out;
  for (std::size_t at = 0; at < list.size(); ++at) {
    const Rule& rule = list[at];
    if (at > 0) out += rule.additional ? ", " : rule.fallback ? " || " : "; ";
    out += rule_text(rule, at + 1 < list.size() ? &list[at + 1] : nullptr);
  }
  return out;
}

}  // namespace cote::guide::hours
