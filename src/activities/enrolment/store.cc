// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/enrolment/store.h"

#include <fmt/format.h>

#include "activities/enrolment/codes.h"

namespace cote::activities::store {
namespace {

using Text = std::string;
using Maybe = std::optional<std::string>;

std::optional<Time> time_of(const Maybe& text) { return text ? parse_time(*text) : std::nullopt; }

template <class E>
E read(const Text& word) {
  return from_code<E>(word).value_or(E{});
}

constexpr std::string_view kEnrolments =
    "select n.id, n.edition_id, n.unit_id, n.size, n.state, n.priority, n.requested, n.number, "
    "n.eligibility, n.level, n.channel, n.made_by, n.offer_expires, n.joined, n.gone, n.reason, n.note "
    "from activity_enrolment n ";

std::vector<Enrolment> enrolments(db::Session& session, std::string_view rest, const db::Binds& binds) {
  std::vector<Enrolment> out;
  for (auto& [id, edition, unit, size, state, priority, requested, number, eligibility, level, channel,
              made_by, expires, joined, gone, reason, note] :
       session.all<Text, Text, Text, std::int64_t, Text, std::int64_t, Text, std::int64_t, Text, Text, Text,
                   Text, Maybe, Maybe, Maybe, Text, Text>(fmt::format("{}{}", kEnrolments, rest), binds)) {
    Enrolment e{.id = {id}, .edition = {edition}, .unit = {unit}, .size = size, .state = read<State>(state)};
    e.priority = priority;
    e.requested = parse_time(requested).value_or(Time{});
    e.number = number;
    e.eligibility = read<Eligibility>(eligibility);
    e.level = level;
    e.channel = read<EnrolChannel>(channel);
    e.made_by = made_by;
    e.offer_expires = time_of(expires);
    e.joined = time_of(joined);
    e.gone = time_of(gone);
    e.reason = reason;
    e.note = note;
    out.push_back(std::move(e));
  }
  return out;
}

std::vector<Participant> participants(db::Session& session, std::string_view rest, const db::Binds& binds) {
  std::vector<Participant> out;
  for (auto& [id, name, email, phone, born, sex, status, nis, lang, erased] :
       session.all<Text, Text, Text, Text, std::optional<std::int64_t>, Text, Text, Text, Text, std::int64_t>(
           fmt::format("select p.id, p.name, p.email, p.phone, p.birth_year, p.sex, p.status, p.nis, p.lang, "
                       "p.erased from activity_participant p {}",
                       rest),
           binds)) {
    Participant p{.id = {id}, .name = name, .email = email, .phone = phone};
    if (born) p.birth_year = static_cast<int>(*born);
    p.sex = read<Sex>(sex);
    p.status = status;
    p.nis = nis;
    p.lang = lang;
    p.erased = erased != 0;
    out.push_back(std::move(p));
  }
  return out;
}

template <class T>
std::optional<T> first(std::vector<T> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<rules::Stretch> stretches_of(db::Session& session, std::string_view sql, const db::Binds& binds) {
  std::vector<rules::Stretch> out;
  for (auto const& [id, starts, ends] : session.all<Text, Text, Text>(sql, binds))
    out.push_back({{id}, parse_time(starts).value_or(Time{}), parse_time(ends).value_or(Time{})});
  return out;
}

Step step_of(std::int64_t number, const Text& enrolment, const Text& event, const Text& state, const Text& at,
             const Text& account, std::int64_t free, const Text& reason) {
  return {.number = number,
          .enrolment = {enrolment},
          .event = read<Event>(event),
          .state = read<State>(state),
          .at = parse_time(at).value_or(Time{}),
          .account = account,
          .free = free,
          .reason = reason};
}

}  // namespace

std::optional<Turn> turn(db::Tx& tx, const EditionId& id) {
  auto row = tx.one<Text, Text, Text, std::int64_t, std::int64_t, std::int64_t, Maybe, Maybe, std::int64_t,
                    Text, Text>(
      "select activity_id, slug, state, capacity, taken, steps, enrol_from, enrol_until, offer_hours, "
      "expiry, "
      "approval from activity_edition where id = :id",
      {{"id", id.text}});
  if (!row) return std::nullopt;
  auto& [activity, slug, state, capacity, taken, steps, from, until, hours, expiry, approval] = *row;
  Turn out{.edition = {.id = id, .activity = {activity}, .slug = slug}, .taken = taken, .steps = steps};
  out.edition.state = read<EditionState>(state);
  out.edition.capacity = capacity;
  out.edition.enrol_from = time_of(from);
  out.edition.enrol_until = time_of(until);
  out.edition.offer_for = std::chrono::hours(hours);
  out.edition.expiry = read<Expiry>(expiry);
  out.edition.approval = read<Approval>(approval);
  return out;
}

std::vector<Enrolment> queue(db::Session& session, const EditionId& id) {
  return enrolments(
      session, "where n.edition_id = :id and n.state = 'waiting' order by n.priority, n.requested, n.number",
      {{"id", id.text}});
}
std::vector<Enrolment> of_edition(db::Session& session, const EditionId& id) {
  return enrolments(session, "where n.edition_id = :id order by n.number", {{"id", id.text}});
}
std::optional<Enrolment> find(db::Session& session, const EnrolmentId& id) {
  return first(enrolments(session, "where n.id = :id", {{"id", id.text}}));
}
std::optional<Enrolment> by_code(db::Session& session, std::string_view code_hash) {
  return first(enrolments(session, "where n.code_hash = :hash", {{"hash", code_hash}}));
}

std::vector<EditionId> editions_with_ended_offers(db::Session& session, Time now) {
  std::vector<EditionId> out;
  for (auto const& [id] : session.all<Text>("select distinct edition_id from activity_enrolment where state "
                                            "= 'offered' and offer_expires <= :now "
                                            "order by edition_id",
                                            {{"now", iso(now)}}))
    out.push_back({id});
  return out;
}
std::vector<Enrolment> ended_offers(db::Session& session, const EditionId& id, Time now) {
  return enrolments(session,
                    "where n.edition_id = :id and n.state = 'offered' and n.offer_expires <= :now "
                    "order by n.offer_expires, n.number",
                    {{"id", id.text}, {"now", iso(now)}});
}

std::int64_t offers(db::Session& session, const EnrolmentId& id) {
  auto const row = session.one<std::int64_t>("select count(*) from activity_offer where enrolment_id = :id",
                                             {{"id", id.text}});
  return row ? std::get<0>(*row) : 0;
}

std::vector<Participant> members(db::Session& session, const UnitId& id) {
  return participants(
      session,
      "join activity_unit_member m on m.participant_id = p.id join activity_unit u on u.id = "
      "m.unit_id where m.unit_id = :id order by case when u.contact_id = p.id then 0 else 1 end, "
      "p.name, p.id",
      {{"id", id.text}});
}
std::optional<Unit> unit(db::Session& session, const UnitId& id) {
  auto const row = session.one<Text>("select kind from activity_unit where id = :id", {{"id", id.text}});
  if (!row) return std::nullopt;
  return Unit{.id = id, .kind = read<UnitKind>(std::get<0>(*row)), .members = members(session, id)};
}
std::optional<Participant> participant(db::Session& session, const ParticipantId& id) {
  return first(participants(session, "where p.id = :id", {{"id", id.text}}));
}

std::vector<Known> known(db::Session& session, std::string_view email) {
  std::vector<Known> out;
  for (auto const& [contact, contact_name, id, name] : session.all<Text, Text, Text, Text>(
           "select p.id, p.name, coalesce(q.id, p.id), coalesce(q.name, p.name) from activity_participant p "
           "left join activity_unit u on u.contact_id = p.id "
           "left join activity_unit_member m on m.unit_id = u.id "
           "left join activity_participant q on q.id = m.participant_id and q.erased = 0 "
           "where p.email = :email and p.erased = 0 order by p.created, p.id, q.created, q.id",
           {{"email", email}}))
    out.push_back({{contact}, contact_name, {id}, name});
  return out;
}

bool is_in(db::Session& session, const ParticipantId& id, const EditionId& edition) {
  return session
      .one<Text>(
          "select n.id from activity_unit_member m join activity_enrolment n on n.unit_id = m.unit_id "
          "where m.participant_id = :id and n.edition_id = :edition and (n.state = 'requested' or n.state = "
          "'waiting' or n.state = 'offered' or n.state = 'confirmed' or n.state = 'completed')",
          {{"id", id.text}, {"edition", edition.text}})
      .has_value();
}

std::vector<rules::Stretch> sessions_of(db::Session& session, const ParticipantId& id, const EditionId& but,
                                        Time now) {
  return stretches_of(
      session,
      "select s.id, s.starts_at, s.ends_at from activity_unit_member m join activity_enrolment n on "
      "n.unit_id = "
      "m.unit_id join activity_session s on s.edition_id = n.edition_id where m.participant_id = :id and "
      "n.edition_id <> :but and (n.state = 'confirmed' or n.state = 'offered') and s.status <> 'cancelled' "
      "and "
      "s.ends_at > :now",
      {{"id", id.text}, {"but", but.text}, {"now", iso(now)}});
}
std::vector<rules::Stretch> stretches(db::Session& session, const EditionId& id, Time now) {
  return stretches_of(
      session,
      "select id, starts_at, ends_at from activity_session where edition_id = :id and status <> "
      "'cancelled' and ends_at > :now",
      {{"id", id.text}, {"now", iso(now)}});
}

std::vector<std::pair<Step, Enrolment>> steps_of(db::Session& session, const EditionId& id) {
  std::vector<std::pair<Step, Enrolment>> out;
  for (auto const& [number, enrolment, event, state, at, account, free, reason, size, priority] :
       session.all<std::int64_t, Text, Text, Text, Text, Text, std::int64_t, Text, std::int64_t,
                   std::int64_t>(
           "select t.number, t.enrolment_id, t.event, t.state, t.at, t.account_id, t.free, t.reason, n.size, "
           "n.priority from activity_step t join activity_enrolment n on n.id = t.enrolment_id where "
           "t.edition_id = :id order by t.number",
           {{"id", id.text}}))
    out.emplace_back(step_of(number, enrolment, event, state, at, account, free, reason),
                     Enrolment{.id = {enrolment}, .edition = id, .size = size, .priority = priority});
  return out;
}

std::vector<Step> steps_of(db::Session& session, const EnrolmentId& id) {
  std::vector<Step> out;
  for (auto const& [number, event, state, at, account, free, reason] :
       session.all<std::int64_t, Text, Text, Text, Text, std::int64_t, Text>(
           "select number, event, state, at, account_id, free, reason from activity_step "
           "where enrolment_id = :id order by number",
           {{"id", id.text}}))
    out.push_back(step_of(number, id.text, event, state, at, account, free, reason));
  return out;
}

std::string title(db::Session& session, const EditionId& id, std::string_view lang) {
  // The edition's own title before the activity's; the asked language before the source.
  auto const row = session.one<Text>(
      "select t.text from activity_edition e join activity_text t on t.field = 'title' and "
      "((t.entity = 'edition' and t.entity_id = e.id) or (t.entity = 'activity' and t.entity_id = "
      "e.activity_id)) where e.id = :id and (t.lang = :lang or t.position = 0) order by "
      "case when t.entity = 'edition' then 0 else 1 end, case when t.lang = :same then 0 else 1 end limit 1",
      {{"id", id.text}, {"lang", lang}, {"same", lang}});
  return row ? std::get<0>(*row) : std::string();
}

}  // namespace cote::activities::store
