// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/dates/series.h"

#include <algorithm>

#include "activities/dates/settle.h"

namespace cote::activities::dates {
namespace {

Problems length_slip(Minutes length) {
  if (length >= Minutes(1) && length <= Minutes(1440)) return {};
  return {{"length", "dates.length", {}}};
}

const Session* find(const Series& series, int number) {
  if (number < 1 || number > static_cast<int>(series.sessions.size())) return nullptr;
  return &series.sessions[static_cast<std::size_t>(number - 1)];
}

template <class T>
void set(T& into, const T& value) {
  if (value) into = value;
}

Result<Series> told(const Series& before, Series after) {
  if (auto wrong = doubles(after); !wrong.empty()) return wrong;
  count_changes(before, after);
  return after;
}

}  // namespace

Seen seen(const Series& series, const Session& session) {
  if (session.dropped) return *session.dropped;
  auto const& terms = series.parts.at(session.part).terms;
  auto const& own = session.own;
  Seen out{own.starts.value_or(session.slot),
           {own.length.value_or(terms.length), own.place.value_or(terms.place),
            own.trainers.value_or(terms.trainers), own.capacity ? own.capacity : terms.capacity},
           State::held,
           {},
           {}};
  if (own.cancelled) {
    out.state = State::cancelled;
    out.reason = *own.cancelled;
  } else if (session.withheld && !own.starts) {  // who moves it off the holiday holds it
    out.state = State::withheld;
    out.withheld = session.withheld;
  }
  return out;
}

Result<Series> start(const Pattern& pattern, const Terms& terms, const Calendar& calendar,
                     bool show_withheld) {
  if (auto wrong = length_slip(terms.length); !wrong.empty()) return wrong;
  Series const none{{}, {}, 1, show_withheld};
  auto series = none;
  series.parts.push_back({pattern, terms});
  return settle(none, std::move(series), {0, LocalMinute::min()}, {0, LocalMinute::min()}, calendar);
}

Result<Series> change_one(const Series& series, int number, const Own& change) {
  auto const* const known = find(series, number);
  if (known == nullptr) return Refusal{Fault::missing};
  if (known->dropped) return Refusal{Fault::conflict};
  if (change.length)
    if (auto wrong = length_slip(*change.length); !wrong.empty()) return wrong;
  auto after = series;
  auto& own = after.sessions[static_cast<std::size_t>(number - 1)].own;
  set(own.starts, change.starts);
  set(own.length, change.length);
  set(own.place, change.place);
  set(own.trainers, change.trainers);
  set(own.capacity, change.capacity);
  set(own.cancelled, change.cancelled);
  return told(series, std::move(after));
}

Result<Series> restore_one(const Series& series, int number) {
  auto const* const known = find(series, number);
  if (known == nullptr) return Refusal{Fault::missing};
  if (known->dropped) return Refusal{Fault::conflict};
  auto after = series;
  after.sessions[static_cast<std::size_t>(number - 1)].own.cancelled.reset();
  return told(series, std::move(after));
}

Result<Series> add_one(const Series& series, LocalMinute starts, const Calendar& calendar) {
  for (auto const& session : series.sessions)
    if (!session.dropped && (session.slot == starts || seen(series, session).starts == starts))
      return Problems{{"starts", "dates.double", {{"at", iso(starts)}}}};
  auto after = series;
  std::size_t part = after.parts.size() - 1;
  while (part > 0 && after.parts[part].pattern.when.starts > starts) --part;
  auto& when = after.parts[part].pattern.when;
  when.added.push_back(starts);
  std::erase(when.removed, starts);
  return settle(series, std::move(after), {part, starts}, {part, starts}, calendar);
}

Result<Series> change_following(const Series& series, int number, const Change& change,
                                const Calendar& calendar) {
  auto const* const known = find(series, number);
  if (known == nullptr) return Refusal{Fault::missing};
  if (known->dropped) return Refusal{Fault::conflict};
  if (change.length)
    if (auto wrong = length_slip(*change.length); !wrong.empty()) return wrong;
  return split(series, known->part, known->slot, change, calendar);
}

Result<Series> change_all(const Series& series, const Change& change, const Calendar& calendar,
                          LocalMinute from) {
  const Session* first = nullptr;
  for (auto const& session : series.sessions) {
    if (session.dropped || session.slot < from) continue;
    if (first == nullptr || std::pair(session.part, session.slot) < std::pair(first->part, first->slot))
      first = &session;
  }
  if (first == nullptr) return Refusal{Fault::missing};
  return change_following(series, first->number, change, calendar);
}

Result<Series> observe(const Series& series, const Calendar& calendar, LocalMinute from) {
  std::size_t part = series.parts.size() - 1;
  while (part > 0 && series.parts[part].pattern.when.starts > from) --part;
  return settle(series, series, {part, from}, {part, from}, calendar);
}

}  // namespace cote::activities::dates
