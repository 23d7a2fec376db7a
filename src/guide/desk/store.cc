// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/desk/store.h"

#include <fmt/format.h>

#include "guide/rules.h"

namespace cote::guide::desk::store {
namespace {

constexpr std::string_view kDraft =
    "select id, service_id, organisation_id, author_id, author, author_role, state, base_version, base, "
    "record, note, answer, answered_by, started, saved, saves from guide_draft where ";
constexpr std::string_view kLine =
    "select id, service_id, name, author_id, author, author_role, state, base_version, case when base = '' "
    "then 1 else 0 end, note, "
    "started, saved from guide_draft where ";

Time time_of(const std::string& text) { return parse_time(text).value_or(Time()); }

std::optional<Draft> one_draft(db::Session& session, std::string_view condition, const db::Binds& binds) {
  auto row =
      session.one<std::string, std::string, std::string, std::string, std::string, std::string, std::string,
                  std::int64_t, std::string, std::string, std::string, std::string, std::string, std::string,
                  std::string, std::int64_t>(fmt::format("{}{}", kDraft, condition), binds);
  if (!row) return std::nullopt;
  auto& [id, service, organisation, author_id, author, role, state, base_version, base, record, note, answer,
         answered_by, started, saved, saves] = *row;
  Draft out;
  out.id = std::move(id);
  out.service = {std::move(service)};
  out.organisation = {std::move(organisation)};
  out.author_id = std::move(author_id);
  out.author = std::move(author);
  out.author_role = std::move(role);
  out.state = state_named(state).value_or(State::draft);
  out.base_version = base_version;
  if (!base.empty()) out.base = from_json(base);
  out.record = from_json(record);
  out.note = std::move(note);
  out.answer = std::move(answer);
  out.answered_by = std::move(answered_by);
  out.started = time_of(started);
  out.saved = time_of(saved);
  out.saves = saves;
  return out;
}

std::vector<DraftLine> lines(db::Session& session, std::string_view condition, const db::Binds& binds) {
  std::vector<DraftLine> out;
  auto const sql = fmt::format("{}{} limit 200", kLine, condition);
  for (auto& [id, service, name, author_id, author, role, state, base_version, is_new, note, started, saved] :
       session.all<std::string, std::string, std::string, std::string, std::string, std::string, std::string,
                   std::int64_t, std::int64_t, std::string, std::string, std::string>(sql, binds))
    out.push_back({.id = std::move(id),
                   .service = {std::move(service)},
                   .name = std::move(name),
                   .author_id = std::move(author_id),
                   .author = std::move(author),
                   .author_role = std::move(role),
                   .state = state_named(state).value_or(State::draft),
                   .is_new = is_new != 0,
                   .note = std::move(note),
                   .started = time_of(started),
                   .saved = time_of(saved)});
  return out;
}

db::Binds joined(db::Binds binds, const people::Predicate& limit) {
  binds.insert(binds.end(), limit.binds.begin(), limit.binds.end());
  return binds;
}

}  // namespace

std::optional<Draft> draft(db::Session& session, std::string_view id, const people::Predicate& limit) {
  return one_draft(session, fmt::format("id = :id and {}", limit.sql), joined({{"id", id}}, limit));
}

std::optional<Draft> draft_of(db::Session& session, const ServiceId& service, std::string_view author_id) {
  return one_draft(session, "service_id = :service and author_id = :author",
                   {{"service", service.text}, {"author", author_id}});
}

bool put(db::Tx& tx, const Draft& draft) {
  db::Binds const content = {
      {"id", draft.id},
      {"organisation", draft.organisation.text},
      {"state", name(draft.state)},
      {"name", rules::text(draft.record.service.name, draft.record.service.source_lang)},
      {"base_version", draft.base_version},
      {"base", draft.base ? to_json(*draft.base) : std::string()},
      {"record", to_json(draft.record)},
      {"note", draft.note},
      {"answer", draft.answer},
      {"answered_by", draft.answered_by},
      {"saved", iso(draft.saved)},
      {"saves", draft.saves}};
  if (draft.saves > 1) {
    return tx.run(
               "update guide_draft set organisation_id = :organisation, state = :state, name = :name, "
               "base_version = :base_version, base = :base, record = :record, note = :note, "
               "answer = :answer, answered_by = :answered_by, saved = :saved, saves = :saves "
               "where id = :id and saves = :saves - 1",
               content) == 1;
  }
  auto all = content;
  all.insert(all.end(), {{"service", draft.service.text},
                         {"author_id", draft.author_id},
                         {"author", draft.author},
                         {"author_role", draft.author_role},
                         {"started", iso(draft.started)}});
  return tx.run(
             "insert into guide_draft (id, service_id, organisation_id, author_id, author, author_role, "
             "state, "
             "name, base_version, base, record, note, answer, answered_by, started, saved, saves) values "
             "(:id, "
             ":service, :organisation, :author_id, :author, :author_role, :state, :name, :base_version, "
             ":base, "
             ":record, :note, :answer, :answered_by, :started, :saved, :saves) "
             "on conflict (service_id, author_id) do nothing",
             all) == 1;
}

bool remove(db::Tx& tx, std::string_view id) {
  return tx.run("delete from guide_draft where id = :id", {{"id", id}}) == 1;
}

std::vector<DraftLine> drafts_of(db::Session& session, const ServiceId& service) {
  return lines(session, "service_id = :service order by started", {{"service", service.text}});
}

std::vector<DraftLine> drafts_in(db::Session& session, State state, const people::Predicate& limit) {
  return lines(session, fmt::format("state = :state and {} order by saved", limit.sql),
               joined({{"state", name(state)}}, limit));
}

std::vector<DraftLine> drafts_by(db::Session& session, std::string_view author_id) {
  return lines(session, "author_id = :author order by saved desc", {{"author", author_id}});
}

std::int64_t count_in(db::Session& session, State state, const people::Predicate& limit) {
  auto const row = session.one<std::int64_t>(
      fmt::format("select count(*) from guide_draft where state = :state and {}", limit.sql),
      joined({{"state", name(state)}}, limit));
  return row ? std::get<0>(*row) : 0;
}

std::int64_t last_number(db::Session& session, const ServiceId& service) {
  auto const row = session.one<std::int64_t>(
      "select coalesce(max(number), 0) from guide_version where service_id = :service",
      {{"service", service.text}});
  return row ? std::get<0>(*row) : 0;
}

std::vector<Version> versions(db::Session& session, const ServiceId& service) {
  std::vector<Version> out;
  for (auto& [number, at, what, author, approved_by, note] :
       session.all<std::int64_t, std::string, std::string, std::string, std::string, std::string>(
           "select number, at, what, author, approved_by, note from guide_version "
           "where service_id = :service order by number desc",
           {{"service", service.text}}))
    out.push_back({.number = number,
                   .at = time_of(at),
                   .what = std::move(what),
                   .author_id = {},
                   .author = std::move(author),
                   .approved_by = std::move(approved_by),
                   .note = std::move(note),
                   .record = {}});
  return out;
}

std::optional<Version> version(db::Session& session, const ServiceId& service, std::int64_t number) {
  auto row =
      session.one<std::string, std::string, std::string, std::string, std::string, std::string, std::string>(
          "select at, what, author_id, author, approved_by, note, record from guide_version "
          "where service_id = :service and number = :number",
          {{"service", service.text}, {"number", number}});
  if (!row) return std::nullopt;
  auto& [at, what, author_id, author, approved_by, note, record] = *row;
  return Version{.number = number,
                 .at = time_of(at),
                 .what = std::move(what),
                 .author_id = std::move(author_id),
                 .author = std::move(author),
                 .approved_by = std::move(approved_by),
                 .note = std::move(note),
                 .record = from_json(record)};
}

void add(db::Tx& tx, const Version& version) {
  tx.run(
      "insert into guide_version (service_id, number, at, what, author_id, author, approved_by, note, "
      "record) "
      "values (:service, :number, :at, :what, :author_id, :author, :approved_by, :note, :record)",
      {{"service", version.record.service.id.text},
       {"number", version.number},
       {"at", iso(version.at)},
       {"what", version.what},
       {"author_id", version.author_id},
       {"author", version.author},
       {"approved_by", version.approved_by},
       {"note", version.note},
       {"record", to_json(version.record)}});
}

}  // namespace cote::guide::desk::store
