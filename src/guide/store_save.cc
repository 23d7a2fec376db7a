// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "guide/rules.h"
#include "guide/store.h"
#include "guide/store_prepare.h"
#include "guide/store_write.h"

namespace cote::guide::store {
namespace {

std::string key_of(const Organisation& r) { return r.id.text; }
std::string key_of(const Place& r) { return r.id.text; }
std::string key_of(const Service& r) { return r.id.text; }
std::string key_of(const Topic& r) { return r.id; }
std::string key_of(const Rubric& r) { return r.id; }
std::string key_of(const Commune& r) { return r.nis; }
std::string key_of(const Locality& r) { return r.nis + '/' + r.name; }
std::string key_of(const Tombstone& r) { return r.kind + '/' + r.id; }

template <class Record>
constexpr bool kDated = requires(Record r) {
  r.updated;
};
template <class Record>
constexpr bool kHasSlug = requires(Record r) {
  r.slug;
};

/// The addresses a service had are never forgotten, whatever the importer knows of them.
void keep_old_slugs(Service& record, const Service& stored) {
  auto const keep = [&](const std::string& slug) {
    if (!slug.empty() && !std::ranges::count(record.old_slugs, slug)) record.old_slugs.push_back(slug);
  };
  for (auto const& slug : stored.old_slugs) keep(slug);
  if (stored.slug != record.slug) keep(stored.slug);
  std::erase(record.old_slugs, record.slug);
}
template <class Record>
void keep_old_slugs(Record&, const Record&) {}

/// Nor is what we made sure of ourselves: a file of others that is older than our call takes nothing back.
void keep_verification(Provenance& given, const Service& stored) {
  using std::chrono::sys_days;
  auto const& ours = stored.provenance;
  bool const older = !stored.care.checks.empty() && ours.verified_on &&
                     (!given.verified_on || sys_days(*given.verified_on) < sys_days(*ours.verified_on));
  if (older) {
    given.verified_on = ours.verified_on;
    given.verified_by = ours.verified_by;
    given.verified_how = ours.verified_how;
    given.next_review = ours.next_review;
  }
  // A day that freshness set on a record which came without one.
  auto with_day = given;
  with_day.next_review = ours.next_review;
  if (!given.next_review && with_day == ours) given = with_day;
}
void keep_care(Service& record, const Service* stored) {
  record.care = stored == nullptr ? Care() : stored->care;
  if (stored != nullptr) keep_verification(record.provenance, *stored);
}
template <class Record>
void keep_care(Record&, const Record*) {}

class Saving {
 public:
  Saving(db::Tx& tx, Time now) : writer_(tx, now), now_(now) {}

  template <class Record>
  void save(const std::vector<Record>& given, std::vector<Record>& stored) {
    std::unordered_map<std::string, Record*> known;
    for (auto& record : stored) known.emplace(key_of(record), &record);
    auto records = ready(given, stored);
    for (auto& record : records) {
      auto const found = known.find(key_of(record));
      if (found != known.end()) keep_old_slugs(record, *found->second);
    }
    if constexpr (kHasSlug<Record>) free_slugs(records, known);
    // In the order of the tables' keys: a new row then goes beside the last one, on a page at hand.
    std::vector<std::pair<std::string, Record*>> order;
    order.reserve(records.size());
    for (auto& record : records) order.emplace_back(key_of(record), &record);
    std::ranges::sort(order);
    for (auto const& [key, record] : order) {
      auto const found = known.find(key);
      write(*record, found == known.end() ? nullptr : found->second);
    }
  }
  /// Services that had been removed and are among the `given` again.
  void revive(const std::vector<Service>& given, const std::vector<Tombstone>& stored) {
    std::unordered_set<std::string> removed;
    for (auto const& tombstone : stored)
      if (tombstone.kind == "service") removed.insert(tombstone.id);
    for (auto const& service : given)
      if (removed.contains(service.id.text)) writer_.revive(service);
  }
  [[nodiscard]] Saved done() const { return saved_; }

