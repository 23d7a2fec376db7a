// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "activities/dates/settle.h"

namespace cote::activities::dates {
namespace {

template <class T>
void set(T& into, const std::optional<T>& value) {
  if (value) into = *value;
}

// Cuts what is added at `slot`: the head keeps what comes before it.
void share_added(std::vector<LocalMinute>& head, std::vector<LocalMinute>& tail, LocalMinute slot) {
  std::erase_if(head, [&](LocalMinute at) { return at >= slot; });
  std::erase_if(tail, [&](LocalMinute at) { return at < slot; });
}

/// The times of a rule before `slot`, counted with those that are taken out, and how many of them are held.
struct Gone {
  int counted = 0;
  int held = 0;
  std::optional<LocalMinute> next{};
};
Gone gone_before(const Recurrence& when, LocalMinute slot, const Calendar& calendar) {
  Recurrence const bare{when.starts, when.rule, {}, {}};
  Gone out;
  Occurrences times(bare);
  for (out.next = times.next(); out.next && *out.next < slot; out.next = times.next()) {
    ++out.counted;
    bool const removed = std::find(when.removed.begin(), when.removed.end(), *out.next) != when.removed.end();
    out.held += removed || calendar.withheld(day_of(*out.next)) ? 0 : 1;
  }
  return out;
}

// A recurrence without a rule is its start and what is added.
void only_added(Recurrence& when) {
  when.rule.reset();
  std::sort(when.added.begin(), when.added.end());
  when.starts = when.added.front();
  when.added.erase(when.added.begin());
}

/// One part as two, before `slot` and from it on; a side on which nothing lies is none.
struct Halves {
  std::optional<Part> head{};
  std::optional<Part> tail{};
};
Halves halve(const Part& part, LocalMinute slot, const Calendar& calendar) {
  Halves out{part, part};
  auto &head = out.head->pattern, &tail = out.tail->pattern;
  auto const gone = gone_before(part.pattern.when, slot, calendar);
  // The rest of a rule that has promised no more (COUNT spent, or the kept number reached) is its added
  // times.
  bool const spent = !gone.next || (head.when.rule && head.keep && *head.keep <= gone.held);
  if (!head.when.rule) {
    auto& loose = part.pattern.when.starts < slot ? tail.when.added : head.when.added;
    if (&loose == &head.when.added)
      tail.when.added.push_back(part.pattern.when.starts);
    else
      head.when.added.push_back(part.pattern.when.starts);
  }
  share_added(head.when.added, tail.when.added, slot);
  if (part.pattern.when.rule && gone.counted > 0) {
    if (!spent) {
      head.when.rule->count.reset();
      head.when.rule->until = instant_of(slot) - std::chrono::seconds(1);
      head.keep.reset();
    }
  } else if (head.when.added.empty()) {
    out.head.reset();
  } else {
    only_added(head.when);
    head.keep.reset();
  }
  if (part.pattern.when.rule && !spent) {
    tail.when.starts = *gone.next;
    if (tail.when.rule->count) *tail.when.rule->count -= gone.counted;
    if (tail.keep) *tail.keep -= gone.held;
  } else if (tail.when.added.empty()) {
    out.tail.reset();
  } else {
    only_added(tail.when);
    tail.keep.reset();
  }
  return out;
}

void move_clock(Recurrence& when, Minutes clock) {
  auto const old = clock_of(when.starts);
  auto const move = [&](LocalMinute& at) {
    if (clock_of(at) == old) at = day_of(at) + clock;
  };
  std::for_each(when.added.begin(), when.added.end(), move);
  std::for_each(when.removed.begin(), when.removed.end(), move);
  // An end within the day has to let the moved one in, and none more than before.
  if (when.rule && when.rule->until) {
    auto const last = to_local(*when.rule->until);
    bool const in = last >= day_of(last) + old;
    auto const edge = day_of(last) + clock;
    when.rule->until =
        in ? instant_of(edge) + std::chrono::seconds(59) : instant_of(edge) - std::chrono::seconds(1);
  }
  move(when.starts);
}

void apply(Part& part, const Change& change) {
  if (change.clock && !change.pattern) move_clock(part.pattern.when, *change.clock);
  set(part.terms.length, change.length);
  set(part.terms.place, change.place);
  set(part.terms.trainers, change.trainers);
  if (change.capacity) part.terms.capacity = change.capacity;
}

// The last time that stays must come before the first of what is new.
Problems order(const Part& head, const Part& tail, const Calendar& calendar) {
  auto const first = plan(tail.pattern, calendar);
  if (!first) return first.problems();
  auto const last = plan(head.pattern, calendar);
  if (last && last->times.back().starts >= first->times.front().starts)
    return {{"starts", "dates.before_previous", {{"at", iso(last->times.back().starts)}}}};
  return {};
}

}  // namespace

Result<Series> split(const Series& series, std::size_t part, LocalMinute slot, const Change& change,
                     const Calendar& calendar) {
  auto halves = halve(series.parts.at(part), slot, calendar);
  auto after = series;
  std::vector<Part> later(after.parts.begin() + static_cast<std::ptrdiff_t>(part) + 1, after.parts.end());
  after.parts.resize(part);
  if (halves.head) after.parts.push_back(*halves.head);
  if (change.pattern) {
    later = {{*change.pattern, series.parts.at(part).terms}};
  } else if (halves.tail) {
    later.insert(later.begin(), *halves.tail);
  }
  for (auto& each : later) {
    apply(each, change);
    after.parts.push_back(each);
  }
  if (!after.parts.empty() && after.parts.size() > later.size() && !later.empty())
    if (auto wrong = order(after.parts[after.parts.size() - later.size() - 1], later.front(), calendar);
        !wrong.empty())
      return wrong;
  Cut const fresh{after.parts.size() - later.size(), LocalMinute::min()};
  return settle(series, std::move(after), {part, slot}, fresh, calendar);
}

}  // namespace cote::activities::dates
