// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <unordered_map>
#include <utility>

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
constexpr std::size_t kMany = 2'000;
/// Rows in one transaction: others get their turn in between.
constexpr std::size_t kInOneGo = 250;
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
    // Addresses wander: who had this one has another by now, and its own turn is still to come.
    for (auto const& [other] :
         tx_.all<std::string>("select service_id from desk_row where slug = :slug", {{"slug", slug}}))
      forget(other);
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

/// Every public record, of one reading of the Guide.
class Loaded {
 public:
  explicit Loaded(Catalogue all) : all_(std::move(all)) {
    for (auto const& o : all_.organisations) organisations_.emplace(o.id.text, &o);
    for (auto const& p : all_.places) places_.emplace(p.id.text, &p);
    for (auto const& s : all_.services) services_.emplace(s.id.text, &s);
  }
  [[nodiscard]] std::optional<Record> record(const std::string& id) const {
    auto const found = services_.find(id);
    if (found == services_.end()) return std::nullopt;
    Record out{.service = *found->second};
    if (auto const o = organisations_.find(out.service.organisation.text); o != organisations_.end())
      out.organisation = *o->second;
    for (auto const& at : out.service.places)
      if (auto const p = places_.find(at.place.text); p != places_.end()) out.places.push_back(*p->second);
    return out;
  }
  /// Its address; empty when it is not public.
  [[nodiscard]] std::string_view slug(const std::string& id) const {
    auto const found = services_.find(id);
    return found == services_.end() ? std::string_view() : std::string_view(found->second->slug);
  }

 private:
  Catalogue all_;
  std::unordered_map<std::string_view, const Organisation*> organisations_{};
  std::unordered_map<std::string_view, const Place*> places_{};
  std::unordered_map<std::string_view, const Service*> services_{};
};

/// What changed after `seen` and until `until`: the number of the change, and each record it shows in.
std::vector<std::pair<std::int64_t, std::string>> changed(db::Session& session, std::int64_t seen,
                                                          std::int64_t until) {
  std::vector<std::pair<std::int64_t, std::string>> out;
  for (auto const* sql :
       {"select c.seq, c.entity_id from change_log c where c.seq > :seen and c.seq <= :until "
        "and (c.entity = 'service' or c.entity = 'tombstone')",
        "select c.seq, s.id from change_log c join service s on s.organisation_id = c.entity_id "
        "where c.seq > :seen and c.seq <= :until and c.entity = 'organisation'",
        "select c.seq, a.service_id from change_log c join service_at_place a on a.place_id = c.entity_id "
        "where c.seq > :seen and c.seq <= :until and c.entity = 'place'",
        "select c.seq, t.service_id from change_log c join service_topic t on t.topic_id = c.entity_id "
        "where c.seq > :seen and c.seq <= :until and c.entity = 'topic'"})
    for (auto& [seq, id] : session.all<std::int64_t, std::string>(sql, {{"seen", seen}, {"until", until}}))
      out.emplace_back(seq, std::move(id));
  std::ranges::sort(out);
  return out;
}

/// Until where the rows know the Guide, and until where there is something to know.
struct Reach {
  std::int64_t seen = 0;
  std::int64_t head = 0;
};
Reach reach(db::Session& session) {
  auto const row = session.one<std::int64_t, std::int64_t>(
      "select seq, (select coalesce(max(seq), 0) from change_log) from desk_seen where id = 1");
  return row ? Reach{std::get<0>(*row), std::get<1>(*row)} : Reach{};
}
void seen_until(db::Tx& tx, std::int64_t seq) {
  tx.run("update desk_seen set seq = :seq where id = 1 and seq < :seq", {{"seq", seq}});
}

/// `ids` as rows, each from `loaded` when that is given.
void write_some(db::Tx& tx, std::span<const std::string> ids, const Loaded* loaded) {
  take_turn(tx);
  Writing writing(tx);
  for (auto const& id : ids) {
    if (loaded == nullptr) {
      write_one(tx, writing, {id});
      continue;
    }
    writing.forget(id);
    if (auto const record = loaded->record(id)) {
      writing.write(*record, "live");
    } else {
      write_absent(tx, writing, {id});
    }
  }
}

}  // namespace

std::int64_t behind(db::Session& session) {
  auto const [seen, head] = reach(session);
  return head - seen;
}

std::int64_t catch_up(db::Tx& tx, std::size_t most) {
  take_turn(tx);
  auto const [seen, head] = reach(tx);
  if (seen >= head) return 0;
  auto const window = static_cast<std::int64_t>(std::min<std::size_t>(most, 1U << 30U));
  auto until = std::min(head, seen + window);
  std::set<std::string> ids;
  std::int64_t whole = seen;  // the last change of which all records are in `ids`
  std::set<std::string> of_this;
  std::int64_t at = 0;
  for (auto& [seq, id] : changed(tx, seen, until)) {
    if (seq != at) {
      ids.merge(of_this);
      of_this.clear();
      whole = seq - 1;
      at = seq;
    }
    if (!ids.contains(id)) of_this.insert(std::move(id));
    if (ids.size() + of_this.size() <= most) continue;
    until = whole;
    of_this.clear();
    break;
  }
  ids.merge(of_this);
  Writing writing(tx);
  for (auto const& id : ids) write_one(tx, writing, {id});
  seen_until(tx, until);
  return head - until;
}

bool catch_up_all(db::Db& db, const std::function<void(std::size_t, std::size_t)>& progress,
                  const std::function<bool()>& stopping) {
  std::vector<std::string> ids;
  std::optional<Loaded> loaded;
  auto const until = db.read([&](db::Session& session) {
    auto const [seen, head] = reach(session);
    for (auto& [seq, id] : changed(session, seen, head)) ids.push_back(std::move(id));
    std::ranges::sort(ids);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    // Read after `head`: what changes from here on is told by a later change, and made again then.
    if (ids.size() > kMany) loaded.emplace(guide::store::load(session));
    return head;
  });
  // In the order of the list: neighbours in it are neighbours in the file.
  if (loaded) std::ranges::sort(ids, {}, [&](const std::string& id) { return loaded->slug(id); });
  for (std::size_t done = 0; done < ids.size(); done += kInOneGo) {
    if (stopping()) return false;
    auto const some = std::span(ids).subspan(done, std::min(kInOneGo, ids.size() - done));
    db.write_with([&](db::Tx& tx) { write_some(tx, some, loaded ? &*loaded : nullptr); });
    progress(done + some.size(), ids.size());
  }
  db.write_with([&](db::Tx& tx) { seen_until(tx, until); });
  return true;
}

void refresh_one(db::Tx& tx, const ServiceId& service) {
  take_turn(tx);
  Writing writing(tx);
  write_one(tx, writing, service);
}

}  // namespace cote::guide::desk::rows