 private:
  /// The records as they will be stored, the first of each id.
  template <class Record>
  std::vector<Record> ready(const std::vector<Record>& given, const std::vector<Record>& stored) {
    std::vector<Record> out;
    out.reserve(given.size());
    std::unordered_set<std::string> seen;
    for (auto const& record : given) {
      if (!seen.insert(key_of(record)).second) {
        ++saved_.unchanged;
      } else if constexpr (requires { prepared(record); }) {
        out.push_back(prepared(record));
      } else {
        out.push_back(record);
      }
    }
    if constexpr (kHasSlug<Record>) {
      Slugs slugs;
      for (auto const& record : stored) slugs.stored(key_of(record), record.slug);
      for (auto const& record : out) slugs.leaving(key_of(record), record.slug);
      for (auto& record : out) record.slug = slugs.give(key_of(record), record.slug, record.name);
    }
    return out;
  }

  /// Two records may have exchanged addresses: no moment may show both with the same.
  template <class Record>
  void free_slugs(const std::vector<Record>& records, const std::unordered_map<std::string, Record*>& known) {
    for (auto const& record : records) {
      auto const found = known.find(key_of(record));
      if (found != known.end() && found->second->slug != record.slug) writer_.free_slug(record);
    }
  }

  template <class Record>
  void write(Record& record, Record* stored) {
    keep_care(record, stored);
    if constexpr (kDated<Record>) record.updated = stored != nullptr ? stored->updated : now_;
    if (stored != nullptr && record == *stored) {
      ++saved_.unchanged;
      return;
    }
    if constexpr (kDated<Record>) record.updated = now_;
    ++(stored == nullptr ? saved_.added : saved_.changed);
    writer_.write(record, stored);
  }

  Writer writer_;
  Time now_;
  Saved saved_{};
};

/// The stored records of others that have the address this one wants, or it with a number.
template <class Record>
void add_namesakes(db::Tx& tx, std::string_view sql, const Record& wanted, std::vector<Record>& stored) {
  auto const base = wanted.slug.empty() ? rules::slug(rules::text(wanted.name, "fr")) : wanted.slug;
  for (int number = 1;; ++number) {
    auto const slug = number == 1 ? base : base + '-' + std::to_string(number);
    auto const other = tx.one<std::string>(sql, {{"slug", slug}, {"id", wanted.id.text}});
    if (!other) return;
    Record namesake;
    namesake.id = {std::get<0>(*other)};
    namesake.slug = slug;
    stored.push_back(std::move(namesake));
  }
}
constexpr std::string_view kServiceAt = "select id from service where slug = :slug and id <> :id";
constexpr std::string_view kOrganisationAt = "select id from organisation where slug = :slug and id <> :id";

}  // namespace

bool save_record(db::Tx& tx, const Record& record, Time now) {
  std::vector<PlaceId> ids;
  for (auto const& place : record.places) ids.push_back(place.id);
  auto stored = load_these(tx, record.service.id, record.organisation.id, ids);
  Saving saving(tx, now);
  if (record.organisation.id) {
    add_namesakes(tx, kOrganisationAt, record.organisation, stored.organisations);
    saving.save({record.organisation}, stored.organisations);
  }
  saving.save(record.places, stored.places);
  add_namesakes(tx, kServiceAt, record.service, stored.services);
  saving.save({record.service}, stored.services);
  tx.run("delete from tombstone where kind = 'service' and id = :id", {{"id", record.service.id.text}});
  auto const done = saving.done();
  return done.added + done.changed > 0;
}

Saved save(db::Tx& tx, const Catalogue& catalogue, Time now) {
  auto stored = load(tx);
  Saving saving(tx, now);
  saving.save(catalogue.communes, stored.communes);
  saving.save(catalogue.localities, stored.localities);
  saving.save(catalogue.rubrics, stored.rubrics);
  saving.save(catalogue.topics, stored.topics);
  saving.save(catalogue.organisations, stored.organisations);
  saving.save(catalogue.places, stored.places);
  saving.save(catalogue.services, stored.services);
  saving.revive(catalogue.services, stored.tombstones);
  saving.save(catalogue.tombstones, stored.tombstones);
  return saving.done();
}

bool remove_service(db::Tx& tx, const ServiceId& id, Time now) {
  if (tx.run("delete from service where id = :id", {{"id", id.text}}) == 0) return false;
  tx.run("delete from guide_text where entity = 'service' and entity_id = :id", {{"id", id.text}});
  Writer(tx, now).write(Tombstone{.kind = "service", .id = id.text, .removed = now}, nullptr);
  return true;
}

}  // namespace cote::guide::store
