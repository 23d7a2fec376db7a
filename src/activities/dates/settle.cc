// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/dates/settle.h"

#include <algorithm>
#include <set>

namespace cote::activities::dates {
namespace {

namespace ch = std::chrono;

/// A time that wants a session.
struct Place {
  std::size_t part = 0;
  Planned planned{};
  bool taken = false;
};

/// A session that wants a time.
struct Seeker {
  Session* session = nullptr;
  bool placed = false;
};

ch::local_days week_of(LocalMinute at) {
  auto const day = day_of(at);
  return day - ch::days(ch::weekday(day).iso_encoding() - 1);
}

void sit(Seeker& seeker, Place& place) {
  seeker.placed = place.taken = true;
  seeker.session->part = place.part;
  seeker.session->slot = place.planned.starts;
  seeker.session->withheld = place.planned.withheld;
  seeker.session->dropped.reset();
}

// Both lists are in order of time; the first free of each side that belong together find each other.
template <class Together>
void pair_up(std::vector<Seeker>& seekers, std::vector<Place>& places, Together together) {
  for (auto& seeker : seekers) {
    if (seeker.placed) continue;
    auto const found = std::find_if(places.begin(), places.end(), [&](const Place& place) {
      return !place.taken && together(*seeker.session, place.planned.starts);
    });
    if (found != places.end()) sit(seeker, *found);
  }
}

Result<std::vector<Place>> places_of(const Series& series, Cut from, const Calendar& calendar) {
  std::vector<Place> out;
  for (std::size_t part = from.part; part < series.parts.size(); ++part) {
    auto const planned = plan(series.parts[part].pattern, calendar);
    if (!planned) return planned.problems();
    for (auto const& each : planned->times)
      if (part > from.part || each.starts >= from.slot) out.push_back({part, each, false});
  }
  return out;
}

std::vector<Seeker> seekers_of(Series& series, const Series& before, Cut from) {
  std::vector<Seeker> out;
  auto const known = before.sessions.size();
  for (std::size_t at = 0; at < known; ++at) {
    auto& session = series.sessions[at];
    if (session.part > from.part || (session.part == from.part && session.slot >= from.slot))
      out.push_back({&session, false});
  }
  std::sort(out.begin(), out.end(), [](const Seeker& a, const Seeker& b) {
    return std::pair(a.session->slot, a.session->number) < std::pair(b.session->slot, b.session->number);
  });
  return out;
}

}  // namespace

Problems doubles(const Series& series) {
  std::set<LocalMinute> begun;
  for (auto const& session : series.sessions) {
    auto const now = seen(series, session);
    if (now.state == State::held && !begun.insert(now.starts).second)
      return {{"starts", "dates.double", {{"at", iso(now.starts)}}}};
  }
  return {};
}

void count_changes(const Series& before, Series& after) {
  for (std::size_t at = 0; at < before.sessions.size(); ++at)
    if (seen(before, before.sessions[at]) != seen(after, after.sessions[at])) ++after.sessions[at].sequence;
}

Result<Series> settle(const Series& before, Series after, Cut sessions, Cut times, const Calendar& calendar) {
  auto planned = places_of(after, times, calendar);
  if (!planned) return planned.problems();
  auto places = *std::move(planned);
  auto seekers = seekers_of(after, before, sessions);
  auto const same_day = [](const Session& session, LocalMinute at) {
    return day_of(session.slot) == day_of(at);
  };
  pair_up(seekers, places,
          [](const Session& session, LocalMinute at) { return !session.dropped && session.slot == at; });
  pair_up(seekers, places,
          [&](const Session& session, LocalMinute at) { return !session.dropped && same_day(session, at); });
  pair_up(seekers, places,
          [&](const Session& session, LocalMinute at) { return session.dropped && same_day(session, at); });
  pair_up(seekers, places, [](const Session& session, LocalMinute at) {
    return !session.dropped && week_of(session.slot) == week_of(at);
  });
  for (auto const& seeker : seekers) {
    auto& session = *seeker.session;
    if (seeker.placed || session.dropped) continue;
    session.dropped = seen(before, before.sessions[static_cast<std::size_t>(session.number - 1)]);
    session.dropped->state = State::dropped;
  }
  for (auto const& place : places)
    if (!place.taken && (!place.planned.withheld || after.show_withheld))
      after.sessions.push_back(
          {after.next_number++, place.part, place.planned.starts, place.planned.withheld, {}, {}, 0});
  if (auto wrong = doubles(after); !wrong.empty()) return wrong;
  count_changes(before, after);
  return after;
}

}  // namespace cote::activities::dates
