// SPDX-License-Identifier: AGPL-3.0-or-later
#include <unordered_map>

#include <fmt/format.h>

#include "activities/codes.h"
#include "activities/store.h"
#include "activities/texts.h"

namespace cote::activities::store {
namespace {

template <class Record>
void fill_texts(db::Session& session, std::string_view entity, std::string_view ids, const db::Binds& binds,
                std::vector<Record>& records) {
  std::unordered_map<std::string, Record*> by_id;
  for (auto& r : records) by_id.emplace(r.id.text, &r);
  each_text(session, entity, ids, binds,
            [&](const std::string& id, std::string_view field, guide::Wording wording) {
              auto const at = by_id.find(id);
              if (at == by_id.end()) return;
              for (auto& [name, words] : texts(*at->second))
                if (name == field) words->in.push_back(std::move(wording));
            });
}

template <class E>
E read(const std::string& word) {
  return from_code<E>(word).value_or(E{});
}

std::optional<Time> time_of(const std::optional<std::string>& text) {
  return text ? parse_time(*text) : std::nullopt;
}

using Text = std::string;
using Maybe = std::optional<std::string>;

std::vector<Activity> activities(db::Session& session, std::string_view where, const db::Binds& binds) {
  std::vector<Activity> out;
  for (auto& [id, kind, slug, organisation, service, series, lang, state, source] :
       session.all<Text, Text, Text, Text, Text, Text, Text, Text, Text>(
           fmt::format(
               "select id, kind, slug, organisation_id, service_id, series, source_lang, state, source "
               "from activity {} order by slug",
               where),
           binds))
    out.push_back({.id = {id},
                   .kind = read<Kind>(kind),
                   .slug = slug,
                   .organisation = {organisation},
                   .service = {service},
                   .series = series,
                   .source_lang = lang,
                   .state = read<ActivityState>(state),
                   .source = source});
  std::unordered_map<Text, Activity*> by_id;
  for (auto& a : out) by_id.emplace(a.id.text, &a);
  auto const ids = fmt::format("select id from activity {}", where);
  for (auto const& [id, before] : session.all<Text, Text>(
           fmt::format("select activity_id, before_id from activity_prerequisite where activity_id in ({}) "
                       "order by activity_id, position",
                       ids),
           binds))
    if (auto const at = by_id.find(id); at != by_id.end()) at->second->completed.push_back({before});
  fill_texts(session, "activity", ids, binds, out);
  return out;
}

/// The columns of one edition, in two halves: what it is for, and how it is held.
void read_terms(db::Session& session, std::string_view where, const db::Binds& binds,
                std::unordered_map<Text, Edition*>& by_id) {
  for (auto& [id, in1, in2, in3, in4, out1, out2, out3, out4, cost, price, childcare, undocumented] :
       session.all<Text, Text, Text, Text, Text, Text, Text, Text, Text, Text, std::optional<std::int64_t>,
                   Text, Text>(
           fmt::format(
               "select id, level_in_listening, level_in_speaking, level_in_reading, level_in_writing, "
               "level_out_listening, level_out_speaking, level_out_reading, level_out_writing, cost, "
               "price_cents, childcare, accepts_undocumented from activity_edition {}",
               where),
           binds)) {
    auto const at = by_id.find(id);
    if (at == by_id.end()) continue;
    auto& e = *at->second;
    e.level_in = {in1, in2, in3, in4};
    e.level_out = {out1, out2, out3, out4};
    e.cost = read<guide::Cost>(cost);
    e.price_cents = price;
    e.childcare = read<guide::Answer>(childcare);
    e.accepts_undocumented = read<guide::Answer>(undocumented);
  }
}

std::vector<Edition> editions(db::Session& session, std::string_view where, const db::Binds& binds) {
  std::vector<Edition> out;
  for (auto& [id, activity, slug, state, capacity, from, until, hours, expiry, approval, zone, place, room,
              link, nis, half_days, recurrence, threshold, source] :
       session.all<Text, Text, Text, Text, std::int64_t, Maybe, Maybe, std::int64_t, Text, Text, Text, Text,
                   Text, Text, Text, Text, Text, std::int64_t, Text>(
           fmt::format("select id, activity_id, slug, state, capacity, enrol_from, enrol_until, offer_hours, "
                       "expiry, approval, zone, place_id, room, link, nis, half_days, recurrence, "
                       "threshold_percent, source from activity_edition {} "
                       "order by coalesce(first_starts, '9'), slug",
                       where),
           binds)) {
    Edition e{.id = {id}, .activity = {activity}, .slug = slug, .state = read<EditionState>(state)};
    e.capacity = capacity;
    e.enrol_from = time_of(from);
    e.enrol_until = time_of(until);
    e.offer_for = std::chrono::hours(hours);
    e.expiry = read<Expiry>(expiry);
    e.approval = read<Approval>(approval);
    e.zone = zone;
    e.place = {place};
    e.room = room;
    e.link = link;
    e.nis = nis;
    e.half_days = half_days;
    e.recurrence = recurrence;
    e.threshold_percent = threshold;
    e.source = source;
    out.push_back(std::move(e));
  }
  std::unordered_map<Text, Edition*> by_id;
  for (auto& e : out) by_id.emplace(e.id.text, &e);
  read_terms(session, where, binds, by_id);
  auto const ids = fmt::format("select id from activity_edition {}", where);
  for (auto const& [id, lang, how] : session.all<Text, Text, Text>(
           fmt::format("select edition_id, lang, how from activity_language where edition_id in ({}) "
                       "order by edition_id, position",
                       ids),
           binds))
    if (auto const at = by_id.find(id); at != by_id.end())
      at->second->languages.push_back({.lang = lang, .how = read<guide::Spoken>(how)});
  fill_texts(session, "edition", ids, binds, out);
  return out;
}

std::vector<Session> sessions(db::Session& session, std::string_view where, const db::Binds& binds) {
  std::vector<Session> out;
  for (auto& [id, edition, starts, ends, zone, minutes, place, room, link, status, sequence, module] :
       session.all<Text, Text, Text, Text, Text, std::int64_t, Text, Text, Text, Text, std::int64_t, Text>(
           fmt::format("select id, edition_id, starts, ends, zone, minutes, place_id, room, link, status, "
                       "sequence, module from activity_session {} order by starts_at, id",
                       where),
           binds)) {
    Session s{.id = {id}, .edition = {edition}};
    s.starts = parse_local(starts).value_or(LocalMinute{});
    s.ends = parse_local(ends).value_or(LocalMinute{});
    s.zone = zone;
    s.length = Minutes(minutes);
    s.place = {place};
    s.room = room;
    s.link = link;
    s.status = read<SessionStatus>(status);
    s.sequence = sequence;
    s.module = module;
    out.push_back(std::move(s));
  }
  std::unordered_map<Text, Session*> by_id;
  for (auto& s : out) by_id.emplace(s.id.text, &s);
  auto const ids = fmt::format("select id from activity_session {}", where);
  for (auto const& [id, account, name, minutes] : session.all<Text, Text, Text, std::int64_t>(
           fmt::format("select session_id, account_id, name, minutes from activity_trainer "
                       "where session_id in ({}) order by session_id, position",
                       ids),
           binds))
    if (auto const at = by_id.find(id); at != by_id.end())
      at->second->trainers.push_back({account, name, Minutes(minutes)});
  fill_texts(session, "session", ids, binds, out);
  return out;
}

template <class T>
std::optional<T> first(std::vector<T> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

constexpr std::string_view kPlaces =
    "select e.id, e.capacity, e.taken, (select cast(coalesce(sum(n.size), 0) as bigint) from "
    "activity_enrolment n where n.edition_id = e.id and n.state = 'waiting') from activity_edition e ";

}  // namespace

Catalogue load(db::Session& session) {
  return {activities(session, "", {}), editions(session, "", {}), sessions(session, "", {})};
}

std::optional<Activity> activity(db::Session& session, const ActivityId& id) {
  return first(activities(session, "where id = :id", {{"id", id.text}}));
}
std::optional<Edition> edition(db::Session& session, const EditionId& id) {
  return first(editions(session, "where id = :id", {{"id", id.text}}));
}
std::optional<Edition> edition_by_slug(db::Session& session, std::string_view slug) {
  return first(editions(session, "where slug = :slug", {{"slug", slug}}));
}
std::optional<Session> session_of(db::Session& session, const SessionId& id) {
  return first(sessions(session, "where id = :id", {{"id", id.text}}));
}
std::vector<Edition> editions_of(db::Session& session, const ActivityId& id) {
  return editions(session, "where activity_id = :id", {{"id", id.text}});
}
std::vector<Session> sessions_of(db::Session& session, const EditionId& id) {
  return sessions(session, "where edition_id = :id", {{"id", id.text}});
}

std::map<EditionId, Places> places(db::Session& session) {
  std::map<EditionId, Places> out;
  for (auto const& [id, capacity, taken, waiting] :
       session.all<Text, std::int64_t, std::int64_t, std::int64_t>(
           std::string(kPlaces) + "where e.state = 'open' or e.state = 'closed'"))
    out[{id}] = {capacity, taken, waiting};
  return out;
}

Places places(db::Session& session, const EditionId& id) {
  auto const row = session.one<Text, std::int64_t, std::int64_t, std::int64_t>(
      std::string(kPlaces) + "where e.id = :id", {{"id", id.text}});
  if (!row) return {};
  return {std::get<1>(*row), std::get<2>(*row), std::get<3>(*row)};
}

std::optional<OrganisationId> organisation_of(db::Session& session, const EditionId& id) {
  auto const row = session.one<Text>(
      "select a.organisation_id from activity_edition e join activity a on a.id = e.activity_id "
      "where e.id = :id",
      {{"id", id.text}});
  if (!row) return std::nullopt;
  return OrganisationId{std::get<0>(*row)};
}

}  // namespace cote::activities::store
