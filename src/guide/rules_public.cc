// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <unordered_set>

#include "guide/rules.h"

namespace cote::guide::rules {
namespace {

constexpr auto kWhole = std::string::npos;

std::string door_of(const Place& place) { return slug(place.address, kWhole) + '@' + place.postal_code; }

/// Two records of one door: when one is confidential, so is the other.
void spread_confidentiality(std::vector<Place>& places) {
  std::unordered_set<std::string> hidden;
  for (auto const& place : places)
    if (place.confidential && !place.address.empty()) hidden.insert(door_of(place));
  if (hidden.empty()) return;
  for (auto& place : places)
    if (!place.address.empty() && hidden.contains(door_of(place))) place.confidential = true;
}

/// Wordings that repeat a confidential address. The address is compared as a slug, so that case,
/// accents and spaces do not hide it.
class Leaks {
 public:
  void add(const Place& place) {
    auto address = slug(place.address, kWhole);
    if (!address.empty()) addresses_.push_back(std::move(address));
  }
  [[nodiscard]] bool empty() const { return addresses_.empty(); }

  void remove_from(Words& words) const {
    std::erase_if(words.in, [&](const Wording& w) { return found_in(w.text); });
  }
  void remove_from(std::vector<Phone>& phones) const {
    for (auto& phone : phones) remove_from(phone.label);
  }
  void remove_from(Service& s) const {
    for (auto* words :
         {&s.name, &s.summary, &s.description, &s.conditions, &s.price, &s.appointment, &s.notice})
      remove_from(*words);
    for (auto& document : s.documents) remove_from(document);
    std::erase_if(s.documents, &Words::empty);
    for (auto& language : s.languages) remove_from(language.note);
    remove_from(s.phones);
    for (auto& contact : s.contacts) {
      remove_from(contact.role);
      remove_from(contact.phones);
      if (found_in(contact.name)) contact.name.clear();
    }
    for (auto& at : s.places) {
      remove_from(at.hours_note);
      remove_from(at.phones);
    }
  }

 private:
  [[nodiscard]] bool found_in(const std::string& text) const {
    auto const read = slug(text, kWhole);
    return std::ranges::any_of(addresses_, [&](auto& a) { return read.find(a) != std::string::npos; });
  }
  std::vector<std::string> addresses_{};
};

bool is_nis(const std::string& territory) {
  return !territory.empty() && std::ranges::all_of(territory, [](char c) { return c >= '0' && c <= '9'; });
}

Service name_alone(Service& s) {
  Service out;
  out.id = std::move(s.id);
  out.organisation = std::move(s.organisation);
  out.slug = std::move(s.slug);
  out.old_slugs = std::move(s.old_slugs);
  out.source_lang = std::move(s.source_lang);
  out.name = std::move(s.name);
  out.topics = std::move(s.topics);
  out.care = std::move(s.care);
  return out;
}

/// Services that nobody confirmed leave the lists and keep their address.
void withdraw(Catalogue& catalogue) {
  auto& services = catalogue.services;
  auto const first = std::stable_partition(services.begin(), services.end(), [](const Service& s) {
    return s.care.standing != Standing::withdrawn;
  });
  for (auto at = first; at != services.end(); ++at) {
    auto const day = at->care.since.value_or(Date());
    Time const removed = day.ok() ? Time(std::chrono::sys_days(day)) : at->updated;
    catalogue.tombstones.push_back({.kind = "service", .id = at->id.text, .removed = removed});
    catalogue.withdrawn.push_back(name_alone(*at));
  }
  services.erase(first, services.end());
}

void hide_places(Catalogue& catalogue) {
  spread_confidentiality(catalogue.places);
  std::unordered_set<std::string> hidden;
  Leaks leaks;
  for (auto& place : catalogue.places) {
    if (!place.confidential) continue;
    hidden.insert(place.id.text);
    leaks.add(place);
    place = public_place(place);
    leaks.remove_from(place.name);
  }
  if (hidden.empty()) return;
  for (auto& service : catalogue.services) {
    auto const is_hidden = [&](const AtPlace& at) { return hidden.contains(at.place.text); };
    if (std::ranges::none_of(service.places, is_hidden)) continue;
    if (std::erase_if(service.territory, is_nis) > 0 && !std::ranges::count(service.territory, "province"))
      service.territory.push_back("province");
    if (!leaks.empty()) leaks.remove_from(service);
  }
}

}  // namespace

Place public_place(const Place& place) {
  if (!place.confidential) return place;
  Place out;
  out.id = place.id;
  out.name = place.name;
  out.confidential = true;
  out.provenance = place.provenance;
  return out;
}

Catalogue public_catalogue(Catalogue catalogue) {
  hide_places(catalogue);
  withdraw(catalogue);
  return catalogue;
}

}  // namespace cote::guide::rules
