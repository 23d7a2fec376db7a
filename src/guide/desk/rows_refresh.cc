// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "guide/codes.h"
#include "guide/desk/rows.h"
#include "guide/desk/rows_words.h"
#include "guide/desk/store.h"
#include "guide/rules.h"
#include "guide/store.h"

namespace cote::guide::desk::rows {
namespace {

/// Above this many changed records reading the whole Guide once is faster than each by itself.
constexpr std::size_t kMany = 300;
constexpr std::size_t kMostKeys = 60;

using Rubrics = std::unordered_map<std::string, std::string>;
Rubrics rubrics(db::Session& session) {
  Rubrics out;
  for (auto& [topic, rubric] : session.all<std::string, std::string>("select id, rubric_id from topic"))
    out.emplace(std::move(topic), std::move(rubric));
  return out;
}

std::string known_on(const Provenance& p) {
  if (p.verified_on) return iso(*p.verified_on);
  if (p.as_of) return iso(*p.as_of);
  if (p.as_of_year) return fmt::format("{:04}-12-31", *p.as_of_year);
  return {};
}

class Writing {
 public:
  explicit Writing(db::Tx& tx) : tx_(tx), rubrics_(rubrics(tx)) {}

  void forget(const std::string& service) {
    tx_.run("delete from desk_key where service_id = :id", {{"id", service}});
    tx_.run("delete from desk_row where service_id = :id", {{"id", service}});
  }
  void write(const Record& record, std::string_view state) {
    auto const& s = record.service;
    auto const slug = address(record, state);
    tx_.run(
        "insert into desk_row (service_id, slug, name, organisation_id, organisation, locality, state, "
        "status, "
        "known_on, next_review, updated) values (:id, :slug, :name, :organisation_id, :organisation, "
        ":locality, :state, :status, :known_on, :next_review, :updated)",
        {{"id", s.id.text},
         {"slug", slug},
         {"name", rules::text(s.name, s.source_lang)},
         {"organisation_id", record.organisation.id.text},
         {"organisation", rules::text(record.organisation.name, s.source_lang)},
         {"locality", record.places.empty() ? std::string() : record.places.front().locality},
         {"state", state},
         {"status", code(s.status)},
         {"known_on", known_on(s.provenance)},
         {"next_review", s.provenance.next_review ? iso(*s.provenance.next_review) : std::string()},
         {"updated", iso(s.updated)}});
    write_keys(keys(record), slug, s.id.text);
  }

 private:
  /// Public records stand under their address; others must not be in its way.
  static std::string address(const Record& record, std::string_view state) {
    auto const& s = record.service;
    if (state == "live") return s.slug;
    auto const name = s.slug.empty() ? rules::slug(rules::text(s.name, s.source_lang)) : s.slug;
    return fmt::format("{}~{}", name, s.id.text);
  }
  [[nodiscard]] std::vector<std::string> keys(const Record& record) const {
    std::set<std::string> out;
    for (auto const& place : record.places)
      if (!place.nis.empty()) out.insert("c:" + place.nis);
    for (auto const& topic : record.service.topics) {
      out.insert("t:" + topic);
      if (auto const found = rubrics_.find(topic); found != rubrics_.end()) out.insert("r:" + found->second);
    }
    for (auto& word : words_of(record)) {
      if (out.size() == kMostKeys) break;
      out.insert("w:" + word);
    }
    return {out.begin(), out.end()};
  }
  /// All keys of a record in one statement; there are as many texts of it as there are numbers of keys.
  void write_keys(const std::vector<std::string>& keys, const std::string& slug, const std::string& id) {
    if (keys.empty()) return;
    static const auto names = [] {
      std::vector<std::string> out;
      for (std::size_t i = 0; i < 4 * kMostKeys; ++i) out.push_back(fmt::format("k{}", i));
      return out;
    }();
    std::string sql = "insert into desk_key (word, slug, service_id) values ";
    db::Binds binds = {{"slug", slug}, {"id", id}};
    for (std::size_t i = 0; i < std::min(keys.size(), names.size()); ++i) {
      sql += fmt::format("{}(:{}, :slug, :id)", i == 0 ? "" : ", ", names[i]);
      binds.emplace_back(names[i], keys[i]);
    }
    tx_.run(sql, binds);
  }

