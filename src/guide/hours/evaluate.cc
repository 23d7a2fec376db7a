// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "guide/hours/rules.h"

namespace cote::guide::hours {

namespace ch = std::chrono;

namespace {

constexpr int kDay = 1440, kGapFrom = 120, kGapTo = 180;

// OSM's reference reader counts "the day before" as 24 hours on the clock of the world, not on the wall,
// and goes from change to change. Both matter in two hours of the year, and we follow it there. In the
// hour after midnight that follows the short day, 24 hours earlier is still the day before it; in the
// last hour of the long day, 24 hours earlier is that same day.
const DayFacts& night_before(const DayFrame& frame, int minute) {
  if (minute < 60 && is_short_day(frame.yesterday)) return frame.before;
  if (minute >= kDay - 60 && is_long_day(frame.today)) return frame.today;
  return frame.yesterday;
}

bool in_day(const Span& span, int minute) {
  return minute >= span.from && (span.to > kDay || minute < span.to);
}
bool in_night(const Span& span, int minute) { return span.to > kDay && minute < span.to - kDay; }

void apply(const Rule& rule, bool open_end, Answer& answer) {
  if (rule.fallback && answer.state != State::closed) return;
  answer.state = open_end && rule.state == State::open ? State::unknown : rule.state;
  answer.rule = &rule;
}

// Of the rules that replace others, the last that covers the day; those before it do not count.
std::size_t first_rule(const Schedule::Rules& rules, const DayFacts& today) {
  for (std::size_t at = rules.list.size(); at-- > 0;)
    if (rules.replaces[at] != 0 && rules.list[at].covers(today)) return at;
  return 0;
}

Answer answer_from(const Schedule::Rules& rules, std::size_t first, const DayFrame& frame, int minute) {
  Answer answer;
  const DayFacts& night = night_before(frame, minute);
  for (std::size_t at = first; at < rules.list.size(); ++at) {
    const Rule& rule = rules.list[at];
    if (rule.covers(frame.today)) {
      if (rule.times.empty()) apply(rule, false, answer);
      for (const Span& span : rule.times)
        if (in_day(span, minute)) apply(rule, span.open_end, answer);
    }
    if (rule.wraps() && std::any_of(rule.times.begin(), rule.times.end(), [&](const Span& s) { return in_night(s, minute); }) &&
        rule.covers(night))
      for (const Span& span : rule.times)
        if (in_night(span, minute)) apply(rule, span.open_end, answer);
  }
  return answer;
}

// Whether the midnight after the short day is looked at at all: some rule must turn there.
bool midnight_counts(const Schedule::Rules& rules, const DayFrame& frame) {
  if (!is_short_day(frame.yesterday)) return true;
  for (const Rule& rule : rules.list)
    if (rule.turns(frame.yesterday, frame.today)) return true;
  for (std::size_t at = first_rule(rules, frame.yesterday); at < rules.list.size(); ++at)
    if (rules.list[at].covers(frame.yesterday))
      for (const Span& span : rules.list[at].times)
        if ((span.from == 0) != (span.to == kDay) && span.to <= kDay) return true;
  return false;
}

// Where the answer may change on this day. A boundary in the hour that the short day skips comes an hour
// later by the wall clock.
std::vector<int> boundaries(const Schedule::Rules& rules, std::size_t first, const DayFrame& frame) {
  const bool midnight = midnight_counts(rules, frame);
  std::vector<int> out;
  if (midnight) out.push_back(0);
  const bool again = midnight && is_short_day(frame.yesterday);
  bool nights = false;
  for (std::size_t at = first; at < rules.list.size(); ++at) {
    const Rule& rule = rules.list[at];
    const bool today = rule.covers(frame.today), wraps = rule.wraps();
    const bool night = wraps && (rule.covers(frame.yesterday) || (again && rule.covers(frame.before)));
    nights = nights || wraps;
    for (const Span& span : rule.times) {
      if (today && span.from > 0) out.push_back(span.from);
      if (today && span.to < kDay) out.push_back(span.to);
      if (night && span.to > kDay && span.to < 2 * kDay) out.push_back(span.to - kDay);
    }
  }
  if (nights && is_short_day(frame.yesterday)) out.push_back(60);
  if (nights && is_long_day(frame.today)) out.push_back(kDay - 60);
  if (is_short_day(frame.today))
    for (int& minute : out)
      if (minute >= kGapFrom && minute < kGapTo) minute += 60;
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool is_odd(const DayFrame& frame, int minute) {
  return (is_short_day(frame.today) && minute >= kGapFrom && minute < kGapTo + 60) ||
         (is_short_day(frame.yesterday) && minute < 60);
}

}  // namespace

DayFrame frame_of(ch::local_days day) {
  return {facts_of(day), facts_of(day - ch::days(1)), facts_of(day - ch::days(2))};
}

std::vector<Piece> pieces_of(const Schedule::Rules& rules, const DayFrame& frame) {
  const std::size_t first = first_rule(rules, frame.today);
  std::vector<Piece> out;
  for (const int minute : boundaries(rules, first, frame)) {
    if (out.empty() && minute > 0) out.push_back({0, pieces_of(rules, frame_of(frame.yesterday.day)).back().answer});
    const Answer answer = answer_from(rules, first, frame, minute);
    if (out.empty() || out.back().answer.state != answer.state ||
        out.back().answer.comment() != answer.comment())
      out.push_back({minute, answer});
  }
  if (out.empty()) out.push_back({0, pieces_of(rules, frame_of(frame.yesterday.day)).back().answer});
  return out;
}

Answer answer_at(const Schedule::Rules& rules, const DayFrame& frame, int minute) {
  if (is_odd(frame, minute)) {
    const bool skipped = is_short_day(frame.today) && minute < kGapTo;
    const auto pieces = pieces_of(rules, frame);
    const int wall = skipped ? minute + 60 : minute;
    const auto last = std::find_if(pieces.rbegin(), pieces.rend(), [&](const Piece& p) { return p.minute <= wall; });
    return last->answer;
  }
  return answer_from(rules, first_rule(rules, frame.today), frame, minute);
}

}  // namespace cote::guide::hours
