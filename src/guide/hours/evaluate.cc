// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "guide/hours/rules.h"

namespace cote::guide::hours {

namespace ch = std::chrono;

namespace {

constexpr int kDay = 1440, kGapFrom = 120, kGapTo = 180;

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

// Whether the midnight after the short day is looked at at all: some rule must turn there.
bool midnight_counts(const Schedule::Rules& rules, const DayFrame& frame) {
  for (const Rule& rule : rules.list)
    if (rule.turns(frame.yesterday, frame.today)) return true;
  for (std::size_t at = first_rule(rules, frame.yesterday); at < rules.list.size(); ++at)
    if (rules.list[at].covers(frame.yesterday))
      for (const Span& span : rules.list[at].times)
        if ((span.from == 0) != (span.to == kDay) && span.to <= kDay) return true;
  return false;
}

// The rules of a schedule on one day: which of them cover it and the nights before it, asked once.
class DayRules {
 public:
  DayRules(const Schedule::Rules& rules, const DayFrame& frame)
      : rules_(rules),
        frame_(frame),
        first_(first_rule(rules, frame.today)),
        after_short_(is_short_day(frame.yesterday)),
        long_(is_long_day(frame.today)) {
    covers_.reserve(rules.list.size() - std::min(first_, rules.list.size()));
    for (std::size_t at = first_; at < rules.list.size(); ++at) covers_.push_back(cover(rules.list[at]));
  }

  [[nodiscard]] Answer answer(int minute) const {
    Answer out;
    const unsigned night = night_before(minute);
    for (std::size_t at = first_; at < rules_.list.size(); ++at) {
      const Rule& rule = rules_.list[at];
      const unsigned covers = covers_[at - first_];
      if ((covers & kToday) != 0) {
        if (rule.times.empty()) apply(rule, false, out);
        for (const Span& span : rule.times)
          if (in_day(span, minute)) apply(rule, span.open_end, out);
      }
      if ((covers & kWraps) != 0 && (covers & night) != 0)
        for (const Span& span : rule.times)
          if (in_night(span, minute)) apply(rule, span.open_end, out);
    }
    return out;
  }

  // Where the answer may change on this day. A boundary in the hour that the short day skips comes an hour
  // later by the wall clock.
  [[nodiscard]] std::vector<int> boundaries() const {
    const bool midnight = !after_short_ || midnight_counts(rules_, frame_);
    const unsigned nights = kYesterday | (midnight && after_short_ ? kBefore : 0U);
    std::vector<int> out;
    if (midnight) out.push_back(0);
    bool wraps = false;
    for (std::size_t at = first_; at < rules_.list.size(); ++at) {
      const unsigned covers = covers_[at - first_];
      wraps = wraps || (covers & kWraps) != 0;
      for (const Span& span : rules_.list[at].times) {
        if ((covers & kToday) != 0 && span.from > 0) out.push_back(span.from);
        if ((covers & kToday) != 0 && span.to < kDay) out.push_back(span.to);
        if ((covers & nights) != 0 && span.to > kDay && span.to < 2 * kDay) out.push_back(span.to - kDay);
      }
    }
    if (wraps && after_short_) out.push_back(60);
    if (wraps && long_) out.push_back(kDay - 60);
    if (is_short_day(frame_.today))
      for (int& minute : out)
        if (minute >= kGapFrom && minute < kGapTo) minute += 60;
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

 private:
  enum Cover : unsigned { kToday = 1, kYesterday = 2, kBefore = 4, kWraps = 8 };

  [[nodiscard]] std::uint8_t cover(const Rule& rule) const {
    unsigned out = rule.covers(frame_.today) ? kToday : 0U;
    if (rule.wraps()) {
      out |= kWraps;
      if (rule.covers(frame_.yesterday)) out |= kYesterday;
      if (after_short_ && rule.covers(frame_.before)) out |= kBefore;
    }
    return static_cast<std::uint8_t>(out);
  }

  // OSM's reference reader counts "the day before" as 24 hours on the clock of the world, not on the wall,
  // and goes from change to change. Both matter in two hours of the year, and we follow it there. In the
  // hour after midnight that follows the short day, 24 hours earlier is still the day before it; in the
  // last hour of the long day, 24 hours earlier is that same day.
  [[nodiscard]] unsigned night_before(int minute) const {
    if (after_short_ && minute < 60) return kBefore;
    if (long_ && minute >= kDay - 60) return kToday;
    return kYesterday;
  }

  const Schedule::Rules& rules_;
  const DayFrame& frame_;
  std::size_t first_;
  bool after_short_, long_;
  std::vector<std::uint8_t> covers_{};
};

bool is_odd(const DayFrame& frame, int minute) {
  return (is_short_day(frame.today) && minute >= kGapFrom && minute < kGapTo + 60) ||
         (is_short_day(frame.yesterday) && minute < 60);
}

}  // namespace

DayFrame frame_of(ch::local_days day) {
  return {facts_of(day), facts_of(day - ch::days(1)), facts_of(day - ch::days(2))};
}

std::vector<Piece> pieces_of(const Schedule::Rules& rules, const DayFrame& frame) {
  const DayRules day(rules, frame);
  std::vector<Piece> out;
  for (const int minute : day.boundaries()) {
    if (out.empty() && minute > 0)
      out.push_back({0, pieces_of(rules, frame_of(frame.yesterday.day)).back().answer});
    const Answer answer = day.answer(minute);
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
    const auto last =
        std::find_if(pieces.rbegin(), pieces.rend(), [&](const Piece& p) { return p.minute <= wall; });
    return last->answer;
  }
  return DayRules(rules, frame).answer(minute);
}

}  // namespace cote::guide::hours
