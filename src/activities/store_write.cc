// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/codes.h"
#include "activities/store.h"
#include "activities/texts.h"

namespace cote::activities::store {
namespace {

std::optional<std::string> text_of(const std::optional<Time>& at) {
  return at ? std::optional(iso(*at)) : std::nullopt;
}

/// What lists and filters ask of an edition's sessions.
void sum_up(db::Tx& tx, const EditionId& id) {
  tx.run(
      "update activity_edition set "
      "first_starts = (select min(starts_at) from activity_session where edition_id = :a and status <> "
      "'cancelled'), "
      "last_ends = (select max(ends_at) from activity_session where edition_id = :b and status <> "
      "'cancelled'), "
      "minutes = (select cast(coalesce(sum(minutes), 0) as bigint) from activity_session where edition_id = "
      ":c and status <> 'cancelled') where id = :id",
      {{"a", id.text}, {"b", id.text}, {"c", id.text}, {"id", id.text}});
}

void save_languages(db::Tx& tx, const Edition& e) {
  tx.run("delete from activity_language where edition_id = :id", {{"id", e.id.text}});
  for (std::size_t i = 0; i < e.languages.size(); ++i)
    tx.run(
        "insert into activity_language (edition_id, position, lang, how) values (:id, :position, :lang, "
        ":how)",
        {{"id", e.id.text},
         {"position", i},
         {"lang", e.languages[i].lang},
         {"how", code(e.languages[i].how)}});
}

db::Binds binds_of(const Edition& e, Time now) {
  return {{"id", e.id.text},
          {"activity", e.activity.text},
          {"slug", e.slug},
          {"state", code(e.state)},
          {"capacity", e.capacity},
          {"from", text_of(e.enrol_from)},
          {"until", text_of(e.enrol_until)},
          {"hours", static_cast<std::int64_t>(e.offer_for.count())},
          {"expiry", code(e.expiry)},
          {"approval", code(e.approval)},
          {"in1", e.level_in.listening},
          {"in2", e.level_in.speaking},
          {"in3", e.level_in.reading},
          {"in4", e.level_in.writing},
          {"out1", e.level_out.listening},
          {"out2", e.level_out.speaking},
          {"out3", e.level_out.reading},
          {"out4", e.level_out.writing},
          {"cost", code(e.cost)},
          {"price", e.price_cents},
          {"childcare", code(e.childcare)},
          {"undocumented", code(e.accepts_undocumented)},
          {"zone", e.zone},
          {"place", e.place.text},
          {"room", e.room},
          {"link", e.link},
          {"nis", e.nis},
          {"half_days", e.half_days},
          {"recurrence", e.recurrence},
          {"threshold", e.threshold_percent},
          {"source", e.source},
          {"now", iso(now)}};
}

}  // namespace

void save(db::Tx& tx, const Activity& a, Time now) {
  tx.run(
      "insert into activity (id, kind, slug, organisation_id, service_id, series, source_lang, state, "
      "source, "
      "updated) values (:id, :kind, :slug, :organisation, :service, :series, :lang, :state, :source, :now) "
      "on conflict (id) do update set kind = excluded.kind, slug = excluded.slug, organisation_id = "
      "excluded.organisation_id, service_id = excluded.service_id, series = excluded.series, source_lang = "
      "excluded.source_lang, state = excluded.state, source = excluded.source, updated = excluded.updated",
      {{"id", a.id.text},
       {"kind", code(a.kind)},
       {"slug", a.slug},
       {"organisation", a.organisation.text},
       {"service", a.service.text},
       {"series", a.series},
       {"lang", a.source_lang},
       {"state", code(a.state)},
       {"source", a.source},
       {"now", iso(now)}});
  tx.run("delete from activity_prerequisite where activity_id = :id", {{"id", a.id.text}});
  for (std::size_t i = 0; i < a.completed.size(); ++i)
    tx.run(
        "insert into activity_prerequisite (activity_id, position, before_id) values (:id, :position, "
        ":before)",
        {{"id", a.id.text}, {"position", i}, {"before", a.completed[i].text}});
  auto record = a;
  save_texts(tx, "activity", a.id.text, texts(record), now);
}

void save(db::Tx& tx, const Edition& e, Time now) {
  tx.run(
      "insert into activity_edition (id, activity_id, slug, state, capacity, taken, steps, enrol_from, "
      "enrol_until, offer_hours, expiry, approval, level_in_listening, level_in_speaking, level_in_reading, "
      "level_in_writing, level_out_listening, level_out_speaking, level_out_reading, level_out_writing, "
      "cost, "
      "price_cents, childcare, accepts_undocumented, zone, place_id, room, link, nis, half_days, recurrence, "
      "minutes, threshold_percent, source, updated) values (:id, :activity, :slug, :state, :capacity, 0, 0, "
      ":from, :until, :hours, :expiry, :approval, :in1, :in2, :in3, :in4, :out1, :out2, :out3, :out4, :cost, "
      ":price, :childcare, :undocumented, :zone, :place, :room, :link, :nis, :half_days, :recurrence, 0, "
      ":threshold, :source, :now) on conflict (id) do update set slug = excluded.slug, enrol_from = "
      "excluded.enrol_from, enrol_until = excluded.enrol_until, offer_hours = excluded.offer_hours, expiry = "
      "excluded.expiry, approval = excluded.approval, level_in_listening = excluded.level_in_listening, "
      "level_in_speaking = excluded.level_in_speaking, level_in_reading = excluded.level_in_reading, "
      "level_in_writing = excluded.level_in_writing, level_out_listening = excluded.level_out_listening, "
      "level_out_speaking = excluded.level_out_speaking, level_out_reading = excluded.level_out_reading, "
      "level_out_writing = excluded.level_out_writing, cost = excluded.cost, price_cents = "
      "excluded.price_cents, childcare = excluded.childcare, accepts_undocumented = "
      "excluded.accepts_undocumented, zone = excluded.zone, place_id = excluded.place_id, room = "
      "excluded.room, link = excluded.link, nis = excluded.nis, half_days = excluded.half_days, recurrence = "
      "excluded.recurrence, threshold_percent = excluded.threshold_percent, source = excluded.source, "
      "updated "
      "= excluded.updated",
      binds_of(e, now));
  save_languages(tx, e);
  auto record = e;
  save_texts(tx, "edition", e.id.text, texts(record), now);
}

void save(db::Tx& tx, const Session& s, Time now) {
  tx.run(
      "insert into activity_session (id, edition_id, starts, ends, zone, starts_at, ends_at, minutes, "
      "place_id, room, link, status, sequence, module, updated) values (:id, :edition, :starts, :ends, "
      ":zone, "
      ":starts_at, :ends_at, :minutes, :place, :room, :link, :status, :sequence, :module, :now) on conflict "
      "(id) do update set starts = excluded.starts, ends = excluded.ends, zone = excluded.zone, starts_at = "
      "excluded.starts_at, ends_at = excluded.ends_at, minutes = excluded.minutes, place_id = "
      "excluded.place_id, room = excluded.room, link = excluded.link, status = excluded.status, sequence = "
      "excluded.sequence, module = excluded.module, updated = excluded.updated",
      {{"id", s.id.text},
       {"edition", s.edition.text},
       {"starts", iso(s.starts)},
       {"ends", iso(s.ends)},
       {"zone", s.zone},
       {"starts_at", iso(to_utc(s.starts))},
       {"ends_at", iso(to_utc(s.ends))},
       {"minutes", s.length.count()},
       {"place", s.place.text},
       {"room", s.room},
       {"link", s.link},
       {"status", code(s.status)},
       {"sequence", s.sequence},
       {"module", s.module},
       {"now", iso(now)}});
  tx.run("update activity_attendance set starts_at = :at where session_id = :id and starts_at <> :same",
         {{"at", iso(to_utc(s.starts))}, {"id", s.id.text}, {"same", iso(to_utc(s.starts))}});
  tx.run("delete from activity_trainer where session_id = :id", {{"id", s.id.text}});
  for (std::size_t i = 0; i < s.trainers.size(); ++i)
    tx.run(
        "insert into activity_trainer (session_id, position, account_id, name, minutes) values (:id, "
        ":position, :account, :name, :minutes)",
        {{"id", s.id.text},
         {"position", i},
         {"account", s.trainers[i].account},
         {"name", s.trainers[i].name},
         {"minutes", s.trainers[i].length.count()}});
  auto record = s;
  save_texts(tx, "session", s.id.text, texts(record), now);
  sum_up(tx, s.edition);
}

void set_state(db::Tx& tx, const EditionId& id, EditionState state, Time now) {
  tx.run("update activity_edition set state = :state, updated = :now where id = :id",
         {{"state", code(state)}, {"now", iso(now)}, {"id", id.text}});
}

void set_capacity(db::Tx& tx, const EditionId& id, std::int64_t capacity, Time now) {
  tx.run("update activity_edition set capacity = :capacity, updated = :now where id = :id",
         {{"capacity", capacity}, {"now", iso(now)}, {"id", id.text}});
}

std::int64_t cancel_sessions(db::Tx& tx, const EditionId& id, Time now) {
  auto const gone = tx.run(
      "update activity_session set status = 'cancelled', sequence = sequence + 1, updated = :now "
      "where edition_id = :id and status <> 'cancelled' and starts_at > :at",
      {{"now", iso(now)}, {"id", id.text}, {"at", iso(now)}});
  if (gone > 0) sum_up(tx, id);
  return gone;
}

bool remove(db::Tx& tx, const SessionId& id) {
  auto const edition =
      tx.one<std::string>("select edition_id from activity_session where id = :id", {{"id", id.text}});
  auto const noted = tx.one<std::int64_t>("select count(*) from activity_attendance where session_id = :id",
                                          {{"id", id.text}});
  if (!edition || std::get<0>(*noted) > 0) return false;
  tx.run("delete from activity_text where entity = 'session' and entity_id = :id", {{"id", id.text}});
  tx.run("delete from activity_session where id = :id", {{"id", id.text}});
  sum_up(tx, {std::get<0>(*edition)});
  return true;
}

}  // namespace cote::activities::store
