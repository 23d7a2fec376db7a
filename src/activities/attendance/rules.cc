// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/attendance/rules.h"

#include <algorithm>
#include <unordered_map>

namespace cote::activities::rules {

bool expects(const Session& session, std::span<const Stay> stays, const Mark* mark) {
  if (mark != nullptr && mark->length.count() > 0) return true;
  if (session.status == SessionStatus::cancelled) return false;
  auto const begins = to_utc(session.starts);
  return std::ranges::any_of(
      stays, [&](const Stay& stay) { return begins >= stay.joined && (!stay.gone || begins < *stay.gone); });
}

Mark settled(Mark mark, const Session& session) {
  if (mark.state == Presence::present) mark.length = session.length;
  if (mark.state == Presence::excused || mark.state == Presence::absent) mark.length = Minutes(0);
  return mark;
}

Problems check(const Mark& mark, const Session& session) {
  bool const fits = mark.length.count() > 0 && mark.length < session.length;
  if (mark.state == Presence::late && !fits)
    return {{.field = "minutes",
             .key = "activities.attendance.minutes_wrong",
             .args = {{"most", std::to_string(session.length.count() - 1)}}}};
  return {};
}

Tally tally(std::span<const Session> sessions, std::span<const Mark> marks, std::span<const Stay> stays) {
  std::unordered_map<SessionId, const Mark*> by_session;
  for (auto const& mark : marks) by_session.emplace(mark.session, &mark);
  Tally out;
  for (auto const& session : sessions) {
    auto const at = by_session.find(session.id);
    auto const* const mark = at == by_session.end() ? nullptr : at->second;
    if (!expects(session, stays, mark)) continue;
    ++out.sessions;
    // A session that was shortened after somebody was noted there expects no less than was noted.
    auto const length = std::max(session.length, mark == nullptr ? Minutes(0) : mark->length);
    out.expected += length;
    if (mark == nullptr) {
      out.remaining += length;
      continue;
    }
    out.attended += mark->length;
    (mark->state == Presence::excused ? out.excused : out.absent) += length - mark->length;
  }
  return out;
}

Minutes needed(const Tally& tally, std::int64_t percent) {
  return Minutes((tally.expected.count() * percent + 99) / 100);
}

Threshold threshold(const Tally& tally, std::int64_t percent) {
  if (percent <= 0) return Threshold::none;
  auto const least = needed(tally, percent);
  if (tally.expected.count() > 0 && tally.attended >= least) return Threshold::met;
  return tally.attended + tally.remaining >= least && tally.remaining.count() > 0 ? Threshold::possible
                                                                                  : Threshold::out_of_reach;
}

}  // namespace cote::activities::rules
