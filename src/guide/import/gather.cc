// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/import/gather.h"

#include <algorithm>

#include <fmt/format.h>

#include "guide/codes.h"
#include "guide/hsds/names.h"
#include "guide/import/check.h"
#include "guide/import/facts.h"
#include "guide/import/schedules.h"
#include "guide/rules.h"

namespace cote::guide::import {
namespace {

template <class T>
void fill_one(T& into, const T& from) {
  if (into == T{}) into = from;
}
void fill_one(Words& into, const Words& from) {
  if (into.empty()) into = from;
}
template <class T>
void fill_list(std::vector<T>& into, const std::vector<T>& from) {
  if (into.empty()) into = from;
}

void fill_one(Provenance& into, const Provenance& from) {
  fill_one(into.source, from.source);
  fill_one(into.source_url, from.source_url);
  fill_one(into.confidence, from.confidence);
  fill_one(into.as_of_year, from.as_of_year);
  fill_one(into.as_of, from.as_of);
  fill_one(into.verified_on, from.verified_on);
  fill_one(into.verified_by, from.verified_by);
}

bool has_any(const json::object& object, std::initializer_list<std::string_view> keys) {
  return std::ranges::any_of(keys, [&](auto key) { return object.contains(key); });
}

}  // namespace

void fill(Organisation& into, const Organisation& from) {
  fill_one(into.name, from.name);
  fill_one(into.description, from.description);
  fill_one(into.email, from.email);
  fill_one(into.url, from.url);
  fill_list(into.phones, from.phones);
  fill_one(into.provenance, from.provenance);
}

void fill(Place& into, const Place& from) {
  fill_one(into.name, from.name);
  fill_one(into.address, from.address);
  fill_one(into.address_note, from.address_note);
  fill_one(into.postal_code, from.postal_code);
  fill_one(into.locality, from.locality);
  fill_one(into.nis, from.nis);
  if (!into.lat && from.lat) {
    into.lat = from.lat;
    into.lon = from.lon;
    into.precision = from.precision;
  }
  into.confidential = into.confidential || from.confidential;
  fill_one(into.wheelchair, from.wheelchair);
  fill_one(into.accessibility, from.accessibility);
  fill_one(into.transport, from.transport);
  fill_one(into.provenance, from.provenance);
}

void fill(Service& into, const Service& from) {
  fill_one(into.organisation, from.organisation);
  for (auto const part : {&Service::name, &Service::summary, &Service::description, &Service::conditions,
                          &Service::price, &Service::appointment, &Service::notice})
    fill_one(into.*part, from.*part);
  fill_list(into.documents, from.documents);
  fill_one(into.email, from.email);
  fill_one(into.url, from.url);
  fill_list(into.topics, from.topics);
  fill_list(into.audiences, from.audiences);
  fill_list(into.languages, from.languages);
  fill_list(into.phones, from.phones);
  fill_list(into.contacts, from.contacts);
  for (auto const& at : from.places)
    if (std::ranges::find(into.places, at.place, &AtPlace::place) == into.places.end())
      into.places.push_back(at);
  fill_list(into.territory, from.territory);
  fill_one(into.cost, from.cost);
  fill_one(into.admission, from.admission);
  fill_one(into.accepts_undocumented, from.accepts_undocumented);
  fill_one(into.capacity, from.capacity);
  fill_one(into.min_age, from.min_age);
  fill_one(into.max_age, from.max_age);
  fill_one(into.provenance, from.provenance);
  into.updated = std::max(into.updated, from.updated);
}

bool Gather::any(const json::object& object, const std::string& where) {
  // Told apart by what only one of them has; a service that lacks its name is still a service.
  if (object.contains("location") && has_any(object, {"service", "service_id"}))
    service_at_location(object, where);
  else if (has_any(object, {"status", "organization", "organization_id", "service_at_locations",
                            "eligibility_description", "application_process", "fees_description",
                            "assured_date", "minimum_age", "url"}) &&
           !object.contains("location_type"))
    service(object, where);
  else if (has_any(object, {"location_type", "addresses", "latitude", "transportation"}))
    location(object, where);
  else if (has_any(object, {"taxonomy_detail", "term_uri", "parent_id", "code", "taxonomy_id", "term"}))
    term(object, where);
  else if (object.contains("version") && !has_any(object, {"website", "services", "email"}))
    count();  // a taxonomy by itself: its terms bring it along
  else if (has_any(object, {"website", "services", "locations", "email", "phones", "contacts", "legal_status",
                            "uri", "tax_status", "logo", "description", "organization_identifiers"}))
    organization(object, where);
  else
    return false;
  return true;
}

void Gather::refuse(std::string where, std::string id, std::string field, std::string reason) {
  out_.rejects.push_back({std::move(where), std::move(id), std::move(field), std::move(reason), true});
}

void Gather::drop(std::string where, std::string id, std::string reason) {
  out_.rejects.push_back({std::move(where), std::move(id), {}, std::move(reason), false});
}

Read Gather::take(Format format) {
  out_.format = format;
  return std::move(out_);
}

Words Gather::words(const std::string& text) const {
  return text.empty() ? Words{} : rules::source_words(lang_, text);
}

std::vector<Phone> Gather::phones(Record& owner) {
  std::vector<Phone> out;
  for (auto const* const object : owner.objects("phones")) {
    Record record(*object, owner.place_of(*object), false, out_.rejects);
    Phone phone;
    phone.number = record.text("number");
    std::erase(phone.number, '"');
    if (std::ranges::count_if(phone.number, [](char c) { return c >= '0' && c <= '9'; }) < 3) {
      owner.drop("phones.number", phone.number.empty() ? "is missing" : "has fewer than three digits");
      continue;
    }
    if (auto const extension = record.number("extension", 0, 1e9))
      phone.number += fmt::format(" ext. {}", static_cast<std::int64_t>(*extension));
    phone.id = hsds::uuid_or(record.uuid("id"), fmt::format("phone:{}:{}", owner.id(), phone.number));
    phone.channel = hsds::channel_named(record.text("type"));
    phone.label = words(record.text("description"));
    for (auto const* const each : record.objects("languages")) {
      auto const said =
          json::text(*each, "code").empty() ? json::text(*each, "name") : json::text(*each, "code");
      if (auto tag = hsds::language_tag(said))
        phone.languages.push_back(std::move(*tag));
      else
        owner.drop("phones.languages",
                   fmt::format("\"{}\" is not a language", is_clean_text(said) ? said : ""));
    }
    phone.hours = known_hours(record, Facts(record).value("phone.hours"));
    auto const same = std::ranges::find(out, phone.id, &Phone::id);
    if (same == out.end()) out.push_back(std::move(phone));
  }
  return out;
}

std::vector<Contact> Gather::contacts(Record& owner) {
  std::vector<Contact> out;
  for (auto const* const object : owner.objects("contacts")) {
    Record record(*object, owner.place_of(*object), false, out_.rejects);
    Contact contact;
    // `name` is a person's: it is not kept. The department and the function are what a caller needs.
    contact.name = record.text("department");
    contact.role = words(record.text("title"));
    contact.email = record.email("email");
    contact.id = hsds::uuid_or(record.uuid("id"), fmt::format("contact:{}:{}", owner.id(), contact.name));
    record.call(contact.id);
    contact.phones = phones(record);
    if (contact.name.empty() && contact.role.empty() && contact.email.empty() && contact.phones.empty())
      continue;
    if (std::ranges::find(out, contact.id, &Contact::id) == out.end()) out.push_back(std::move(contact));
  }
  return out;
}

Gather::Linked Gather::read_organization(const json::object& object, const std::string& where) {
  Record record(object, where, true, out_.rejects);
  Organisation made;
  made.id.text = record.need_id();
  auto const name = record.need_text("name");
  auto const description = record.text("description");
  if (!object.contains("description")) record.refuse("description", "is missing");
  made.email = record.email("email");
  made.url = record.uri("website");
  static_cast<void>(record.uri("uri"));
  static_cast<void>(record.uuid("parent_organization_id"));
  static_cast<void>(record.number("year_incorporated", 0, 9999));
  if (record.refused()) return {record.id(), false};
  Facts const facts(record);
  auto const lang = hsds::language_tag(facts.value("text.language")).value_or(lang_);
  made.name = rules::source_words(lang, name);
  if (!description.empty()) made.description = rules::source_words(lang, description);
  made.phones = phones(record);
  auto const [found, fresh] = organisations_.emplace(made.id.text, out_.catalogue.organisations.size());
  if (fresh)
    out_.catalogue.organisations.push_back(std::move(made));
  else
    fill(out_.catalogue.organisations[found->second], made);
  for (auto const* const each : record.objects("locations")) read_location(*each, record.place_of(*each));
  return {record.id(), true};
}

void Gather::organization(const json::object& object, const std::string& where) {
  count();
  auto const read = read_organization(object, where);
  if (!read.good) return;
  // Services inside an organisation may be as short as their id: only whole ones are read.
  Record record(object, where, false, out_.rejects);
  for (auto const* const each : record.objects("services")) {
    if (!each->contains("name")) continue;
    json::object whole(*each);
    whole["organization_id"] = read.id;
    service(whole, record.place_of(*each));
  }
}

Gather::Linked Gather::read_location(const json::object& object, const std::string& where) {
  Record record(object, where, false, out_.rejects);
  Place made;
  made.id.text = record.need_id();
  if (record.refused()) return {{}, false};
  auto const type = record.text("location_type");
  if (!type.empty() && type != "physical" && type != "postal" && type != "virtual")
    record.drop("location_type", "is none of physical, postal, virtual");
  Facts const facts(record);
  auto const lang = hsds::language_tag(facts.value("text.language")).value_or(lang_);
  auto const said = [&](std::string_view key) {
    auto const text = record.text(key);
    return text.empty() ? Words{} : rules::source_words(lang, text);
  };
  made.name = said("name");
  made.address_note = said("description");
  made.transport = said("transportation");
  made.lat = record.number("latitude", -90, 90);
  made.lon = record.number("longitude", -180, 180);
  if (!made.lat || !made.lon) made.lat = made.lon = std::nullopt;
  if (made.lat) made.precision = from_code<Precision>(facts.choice("precision.")).value_or(Precision::exact);
  made.wheelchair = from_code<Answer>(facts.choice("wheelchair.")).value_or(Answer::unknown);
  made.confidential = facts.has("confidential.yes");
  made.nis = facts.value("nis");
  auto const addresses = record.objects("addresses");
  auto const physical = std::ranges::find_if(
      addresses, [](auto const* each) { return json::text(*each, "address_type") == "physical"; });
  if (auto const chosen = physical != addresses.end() ? physical : addresses.begin();
      chosen != addresses.end()) {
    Record address(**chosen, record.place_of(**chosen), false, out_.rejects);
    made.address = address.text("address_1");
    if (auto const more = address.text("address_2"); !more.empty())
      made.address += (made.address.empty() ? "" : ", ") + more;
    made.locality = address.text("city");
    made.postal_code = address.text("postal_code");
  }
  std::string access;
  for (auto const* const each : record.objects("accessibility")) {
    Record part(*each, record.place_of(*each), false, out_.rejects);
    for (auto const key : {"description", "details"})
      if (auto const text = part.text(key); !text.empty()) access += (access.empty() ? "" : "\n") + text;
  }
  if (!access.empty()) made.accessibility = rules::source_words(lang, access);
  if (auto hours = read_schedules(record, lang); !hours.empty())
    place_hours_.insert_or_assign(made.id.text, std::move(hours));
  if (auto lines = phones(record); !lines.empty())
    place_phones_.insert_or_assign(made.id.text, std::move(lines));
  auto const [found, fresh] = places_.emplace(made.id.text, out_.catalogue.places.size());
  if (fresh)
    out_.catalogue.places.push_back(std::move(made));
  else
    fill(out_.catalogue.places[found->second], made);
  return {record.id(), true};
}

void Gather::location(const json::object& object, const std::string& where) {
  count();
  read_location(object, where);
}

}  // namespace cote::guide::import
