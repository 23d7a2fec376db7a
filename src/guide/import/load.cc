// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "guide/import.h"
#include "guide/import/merge.h"
#include "guide/store.h"

namespace cote::guide::import {
namespace {

std::size_t refused_records(const std::vector<Reject>& rejects) {
  std::set<std::string_view> records;
  for (auto const& each : rejects)
    if (each.dropped_record) records.insert(each.where);
  return records.size();
}

template <class T>
std::unordered_map<std::string_view, const T*> by_id(const std::vector<T>& records) {
  std::unordered_map<std::string_view, const T*> out;
  for (auto const& each : records) {
    if constexpr (requires { each.id.text; })
      out.emplace(each.id.text, &each);
    else
      out.emplace(each.id, &each);
  }
  return out;
}

/// What is neither in `incoming` nor stored cannot be linked to.
class Links {
 public:
  Links(const Catalogue& stored, const Catalogue& incoming, std::vector<Reject>& dropped)
      : dropped_(dropped) {
    for (auto const* const from : {&stored, &incoming}) {
      for (auto const& each : from->organisations) organisations_.insert(each.id.text);
      for (auto const& each : from->places) places_.insert(each.id.text);
      for (auto const& each : from->topics) topics_.insert(each.id);
    }
  }
  void check(Service& service) {
    if (!service.organisation.empty() && !organisations_.contains(service.organisation.text)) {
      drop(service, "organization_id", service.organisation.text);
      service.organisation = {};
    }
    std::erase_if(service.places, [&](const AtPlace& at) {
      bool const unknown = !places_.contains(at.place.text);
      if (unknown) drop(service, "location_id", at.place.text);
      return unknown;
    });
    std::erase_if(service.topics, [&](const std::string& topic) {
      bool const unknown = !topics_.contains(topic);
      if (unknown) drop(service, "taxonomy_term_id", topic);
      return unknown;
    });
  }

 private:
  void drop(const Service& service, std::string field, const std::string& id) {
    dropped_.push_back({"service " + service.id.text, service.id.text, std::move(field),
                        id + " is neither in this file nor in the database", false});
  }
  std::unordered_set<std::string> organisations_{};
  std::unordered_set<std::string> places_{};
  std::unordered_set<std::string> topics_{};
  std::vector<Reject>& dropped_;
};

/// Whether a service is at a confidential place: what we publish of it says less than we know.
bool hidden(const Service& service, const std::unordered_map<std::string_view, const Place*>& places) {
  return std::ranges::any_of(service.places, [&](const AtPlace& at) {
    auto const found = places.find(at.place.text);
    return found != places.end() && found->second->confidential;
  });
}

/// Somebody else's view of the world, brought into ours.
Catalogue joined(const Catalogue& stored, Catalogue incoming) {
  auto const organisations = by_id(stored.organisations);
  for (auto& each : incoming.organisations)
    if (auto const found = organisations.find(each.id.text); found != organisations.end())
      each = merged(*found->second, std::move(each));
  auto const places = by_id(stored.places);
  CommuneOf const commune_of(stored.communes);
  for (auto& each : incoming.places) {
    if (auto const found = places.find(each.id.text); found != places.end())
      each = merged(*found->second, std::move(each));
    if (each.nis.empty()) each.nis = commune_of(each.postal_code);
  }
  auto const services = by_id(stored.services);
  for (auto& each : incoming.services)
    if (auto const found = services.find(each.id.text); found != services.end()) {
      each = merged(*found->second, std::move(each));
      if (hidden(*found->second, places)) each.territory = found->second->territory;
    }
  // Our topics and rubrics are kept by hand, with more than HSDS can say: a file adds, it does not change.
  auto const topics = by_id(stored.topics);
  std::erase_if(incoming.topics, [&](const Topic& each) { return topics.contains(each.id); });
  auto const rubrics = by_id(stored.rubrics);
  std::erase_if(incoming.rubrics, [&](const Rubric& each) { return rubrics.contains(each.id); });
  return incoming;
}

}  // namespace

Catalogue as_saved(const Catalogue& stored, const Read& read, std::vector<Reject>& dropped) {
  auto catalogue = read.format == Format::own ? read.catalogue : joined(stored, read.catalogue);
  Links links(stored, catalogue, dropped);
  for (auto& service : catalogue.services) links.check(service);
  return catalogue;
}

Summary load_into(db::Db& db, const Read& read, Time now, bool all_or_nothing) {
  Summary out;
  out.read = read.records;
  out.rejected = refused_records(read.rejects);
  if (all_or_nothing && out.rejected > 0) return out;
  auto const saved = db.write([&](db::Tx& tx) {
    // Tried again after a serialisation failure: what a first try found must not count twice.
    out.dropped.clear();
    return store::save(tx, as_saved(store::load(tx), read, out.dropped), now);
  });
  out.added = static_cast<std::size_t>(saved.added);
  out.changed = static_cast<std::size_t>(saved.changed);
  out.unchanged = static_cast<std::size_t>(saved.unchanged);
  return out;
}

}  // namespace cote::guide::import
