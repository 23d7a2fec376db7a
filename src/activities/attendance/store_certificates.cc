// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "activities/attendance/codes.h"
#include "activities/attendance/store.h"

namespace cote::activities::store {
namespace {

using Text = std::string;

std::vector<Certificate> certificates(db::Session& session, std::string_view where, const db::Binds& binds) {
  std::vector<Certificate> out;
  for (auto const& [id, year, number, code, participant, edition, name, title, lang, minutes, expected, first,
                    last, level, state, replaces, issued] :
       session.all<Text, std::int64_t, std::int64_t, Text, Text, Text, Text, Text, Text, std::int64_t,
                   std::int64_t, Text, Text, Text, Text, Text, Text>(
           fmt::format(
               "select id, year, number, code, participant_id, edition_id, name, title, lang, minutes, "
               "expected, first_day, last_day, level_out, state, replaces_id, issued from "
               "activity_certificate {} order by year desc, number desc",
               where),
           binds)) {
    Certificate c{.id = {id}, .year = year, .number = number, .code = code};
    c.participant = {participant};
    c.edition = {edition};
    c.name = name;
    c.title = title;
    c.lang = lang;
    c.attended = Minutes(minutes);
    c.expected = Minutes(expected);
    c.first_day = parse_date(first).value_or(Date{});
    c.last_day = parse_date(last).value_or(Date{});
    c.level_out = level;
    c.state = from_code<CertificateState>(state).value_or(CertificateState::withdrawn);
    c.replaces = {replaces};
    c.issued = parse_time(issued).value_or(Time{});
    out.push_back(std::move(c));
  }
  return out;
}

std::optional<Certificate> first(std::vector<Certificate> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace

std::optional<Certificate> certificate(db::Session& session, const CertificateId& id) {
  return first(certificates(session, "where id = :id", {{"id", id.text}}));
}
std::optional<Certificate> certificate_by_code(db::Session& session, std::string_view code) {
  return first(certificates(session, "where code = :code", {{"code", code}}));
}
std::vector<Certificate> certificates_of(db::Session& session, const ParticipantId& participant,
                                         const EditionId& edition) {
  return certificates(session, "where participant_id = :participant and edition_id = :edition",
                      {{"participant", participant.text}, {"edition", edition.text}});
}

std::int64_t next_number(db::Tx& tx, std::int64_t year) {
  auto const row = tx.one<std::int64_t>(
      "select coalesce(max(number), 0) + 1 from activity_certificate where year = :year", {{"year", year}});
  return row ? std::get<0>(*row) : 1;
}

void add(db::Tx& tx, const Certificate& c) {
  tx.run(
      "insert into activity_certificate (id, year, number, code, participant_id, edition_id, name, title, "
      "lang, "
      "minutes, expected, first_day, last_day, level_out, state, replaces_id, issued) values (:id, :year, "
      ":number, :code, :participant, :edition, :name, :title, :lang, :minutes, :expected, :first, :last, "
      ":level, "
      ":state, :replaces, :issued)",
      {{"id", c.id.text},
       {"year", c.year},
       {"number", c.number},
       {"code", c.code},
       {"participant", c.participant.text},
       {"edition", c.edition.text},
       {"name", c.name},
       {"title", c.title},
       {"lang", c.lang},
       {"minutes", c.attended.count()},
       {"expected", c.expected.count()},
       {"first", iso(c.first_day)},
       {"last", iso(c.last_day)},
       {"level", c.level_out},
       {"state", code(c.state)},
       {"replaces", c.replaces.text},
       {"issued", iso(c.issued)}});
}

void set_state(db::Tx& tx, const CertificateId& id, CertificateState state) {
  tx.run("update activity_certificate set state = :state where id = :id",
         {{"state", code(state)}, {"id", id.text}});
}

void add_step(db::Tx& tx, const CertificateId& id, const CertificateStep& step) {
  tx.run(
      "insert into activity_certificate_step (certificate_id, position, what, at, account_id, reason) select "
      ":id, "
      "count(*), :what, :at, :account, :reason from activity_certificate_step where certificate_id = :same",
      {{"id", id.text},
       {"what", step.what},
       {"at", iso(step.at)},
       {"account", step.account},
       {"reason", step.reason},
       {"same", id.text}});
}

std::vector<CertificateStep> certificate_steps(db::Session& session, const CertificateId& id) {
  std::vector<CertificateStep> out;
  for (auto const& [what, at, account, reason] :
       session.all<Text, Text, Text, Text>("select what, at, account_id, reason from "
                                           "activity_certificate_step where certificate_id = :id order by "
                                           "position",
                                           {{"id", id.text}}))
    out.push_back({what, parse_time(at).value_or(Time{}), account, reason});
  return out;
}

}  // namespace cote::activities::store
