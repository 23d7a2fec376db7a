// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "guide/hours/rules.h"

namespace cote::guide::hours {

namespace ch = std::chrono;

namespace {

ch::local_days day_of(Minute when) { return ch::floor<ch::days>(when); }
int minute_of(Minute when) { return static_cast<int>((when - day_of(when)).count()); }

// The pieces of day after day, each frame made from the one before it.
class Days {
 public:
  explicit Days(ch::local_days first) : frame_(frame_of(first)) {}
  [[nodiscard]] const DayFrame& frame() const { return frame_; }
  void next() { frame_ = {facts_of(frame_.today.day + ch::days(1)), frame_.today, frame_.yesterday}; }

 private:
  DayFrame frame_;
};

}  // namespace

Schedule Parser::schedule(std::vector<Rule> list) {
  Schedule::Rules rules;
  rules.text = write(list);
  for (std::size_t at = 0; at < list.size(); ++at) {
    const Rule& rule = list[at];
    const bool speaks =
        rule.has_dates() || (at > 0 && rule.state == State::open && !list[at - 1].has_dates());
    rules.replaces.push_back(speaks && rule.state != State::closed && !rule.additional && !rule.fallback);
  }
  rules.list = std::move(list);
  Schedule out;
  out.rules_ = std::make_shared<const Schedule::Rules>(std::move(rules));
  return out;
}

Schedule::Schedule() {
  static const auto kNothing = std::make_shared<const Rules>();
  rules_ = kNothing;
}

bool Schedule::unknown() const { return rules_->list.empty(); }
std::string Schedule::text() const { return rules_->text; }

State Schedule::at(Minute when) const {
  if (unknown()) return State::unknown;
  return answer_at(*rules_, frame_of(day_of(when)), minute_of(when)).state;
}

std::string_view Schedule::comment_at(Minute when) const {
  return answer_at(*rules_, frame_of(day_of(when)), minute_of(when)).comment();
}

std::vector<Interval> Schedule::between(Minute from, Minute to) const {
  if (from >= to) return {};
  if (unknown()) return {{from, to, State::unknown, {}}};
  std::vector<Interval> out;
  // The piece that is running; it is closed where an unlike one begins.
  Answer running{};
  Minute since = from;
  const auto finish = [&](Minute end) {
    if (running.state != State::closed && since < end)
      out.push_back({since, end, running.state, std::string(running.comment())});
  };
  for (Days days(day_of(from)); Minute(days.frame().today.day) < to; days.next()) {
    for (const Piece& piece : pieces_of(*rules_, days.frame())) {
      const Minute start = days.frame().today.day + ch::minutes(piece.minute);
      if (start >= to) break;
      if (piece.answer.state == running.state && piece.answer.comment() == running.comment()) continue;
      if (start > from) {
        finish(start);
        since = start;
      }
      running = piece.answer;
    }
  }
  finish(to);
  return out;
}

std::optional<Minute> Schedule::next_change(Minute when, ch::days horizon) const {
  if (unknown()) return std::nullopt;
  const State now = at(when);
  const Minute last = when + horizon;
  for (Days days(day_of(when)); Minute(days.frame().today.day) <= last; days.next())
    for (const Piece& piece : pieces_of(*rules_, days.frame())) {
      const Minute start = days.frame().today.day + ch::minutes(piece.minute);
      if (start > last) return std::nullopt;
      if (start > when && piece.answer.state != now) return start;
    }
  return std::nullopt;
}

}  // namespace cote::guide::hours
