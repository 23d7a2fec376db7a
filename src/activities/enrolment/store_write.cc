// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/enrolment/codes.h"
#include "activities/enrolment/store.h"

namespace cote::activities::store {
namespace {

std::optional<std::string> text_of(const std::optional<Time>& at) {
  return at ? std::optional(iso(*at)) : std::nullopt;
}

}  // namespace

void finish(db::Tx& tx, const Turn& t) {
  tx.run("update activity_edition set taken = :taken, steps = :steps where id = :id",
         {{"taken", t.taken}, {"steps", t.steps}, {"id", t.edition.id.text}});
}

void add(db::Tx& tx, const Participant& p, std::string_view made_by, Time now) {
  tx.run(
      "insert into activity_participant (id, name, email, phone, birth_year, sex, status, nis, lang, "
      "made_by, "
      "created, seen, erased) values (:id, :name, :email, :phone, :born, :sex, :status, :nis, :lang, :by, "
      ":now, :now, 0)",
      {{"id", p.id.text},
       {"name", p.name},
       {"email", p.email},
       {"phone", p.phone},
       {"born", p.birth_year},
       {"sex", code(p.sex)},
       {"status", p.status},
       {"nis", p.nis},
       {"lang", p.lang},
       {"by", made_by},
       {"now", iso(now)}});
}

void erase(db::Tx& tx, const Participant& p) {
  tx.run(
      "update activity_enrolment set note = '' where unit_id in (select unit_id from activity_unit_member "
      "where "
      "participant_id = :id)",
      {{"id", p.id.text}});
  tx.run("update activity_certificate set name = '' where participant_id = :id", {{"id", p.id.text}});
  tx.run(
      "update activity_participant set name = '', email = '', phone = '', birth_year = null, status = '', "
      "erased = 1 where id = :id",
      {{"id", p.id.text}});
  if (!p.email.empty()) tx.run("delete from outbox where recipient = :email", {{"email", p.email}});
}

void seen(db::Tx& tx, const ParticipantId& id, Time now) {
  tx.run("update activity_participant set seen = :now where id = :id and seen < :now",
         {{"now", iso(now)}, {"id", id.text}});
}

void add(db::Tx& tx, const Unit& unit, Time now) {
  tx.run("insert into activity_unit (id, kind, contact_id, created) values (:id, :kind, :contact, :now)",
         {{"id", unit.id.text},
          {"kind", code(unit.kind)},
          {"contact", unit.members.front().id.text},
          {"now", iso(now)}});
  for (auto const& member : unit.members)
    tx.run("insert into activity_unit_member (unit_id, participant_id) values (:unit, :participant)",
           {{"unit", unit.id.text}, {"participant", member.id.text}});
}

void add(db::Tx& tx, const Enrolment& e, std::string_view code_hash, Time now) {
  tx.run(
      "insert into activity_enrolment (id, edition_id, unit_id, size, state, priority, requested, number, "
      "eligibility, level, channel, made_by, code_hash, offer_expires, joined, gone, reason, note, updated) "
      "values (:id, :edition, :unit, :size, :state, :priority, :requested, :number, :eligibility, :level, "
      ":channel, :by, :hash, null, :joined, null, '', :note, :now)",
      {{"id", e.id.text},
       {"edition", e.edition.text},
       {"unit", e.unit.text},
       {"size", e.size},
       {"state", code(e.state)},
       {"priority", e.priority},
       {"requested", iso(e.requested)},
       {"number", e.number},
       {"eligibility", code(e.eligibility)},
       {"level", e.level},
       {"channel", code(e.channel)},
       {"by", e.made_by},
       {"hash", code_hash},
       {"joined", text_of(e.joined)},
       {"note", e.note},
       {"now", iso(now)}});
}

void update(db::Tx& tx, const Enrolment& e, Time now) {
  tx.run(
      "update activity_enrolment set state = :state, priority = :priority, requested = :requested, number = "
      ":number, eligibility = :eligibility, level = :level, offer_expires = :expires, joined = :joined, gone "
      "= "
      ":gone, reason = :reason, note = :note, updated = :now where id = :id",
      {{"state", code(e.state)},
       {"priority", e.priority},
       {"requested", iso(e.requested)},
       {"number", e.number},
       {"eligibility", code(e.eligibility)},
       {"level", e.level},
       {"expires", text_of(e.offer_expires)},
       {"joined", text_of(e.joined)},
       {"gone", text_of(e.gone)},
       {"reason", e.reason},
       {"note", e.note},
       {"now", iso(now)},
       {"id", e.id.text}});
}

void add(db::Tx& tx, const EditionId& edition, const Step& s) {
  tx.run(
      "insert into activity_step (edition_id, number, enrolment_id, event, state, at, account_id, free, "
      "reason) "
      "values (:edition, :number, :enrolment, :event, :state, :at, :account, :free, :reason)",
      {{"edition", edition.text},
       {"number", s.number},
       {"enrolment", s.enrolment.text},
       {"event", code(s.event)},
       {"state", code(s.state)},
       {"at", iso(s.at)},
       {"account", s.account},
       {"free", s.free},
       {"reason", s.reason}});
}

void offer(db::Tx& tx, const Enrolment& e, Time now) {
  tx.run(
      "insert into activity_offer (enrolment_id, position, made, expires, outcome) select :id, count(*), "
      ":now, "
      ":expires, 'open' from activity_offer where enrolment_id = :same",
      {{"id", e.id.text}, {"now", iso(now)}, {"expires", text_of(e.offer_expires)}, {"same", e.id.text}});
}

void settle_offer(db::Tx& tx, const EnrolmentId& id, std::string_view outcome, Time now) {
  tx.run(
      "update activity_offer set outcome = :outcome, answered = :now where enrolment_id = :id and outcome = "
      "'open'",
      {{"outcome", outcome}, {"now", iso(now)}, {"id", id.text}});
}

}  // namespace cote::activities::store
