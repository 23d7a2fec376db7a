// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/attendance/door.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "activities/attendance/codes.h"
#include "activities/attendance/rules.h"
#include "activities/enrolment/reach.h"
#include "activities/enrolment/store.h"
#include "activities/store.h"
#include "kernel/json.h"
#include "people/ledger.h"

namespace cote::activities {
namespace {

using people::Action;
using people::Compartment;

bool may(db::Session& session, const people::Actor& who, Action action, const EditionId& id) {
  if (who.scope(Compartment::participants, action) == people::Scope::none) return false;
  auto const organisation = store::organisation_of(session, id);
  return organisation && who.may(Compartment::participants, action, *organisation);
}

/// Ids, states and minutes: enough to build the table again from the ledger alone.
std::string detail_of(const EditionId& edition, const std::vector<Mark>& marks) {
  json::array list;
  for (auto const& mark : marks)
    list.push_back(json::array{mark.participant.text, code(mark.state), mark.length.count()});
  return boost::json::serialize(json::object{{"edition", edition.text}, {"marks", std::move(list)}});
}

void write(db::Tx& tx, const people::Actor& who, const Session& session, const std::vector<Mark>& marks,
           Time now) {
  for (auto const& mark : marks) {
    store::put(tx, mark, session.edition, to_utc(session.starts), who.account.text, now);
    store::seen(tx, mark.participant, now);
  }
  people::ledger::note(tx, who,
                       {.action = "activities.attended",
                        .subject = "activity_session",
                        .subject_id = session.id.text,
                        .detail = detail_of(session.edition, marks)},
                       now);
}

Problems check(const Mark& mark, const Session& session, bool in_edition, Time now) {
  if (!in_edition) return {{.field = "participant", .key = "activities.attendance.not_here"}};
  if (session.status == SessionStatus::cancelled)
    return {{.field = "state", .key = "activities.attendance.cancelled"}};
  if (mark.state != Presence::excused && now < to_utc(session.starts))
    return {{.field = "state", .key = "activities.attendance.not_yet"}};
  return rules::check(mark, session);
}

}  // namespace

Result<Roster> AttendanceDoor::roster(const people::Actor& who, const SessionId& id, std::string_view purpose,
                                      Time now) const {
  auto out = db.read([&](db::Session& s) -> Result<Roster> {
    auto session = store::session_of(s, id);
    if (!session || !may(s, who, Action::read, session->edition)) return Refusal{Fault::missing};
    auto const edition = store::edition(s, session->edition);
    auto const sessions = store::sessions_of(s, session->edition);
    auto const stays = store::stays(s, session->edition);
    std::unordered_map<ParticipantId, std::vector<Mark>> marks;
    for (auto const& mark : store::marks_of(s, session->edition)) marks[mark.participant].push_back(mark);
    Roster roster{.session = std::move(*session)};
    for (auto& p : store::participants_of(s, roster.session.edition)) {
      auto const& theirs = marks[p.id];
      auto const at = stays.find(p.id);
      auto const& stay = at == stays.end() ? std::vector<Stay>() : at->second;
      RosterLine line{.tally = rules::tally(sessions, theirs, stay)};
      auto const mark = std::ranges::find(theirs, id, &Mark::session);
      if (mark != theirs.end()) line.mark = *mark;
      line.expected = rules::expects(roster.session, stay, line.mark ? &*line.mark : nullptr);
      line.threshold = rules::threshold(line.tally, edition->threshold_percent);
      line.participant = std::move(p);
      roster.lines.push_back(std::move(line));
    }
    return roster;
  });
  if (out) people::ledger::read_of(db, who, "activity_session", id.text, purpose, now);
  return out;
}

Result<std::int64_t> AttendanceDoor::mark(const people::Actor& who, const SessionId& id,
                                          const std::vector<Mark>& marks, Time now) const {
  return db.write_together([&](db::Tx& tx) -> Result<std::int64_t> {
    auto const session = store::session_of(tx, id);
    if (!session || !may(tx, who, Action::attend, session->edition)) return Refusal{Fault::missing};
    auto const stays = store::stays(tx, session->edition);
    std::unordered_map<ParticipantId, Mark> held;
    for (auto const& mark : store::marks_of(tx, id)) held.emplace(mark.participant, mark);
    Problems wrong;
    std::vector<Mark> changed;
    for (std::size_t i = 0; i < marks.size(); ++i) {
      auto mark = rules::settled(marks[i], *session);
      mark.session = id;
      for (auto& problem : check(mark, *session, stays.contains(mark.participant), now)) {
        problem.field = fmt::format("marks/{}/{}", i, problem.field);
        wrong.push_back(std::move(problem));
      }
      auto const before = held.find(mark.participant);
      if (before != held.end() && before->second == mark) continue;
      held.insert_or_assign(mark.participant, mark);
      changed.push_back(std::move(mark));
    }
    if (!wrong.empty()) return wrong;
    if (!changed.empty()) write(tx, who, *session, changed, now);
    return static_cast<std::int64_t>(changed.size());
  });
}

Result<std::int64_t> AttendanceDoor::excuse(const people::Actor& who, const Key& key, const SessionId& id,
                                            Time now) const {
  return db.write_together([&](db::Tx& tx) -> Result<std::int64_t> {
    auto const found = reach(tx, who, key, Action::enrol);
    if (!found) return Refusal{found.fault()};
    auto const session = store::session_of(tx, id);
    if (!session || session->edition != found->enrolment.edition) return Refusal{Fault::missing};
    if (found->enrolment.state != State::confirmed)
      return Problems{{.field = "state", .key = rules::refusal_key(found->enrolment.state)}};
    if (session->status == SessionStatus::cancelled)
      return Problems{{.field = "session", .key = "activities.attendance.cancelled"}};
    if (now >= to_utc(session->starts))
      return Problems{{.field = "session", .key = "activities.attendance.too_late"}};
    auto const noted = store::marks_of(tx, id);
    std::vector<Mark> marks;
    for (auto const& member : store::members(tx, found->enrolment.unit))
      if (std::ranges::find(noted, member.id, &Mark::participant) == noted.end())
        marks.push_back({.session = id, .participant = member.id, .state = Presence::excused});
    if (!marks.empty()) write(tx, who, *session, marks, now);
    return static_cast<std::int64_t>(marks.size());
  });
}

Result<std::vector<store::Row>> AttendanceDoor::list(const people::Actor& who, const store::Filter& filter,
                                                     const std::optional<store::Row>& after, int limit,
                                                     std::string_view purpose, Time now) const {
  auto const scope = who.scope(Compartment::participants, Action::read);
  if (scope != people::Scope::all && scope != people::Scope::team) return Refusal{Fault::missing};
  auto out = db.read([&](db::Session& s) { return store::rows(s, filter, after, limit); });
  people::ledger::read_of(db, who, "attendance", filter.edition.text, purpose, now);
  return out;
}

}  // namespace cote::activities