  db::Tx& tx_;
  Rubrics rubrics_;
};

/// Writers of rows wait for each other here.
void take_turn(db::Tx& tx) { tx.run("update desk_seen set seq = seq where id = 1"); }

/// A record that the Guide's tables do not have: archived, proposed, or nothing at all any more.
void write_absent(db::Tx& tx, Writing& writing, const ServiceId& service) {
  auto const last = store::version(tx, service, store::last_number(tx, service));
  if (last) {
    writing.write(last->record, "archived");
    return;
  }
  auto const drafts = store::drafts_of(tx, service);
  if (drafts.empty()) return;
  if (auto const draft = store::draft_of(tx, service, drafts.back().author_id))
    writing.write(draft->record, "proposed");
}

void write_one(db::Tx& tx, Writing& writing, const ServiceId& service) {
  writing.forget(service.text);
  if (auto const live = guide::store::load_record(tx, service)) {
    writing.write(*live, "live");
  } else {
    write_absent(tx, writing, service);
  }
}

void write_all(db::Tx& tx, Writing& writing) {
  tx.run("delete from desk_key");
  tx.run("delete from desk_row");
  auto const all = guide::store::load(tx);
  std::unordered_map<std::string_view, const Organisation*> organisations;
  for (auto const& o : all.organisations) organisations.emplace(o.id.text, &o);
  std::unordered_map<std::string_view, const Place*> places;
  for (auto const& p : all.places) places.emplace(p.id.text, &p);
  std::set<std::string_view> live;
  for (auto const& s : all.services) {
    Record record{.service = s};
    if (auto const o = organisations.find(s.organisation.text); o != organisations.end())
      record.organisation = *o->second;
    for (auto const& at : s.places)
      if (auto const p = places.find(at.place.text); p != places.end()) record.places.push_back(*p->second);
    writing.write(record, "live");
    live.insert(s.id.text);
  }
  for (auto& [id] : tx.all<std::string>("select service_id from guide_version union "
                                        "select service_id from guide_draft"))
    if (!live.contains(id)) write_absent(tx, writing, {id});
}

std::set<std::string> changed_since(db::Tx& tx, std::int64_t seen) {
  std::set<std::string> out;
  for (auto const* sql :
       {"select entity_id from change_log where seq > :seen and (entity = 'service' or entity = 'tombstone')",
        "select s.id from change_log c join service s on s.organisation_id = c.entity_id "
        "where c.seq > :seen and c.entity = 'organisation'",
        "select a.service_id from change_log c join service_at_place a on a.place_id = c.entity_id "
        "where c.seq > :seen and c.entity = 'place'",
        "select t.service_id from change_log c join service_topic t on t.topic_id = c.entity_id "
        "where c.seq > :seen and c.entity = 'topic'"})
    for (auto& [id] : tx.all<std::string>(sql, {{"seen", seen}})) out.insert(std::move(id));
  return out;
}

}  // namespace

bool behind(db::Session& session) {
  auto const row = session.one<std::int64_t>(
      "select (select coalesce(max(seq), 0) from change_log) - seq from desk_seen where id = 1");
  return row && std::get<0>(*row) != 0;
}

void catch_up(db::Tx& tx) {
  take_turn(tx);
  auto const seen = tx.one<std::int64_t>("select seq from desk_seen where id = 1");
  auto const head = tx.one<std::int64_t>("select coalesce(max(seq), 0) from change_log");
  if (!seen || !head || std::get<0>(*seen) == std::get<0>(*head)) return;
  auto const changed = changed_since(tx, std::get<0>(*seen));
  Writing writing(tx);
  if (changed.size() > kMany) {
    write_all(tx, writing);
  } else {
    for (auto const& id : changed) write_one(tx, writing, {id});
  }
  tx.run("update desk_seen set seq = :seq where id = 1", {{"seq", std::get<0>(*head)}});
}

void refresh_one(db::Tx& tx, const ServiceId& service) {
  take_turn(tx);
  Writing writing(tx);
  write_one(tx, writing, service);
}

}  // namespace cote::guide::desk::rows
