// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/door.h"

#include <algorithm>

#include <fmt/format.h>

#include "activities/codes.h"
#include "activities/store.h"
#include "people/ledger.h"
#include "people/sign_in/secret.h"

namespace cote::activities {
namespace {

using people::Action;
using people::Compartment;

bool may(const people::Actor& who, const OrganisationId& organisation, bool published) {
  return who.may(Compartment::activities, published ? Action::publish : Action::propose, organisation);
}

void note(db::Tx& tx, const people::Actor& who, std::string_view action, std::string_view subject,
          const std::string& id, std::string detail, Time now) {
  people::ledger::note(tx, who,
                       {.action = fmt::format("activities.{}", action),
                        .subject = std::string(subject),
                        .subject_id = id,
                        .detail = std::move(detail)},
                       now);
}

Problems slug_problem() { return {{.field = "slug", .key = "activities.catalogue.slug_taken"}}; }

/// Another row of the table has this slug.
bool taken(db::Session& session, std::string_view table, const std::string& slug, const std::string& id) {
  auto const row =
      session.one<std::string>(fmt::format("select id from {} where slug = :slug", table), {{"slug", slug}});
  return row && std::get<0>(*row) != id;
}

bool is_slug(std::string_view text) {
  return !text.empty() && text.size() <= 120 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

}  // namespace

namespace rules {

Problems check(const Activity& a) {
  Problems out;
  if (!is_slug(a.slug)) out.push_back({.field = "slug", .key = "activities.catalogue.slug_wrong"});
  if (a.title.empty()) out.push_back({.field = "title", .key = "activities.catalogue.title_missing"});
  return out;
}

Problems check(const Edition& e) {
  Problems out;
  if (!is_slug(e.slug)) out.push_back({.field = "slug", .key = "activities.catalogue.slug_wrong"});
  if (e.capacity < 0 || e.capacity > 10000)
    out.push_back({.field = "capacity", .key = "activities.capacity.wrong"});
  // The house tells the time of one zone.
  if (e.zone != "Europe/Brussels")
    out.push_back({.field = "zone", .key = "activities.catalogue.zone_unknown"});
  if (e.enrol_from && e.enrol_until && *e.enrol_until <= *e.enrol_from)
    out.push_back({.field = "enrol_until", .key = "activities.catalogue.ends_before"});
  if (e.threshold_percent < 0 || e.threshold_percent > 100)
    out.push_back({.field = "threshold_percent", .key = "activities.catalogue.percent_wrong"});
  if (e.offer_for < std::chrono::hours(1))
    out.push_back({.field = "offer_for", .key = "activities.catalogue.offer_too_short"});
  return out;
}

Problems check(const Session& s) {
  Problems out;
  auto const stretch = to_utc(s.ends) - to_utc(s.starts);
  if (stretch <= std::chrono::seconds(0))
    out.push_back({.field = "ends", .key = "activities.catalogue.ends_before"});
  if (s.length.count() < 0 || s.length > stretch)
    out.push_back({.field = "length", .key = "activities.catalogue.minutes_wrong"});
  if (s.zone != "Europe/Brussels")
    out.push_back({.field = "zone", .key = "activities.catalogue.zone_unknown"});
  return out;
}

bool differs(const Session& a, const Session& b) {
  return a.starts != b.starts || a.ends != b.ends || a.zone != b.zone || a.place != b.place ||
         a.room != b.room || a.link != b.link || a.status != b.status || a.title != b.title;
}

}  // namespace rules

Result<ActivityId> CatalogueDoor::keep(const people::Actor& who, const Activity& given, Time now) const {
  if (auto wrong = rules::check(given); !wrong.empty()) return wrong;
  return db.write([&](db::Tx& tx) -> Result<ActivityId> {
    auto const before = given.id.empty() ? std::nullopt : store::activity(tx, given.id);
    if (!given.id.empty() && !before) return Refusal{Fault::missing};
    bool const published =
        given.state != ActivityState::draft || (before && before->state != ActivityState::draft);
    if (!may(who, given.organisation, published) || (before && !may(who, before->organisation, published)))
      return Refusal{Fault::forbidden};
    auto a = given;
    if (a.id.empty()) a.id = {people::secret::uuid()};
    if (taken(tx, "activity", a.slug, a.id.text)) return slug_problem();
    store::save(tx, a, now);
    note(tx, who, "activity_kept", "activity", a.id.text, fmt::format(R"({{"state":"{}"}})", code(a.state)),
         now);
    return a.id;
  });
}

Result<EditionId> CatalogueDoor::keep(const people::Actor& who, const Edition& given, Time now) const {
  if (auto wrong = rules::check(given); !wrong.empty()) return wrong;
  return db.write([&](db::Tx& tx) -> Result<EditionId> {
    auto const before = given.id.empty() ? std::nullopt : store::edition(tx, given.id);
    if (!given.id.empty() && !before) return Refusal{Fault::missing};
    auto const activity = store::activity(tx, before ? before->activity : given.activity);
    if (!activity) return Refusal{Fault::missing};
    if (!may(who, activity->organisation, before && before->state != EditionState::draft))
      return Refusal{Fault::forbidden};
    auto e = given;
    e.activity = activity->id;
    if (e.id.empty()) e.id = {people::secret::uuid()};
    if (!before) e.state = EditionState::draft;
    if (taken(tx, "activity_edition", e.slug, e.id.text)) return slug_problem();
    store::save(tx, e, now);
    note(tx, who, "edition_kept", "edition", e.id.text,
         fmt::format(R"({{"activity":"{}","new":{}}})", e.activity.text, !before), now);
    return e.id;
  });
}

Result<std::vector<SessionId>> CatalogueDoor::keep(const people::Actor& who, const EditionId& id,
                                                   const std::vector<Session>& given, Time now) const {
  Problems wrong;
  for (std::size_t i = 0; i < given.size(); ++i)
    for (auto& problem : rules::check(given[i])) {
      problem.field = fmt::format("sessions/{}/{}", i, problem.field);
      wrong.push_back(std::move(problem));
    }
  if (!wrong.empty()) return wrong;
  return db.write([&](db::Tx& tx) -> Result<std::vector<SessionId>> {
    auto const edition = store::edition(tx, id);
    auto const organisation = store::organisation_of(tx, id);
    if (!edition || !organisation) return Refusal{Fault::missing};
    if (!may(who, *organisation, edition->state != EditionState::draft)) return Refusal{Fault::forbidden};
    auto const held = store::sessions_of(tx, id);
    // Every id is looked at before anything is written.
    for (auto const& s : given)
      if (!s.id.empty() && std::ranges::find(held, s.id, &Session::id) == held.end())
        return Refusal{Fault::missing};
    std::vector<SessionId> out;
    for (auto s : given) {
      s.edition = id;
      auto const before = s.id.empty() ? held.end() : std::ranges::find(held, s.id, &Session::id);
      if (before != held.end()) {
        s.sequence = before->sequence + (rules::differs(*before, s) ? 1 : 0);
      } else {
        s.id = {people::secret::uuid()};
      }
      store::save(tx, s, now);
      out.push_back(s.id);
    }
    note(tx, who, "sessions_kept", "edition", id.text, fmt::format(R"({{"sessions":{}}})", out.size()), now);
    return out;
  });
}

Result<SessionId> CatalogueDoor::remove(const people::Actor& who, const SessionId& id, Time now) const {
  return db.write([&](db::Tx& tx) -> Result<SessionId> {
    auto const session = store::session_of(tx, id);
    if (!session) return Refusal{Fault::missing};
    auto const edition = store::edition(tx, session->edition);
    auto const organisation = store::organisation_of(tx, session->edition);
    if (!may(who, *organisation, edition->state != EditionState::draft)) return Refusal{Fault::forbidden};
    if (!store::remove(tx, id)) return Refusal{Fault::conflict};
    note(tx, who, "session_removed", "edition", session->edition.text,
         fmt::format(R"({{"session":"{}"}})", id.text), now);
    return id;
  });
}

}  // namespace cote::activities
