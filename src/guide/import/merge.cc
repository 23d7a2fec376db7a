// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/import/merge.h"

#include <algorithm>

namespace cote::guide::import {
namespace {

/// The stored text with its source brought up to date; translations stay and show themselves outdated.
void take(Words& incoming, const Words& stored) {
  if (stored.empty()) return;
  if (incoming.empty() || incoming.in.front().lang != stored.in.front().lang) {
    incoming = stored;
    return;
  }
  for (std::size_t i = 1; i < stored.in.size(); ++i) incoming.in.push_back(stored.in[i]);
}

template <class T>
void keep(T& incoming, const T& stored) {
  if (incoming == T{}) incoming = stored;
}

template <class T>
const T* same(const std::vector<T>& stored, const T& incoming) {
  auto const found = std::ranges::find(stored, incoming.id, &T::id);
  return found == stored.end() ? nullptr : &*found;
}

void take(std::vector<Phone>& incoming, const std::vector<Phone>& stored) {
  for (auto& phone : incoming) {
    auto const* const known = same(stored, phone);
    if (known == nullptr) continue;
    take(phone.label, known->label);
    keep(phone.hours, known->hours);
  }
}

void take(Provenance& incoming, const Provenance& stored) {
  keep(incoming.source, stored.source);
  keep(incoming.source_url, stored.source_url);
  keep(incoming.confidence, stored.confidence);
  if (!incoming.as_of && !incoming.as_of_year) {
    incoming.as_of = stored.as_of;
    incoming.as_of_year = stored.as_of_year;
  }
  if (!incoming.verified_on || incoming.verified_on == stored.verified_on) {
    incoming.verified_on = stored.verified_on;
    keep(incoming.verified_by, stored.verified_by);
    incoming.verified_how = stored.verified_how;
  }
  keep(incoming.next_review, stored.next_review);
}

void take_languages(Service& incoming, const Service& stored) {
  for (auto& language : incoming.languages) {
    auto const known = std::ranges::find(stored.languages, language.lang, &SpokenLanguage::lang);
    if (known != stored.languages.end()) take(language.note, known->note);
  }
}

void take_documents(Service& incoming, const Service& stored) {
  for (std::size_t i = 0; i < incoming.documents.size() && i < stored.documents.size(); ++i)
    take(incoming.documents[i], stored.documents[i]);
}

}  // namespace

Organisation merged(const Organisation& stored, Organisation incoming) {
  incoming.slug = stored.slug;
  take(incoming.name, stored.name);
  take(incoming.description, stored.description);
  keep(incoming.email, stored.email);
  keep(incoming.url, stored.url);
  if (incoming.phones.empty()) incoming.phones = stored.phones;
  take(incoming.phones, stored.phones);
  take(incoming.provenance, stored.provenance);
  incoming.updated = stored.updated;
  return incoming;
}

Place merged(const Place& stored, Place incoming) {
  // Nobody else decides that an address may be shown, nor changes one that is hidden.
  if (stored.confidential) return stored;
  take(incoming.name, stored.name);
  take(incoming.address_note, stored.address_note);
  take(incoming.accessibility, stored.accessibility);
  take(incoming.transport, stored.transport);
  keep(incoming.address, stored.address);
  keep(incoming.postal_code, stored.postal_code);
  keep(incoming.locality, stored.locality);
  keep(incoming.nis, stored.nis);
  keep(incoming.wheelchair, stored.wheelchair);
  if (!incoming.lat) {
    incoming.lat = stored.lat;
    incoming.lon = stored.lon;
    incoming.precision = stored.precision;
  }
  take(incoming.provenance, stored.provenance);
  return incoming;
}

Service merged(const Service& stored, Service incoming) {
  incoming.slug = stored.slug;
  incoming.old_slugs = stored.old_slugs;
  incoming.source_lang = stored.source_lang;
  keep(incoming.organisation, stored.organisation);
  for (auto const part : {&Service::name, &Service::summary, &Service::description, &Service::conditions,
                          &Service::price, &Service::appointment, &Service::notice})
    take(incoming.*part, stored.*part);
  take_documents(incoming, stored);
  take_languages(incoming, stored);
  take(incoming.phones, stored.phones);
  for (auto& contact : incoming.contacts) {
    auto const* const known = same(stored.contacts, contact);
    if (known == nullptr) continue;
    take(contact.role, known->role);
    keep(contact.url, known->url);
    take(contact.phones, known->phones);
  }
  for (auto& at : incoming.places) {
    auto const known = std::ranges::find(stored.places, at.place, &AtPlace::place);
    if (known == stored.places.end()) continue;
    take(at.hours_note, known->hours_note);
    take(at.phones, known->phones);
  }
  if (incoming.topics.empty()) incoming.topics = stored.topics;
  if (incoming.audiences.empty()) incoming.audiences = stored.audiences;
  if (incoming.territory.empty()) incoming.territory = stored.territory;
  if (incoming.places.empty()) incoming.places = stored.places;
  keep(incoming.cost, stored.cost);
  keep(incoming.admission, stored.admission);
  keep(incoming.accepts_undocumented, stored.accepts_undocumented);
  keep(incoming.capacity, stored.capacity);
  // HSDS says "inactive" for what we know to have moved.
  bool const known_why = stored.status == Status::moved || stored.status == Status::merged;
  if (incoming.status == Status::closed && known_why) incoming.status = stored.status;
  if (incoming.status == stored.status) {
    keep(incoming.status_from, stored.status_from);
    keep(incoming.status_until, stored.status_until);
    keep(incoming.instead, stored.instead);
  }
  take(incoming.provenance, stored.provenance);
  incoming.updated = stored.updated;
  return incoming;
}

CommuneOf::CommuneOf(const std::vector<Commune>& communes) {
  for (auto const& commune : communes)
    for (auto const& code : commune.postal_codes) {
      auto const [found, fresh] = nis_.emplace(code, commune.nis);
      if (!fresh && found->second != commune.nis) found->second.clear();
    }
}

std::string CommuneOf::operator()(const std::string& postal_code) const {
  auto const found = nis_.find(postal_code);
  return found == nis_.end() ? std::string() : found->second;
}

}  // namespace cote::guide::import
