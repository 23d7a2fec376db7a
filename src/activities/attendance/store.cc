// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/attendance/store.h"

#include <fmt/format.h>

#include "activities/attendance/codes.h"
#include "activities/enrolment/codes.h"

namespace cote::activities::store {
namespace {

using Text = std::string;
using Maybe = std::optional<std::string>;

std::vector<Mark> marks(db::Session& session, std::string_view where, const db::Binds& binds) {
  std::vector<Mark> out;
  for (auto const& [id, participant, state, minutes] : session.all<Text, Text, Text, std::int64_t>(
           fmt::format(
               "select session_id, participant_id, state, minutes from activity_attendance {} order by "
               "starts_at, session_id, participant_id",
               where),
           binds))
    out.push_back(
        {{id}, {participant}, from_code<Presence>(state).value_or(Presence::absent), Minutes(minutes)});
  return out;
}

/// A pattern for names that begin so. Letters beyond ASCII must be written as the name has them.
Text beginning(std::string_view name) {
  Text out;
  for (char c : name) {
    if (c == '%' || c == '_' || c == '!') out += '!';
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  return out + '%';
}

/// The parts of a look at attendance over years: where to begin reading, and what to let through.
struct Look {
  Text from{};
  Text where{};
  db::Binds binds{};
  void only(std::string_view condition, std::string_view name, const db::Value& value) {
    where += fmt::format(" and {}", condition);
    binds.emplace_back(name, std::get<Text>(value));
  }
};

Look look(const Filter& f) {
  // The order of the tables is the order of reading in SQLite ("cross" says so): from the rarest on.
  bool const by_person = !f.participant.empty() || !f.name.empty() || !f.nis.empty();
  Look out{.from = by_person ? "activity_participant p cross join activity_attendance t"
                             : "activity_attendance t cross join activity_participant p"};
  out.where = "where p.id = t.participant_id";
  if (!f.edition.empty()) out.only("t.edition_id = :edition", "edition", f.edition.text);
  if (!f.participant.empty()) out.only("p.id = :participant", "participant", f.participant.text);
  if (!f.nis.empty()) out.only("p.nis = :nis", "nis", f.nis);
  // From a person on, SQLite would rather read all rows of the state each time: "||" keeps it from that.
  if (f.state)
    out.only(by_person ? "t.state || '' = :state" : "t.state = :state", "state", Text(code(*f.state)));
  if (f.from) out.only("t.starts_at >= :from", "from", iso(*f.from));
  if (f.until) out.only("t.starts_at < :until", "until", iso(*f.until));
  if (!f.name.empty()) out.only("lower(p.name) like :name escape '!'", "name", beginning(f.name));
  return out;
}

}  // namespace

std::vector<Mark> marks_of(db::Session& session, const SessionId& id) {
  return marks(session, "where session_id = :id", {{"id", id.text}});
}
std::vector<Mark> marks_of(db::Session& session, const ParticipantId& participant, const EditionId& edition) {
  return marks(session, "where participant_id = :participant and edition_id = :edition",
               {{"participant", participant.text}, {"edition", edition.text}});
}
std::vector<Mark> marks_of(db::Session& session, const EditionId& edition) {
  return marks(session, "where edition_id = :edition", {{"edition", edition.text}});
}

void put(db::Tx& tx, const Mark& mark, const EditionId& edition, Time starts, std::string_view account,
         Time now) {
  db::Binds const which{{"session", mark.session.text}, {"participant", mark.participant.text}};
  tx.run(
      "insert into activity_attendance_before (session_id, participant_id, version, state, minutes, at, "
      "account_id) select t.session_id, t.participant_id, (select count(*) from activity_attendance_before b "
      "where b.session_id = t.session_id and b.participant_id = t.participant_id), t.state, t.minutes, t.at, "
      "t.account_id from activity_attendance t where t.session_id = :session and t.participant_id = "
      ":participant",
      which);
  auto binds = which;
  binds.emplace_back("edition", edition.text);
  binds.emplace_back("starts", iso(starts));
  binds.emplace_back("state", code(mark.state));
  binds.emplace_back("minutes", mark.length.count());
  binds.emplace_back("now", iso(now));
  binds.emplace_back("account", account);
  tx.run(
      "insert into activity_attendance (session_id, participant_id, edition_id, starts_at, state, minutes, "
      "at, "
      "account_id) values (:session, :participant, :edition, :starts, :state, :minutes, :now, :account) on "
      "conflict (session_id, participant_id) do update set state = excluded.state, minutes = "
      "excluded.minutes, "
      "at = excluded.at, account_id = excluded.account_id",
      binds);
}

Minutes attended(db::Session& session, const ParticipantId& participant, const EditionId& edition) {
  auto const row = session.one<std::int64_t>(
      "select cast(coalesce(sum(minutes), 0) as bigint) from activity_attendance where participant_id = "
      ":participant and edition_id = :edition",
      {{"participant", participant.text}, {"edition", edition.text}});
  return Minutes(row ? std::get<0>(*row) : 0);
}

std::unordered_map<ParticipantId, std::vector<Stay>> stays(db::Session& session, const EditionId& edition) {
  std::unordered_map<ParticipantId, std::vector<Stay>> out;
  for (auto const& [participant, joined, gone] : session.all<Text, Text, Maybe>(
           "select m.participant_id, n.joined, n.gone from activity_enrolment n join activity_unit_member m "
           "on "
           "m.unit_id = n.unit_id where n.edition_id = :id and n.joined is not null order by n.joined",
           {{"id", edition.text}}))
    out[{participant}].push_back(
        {parse_time(joined).value_or(Time{}), gone ? parse_time(*gone) : std::nullopt});
  return out;
}

std::vector<Participant> participants_of(db::Session& session, const EditionId& edition) {
  std::vector<Participant> out;
  for (auto const& [id, name, email, phone, born, sex, nis, lang, erased] :
       session.all<Text, Text, Text, Text, std::optional<std::int64_t>, Text, Text, Text, std::int64_t>(
           "select distinct p.id, p.name, p.email, p.phone, p.birth_year, p.sex, p.nis, p.lang, p.erased "
           "from "
           "activity_enrolment n join activity_unit_member m on m.unit_id = n.unit_id join "
           "activity_participant p "
           "on p.id = m.participant_id where n.edition_id = :id and n.joined is not null order by p.name, "
           "p.id",
           {{"id", edition.text}})) {
    Participant p{.id = {id}, .name = name, .email = email, .phone = phone};
    if (born) p.birth_year = static_cast<int>(*born);
    p.sex = from_code<Sex>(sex).value_or(Sex::unknown);
    p.nis = nis;
    p.lang = lang;
    p.erased = erased != 0;
    out.push_back(std::move(p));
  }
  return out;
}

std::vector<Row> rows(db::Session& session, const Filter& filter, const std::optional<Row>& after,
                      int limit) {
  auto asked = look(filter);
  if (after) {
    asked.where +=
        " and (t.starts_at < :at or (t.starts_at = :at_same and (t.session_id < :after or (t.session_id = "
        ":after_same and t.participant_id < :after_person))))";
    asked.binds.emplace_back("at", iso(after->starts));
    asked.binds.emplace_back("at_same", iso(after->starts));
    asked.binds.emplace_back("after", after->session.text);
    asked.binds.emplace_back("after_same", after->session.text);
    asked.binds.emplace_back("after_person", after->participant.text);
  }
  asked.binds.emplace_back("limit", limit);
  std::vector<Row> out;
  for (auto const& [id, edition, participant, name, nis, starts, state, minutes] :
       session.all<Text, Text, Text, Text, Text, Text, Text, std::int64_t>(
           fmt::format(
               "select t.session_id, t.edition_id, t.participant_id, p.name, p.nis, t.starts_at, t.state, "
               "t.minutes from {} {} order by t.starts_at desc, t.session_id desc, t.participant_id desc "
               "limit :limit",
               asked.from, asked.where),
           asked.binds))
    out.push_back({.session = {id},
                   .edition = {edition},
                   .participant = {participant},
                   .name = name,
                   .nis = nis,
                   .starts = parse_time(starts).value_or(Time{}),
                   .state = from_code<Presence>(state).value_or(Presence::absent),
                   .length = Minutes(minutes)});
  return out;
}

}  // namespace cote::activities::store
