// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "guide/codes.h"
#include "guide/export.h"
#include "guide/export/parts.h"
#include "guide/hsds/names.h"
#include "guide/hsds/schedule.h"
#include "guide/import/check.h"
#include "guide/rules.h"

namespace cote::guide::exporting {
namespace {

void put_list(json::object& into, std::string_view key, json::array list) {
  if (!list.empty()) into[key] = std::move(list);
}
void put_words(json::object& into, std::string_view key, const Words& words, std::string_view lang) {
  json::put(into, key, rules::text(words, lang));
}
void put_uri(json::object& into, std::string_view key, std::string_view address) {
  if (import::is_uri(address)) json::put(into, key, address);
}
void put_email(json::object& into, std::string_view key, std::string_view address) {
  if (import::is_email(address)) json::put(into, key, address);
}

json::object language(const std::string& owner, const std::string& tag, std::string_view lang) {
  json::object out;
  out["id"] = uuid_of(fmt::format("language:{}:{}", owner, tag));
  out["name"] = hsds::language_name(tag, lang);
  out["code"] = tag;
  return out;
}

json::array languages(const Service& service, std::string_view lang) {
  json::array out;
  for (auto const& each : service.languages) {
    auto spoken = language(service.id.text, each.lang, lang);
    std::string note(hsds::spoken_note(each.how));
    if (auto const more = rules::text(each.note, lang); !more.empty())
      note += (note.empty() ? "" : ": ") + std::string(more);
    json::put(spoken, "note", note);
    out.push_back(std::move(spoken));
  }
  return out;
}

json::array areas(const Snapshot& snapshot, const Service& service) {
  json::array out;
  for (auto const& code : service.territory) {
    auto const* const commune = snapshot.commune(code);
    json::object area;
    area["id"] = uuid_of(fmt::format("area:{}:{}", service.id.text, code));
    area["name"] = commune != nullptr ? commune->name : code;
    area["extent"] = code;
    area["extent_type"] = "nis";
    out.push_back(std::move(area));
  }
  return out;
}

json::array costs(const Service& service) {
  if (service.cost != Cost::free) return {};
  json::object option;
  option["id"] = uuid_of("cost:" + service.id.text);
  option["currency"] = "EUR";
  option["amount"] = 0;
  return {std::move(option)};
}

json::array documents(const Service& service, std::string_view lang) {
  json::array out;
  for (std::size_t i = 0; i < service.documents.size(); ++i) {
    json::object document;
    document["id"] = uuid_of(fmt::format("document:{}:{}", service.id.text, i));
    put_words(document, "document", service.documents[i], lang);
    out.push_back(std::move(document));
  }
  return out;
}

json::array contacts(const Service& service, std::string_view lang) {
  json::array out;
  for (auto const& each : service.contacts) {
    auto const id = contact_id(each, service.id.text);
    json::object contact;
    contact["id"] = id;
    put_words(contact, "title", each.role, lang);
    json::put(contact, "department", each.name);
    put_email(contact, "email", each.email);
    put_list(contact, "phones", phones(each.phones, id, lang));
    out.push_back(std::move(contact));
  }
  return out;
}

/// What HSDS has no field for.
json::array facts(const Service& service, std::string_view lang) {
  Facts out(service.id.text, "service");
  if (service.cost != Cost::unknown) out.add(fmt::format("cost.{}", code(service.cost)));
  if (service.admission != Admission::unknown) out.add(fmt::format("admission.{}", code(service.admission)));
  if (service.accepts_undocumented != Answer::unknown)
    out.add(fmt::format("undocumented.{}", code(service.accepts_undocumented)));
  if (service.capacity != Capacity::unknown) out.add(fmt::format("capacity.{}", code(service.capacity)));
  for (auto const& audience : service.audiences) out.add("audience." + audience);
  if (service.status == Status::moved || service.status == Status::merged)
    out.add(fmt::format("status.is.{}", code(service.status)));
  if (service.status_from) out.add("status.from", iso(*service.status_from));
  if (service.status_until) out.add("status.until", iso(*service.status_until));
  out.add_value("status.instead", service.instead.text);
  auto const* const shown = rules::shown(service.name, lang);
  out.add("text.language", shown == nullptr ? service.source_lang : shown->lang);
  out.add_value("text.summary", rules::text(service.summary, lang));
  auto const& from = service.provenance;
  out.add_value("provenance.source", from.source);
  out.add_value("provenance.url", from.source_url);
  out.add_value("provenance.confidence", from.confidence);
  if (from.as_of)
    out.add("provenance.as_of", iso(*from.as_of));
  else if (from.as_of_year)
    out.add("provenance.as_of", fmt::format("{:04}", *from.as_of_year));
  return out.take();
}

json::array attributes(const Snapshot& snapshot, const Service& service, std::string_view lang) {
  json::array out;
  for (auto const& id : service.topics) {
    auto const* const topic = snapshot.topic(id);
    if (topic == nullptr) continue;
    auto term = hsds_taxonomy_term(snapshot, *topic, lang);
    json::object attribute;
    attribute["id"] = uuid_of(fmt::format("attribute:{}:{}", service.id.text, id));
    attribute["link_id"] = service.id.text;
    attribute["taxonomy_term_id"] = term["id"];
    attribute["link_type"] = "topic";
    attribute["link_entity"] = "service";
    attribute["taxonomy_term"] = std::move(term);
    out.push_back(std::move(attribute));
  }
  for (auto& fact : facts(service, lang)) out.push_back(std::move(fact));
  return out;
}

/// The place of a service with its hours, without the service around it.
json::object at_location(const Snapshot& snapshot, const Service& service, const AtPlace& at,
                         std::string_view lang) {
  auto const id = at_id(at, service.id.text);
  json::object out;
  out["id"] = id;
  out["service_id"] = service.id.text;
  out["location_id"] = at.place.text;
  put_list(out, "phones", phones(at.phones, id, lang));
  put_list(out, "schedules", schedules(at, id, lang));
  if (auto const* const place = snapshot.place(at.place.text))
    out["location"] = hsds_location(snapshot, *place, lang);
  return out;
}

}  // namespace

json::object hsds_service_basic(const Snapshot& snapshot, const Service& service, std::string_view lang) {
  json::object out;
  out["id"] = service.id.text;
  json::put(out, "organization_id", service.organisation.text);
  out["name"] = rules::text(service.name, lang);
  put_words(out, "description", service.description.empty() ? service.summary : service.description, lang);
  put_uri(out, "url", service.url);
  put_email(out, "email", service.email);
  out["status"] = hsds::status_name(service.status);
  put_words(out, "application_process", service.appointment, lang);
  put_words(out, "fees_description", service.price, lang);
  put_words(out, "eligibility_description", service.conditions, lang);
  if (service.min_age) out["minimum_age"] = *service.min_age;
  if (service.max_age) out["maximum_age"] = *service.max_age;
  if (service.provenance.verified_on) out["assured_date"] = iso(*service.provenance.verified_on);
  put_email(out, "assurer_email", service.provenance.verified_by);
  put_words(out, "alert", service.notice, lang);
  if (service.updated != Time{}) out["last_modified"] = iso(service.updated);
  if (auto const* const organisation = snapshot.organisation(service.organisation.text))
    out["organization"] = hsds_organization_basic(*organisation, lang);
  return out;
}

json::object hsds_service(const Snapshot& snapshot, const Service& service, std::string_view lang) {
  auto out = hsds_service_basic(snapshot, service, lang);
  put_list(out, "phones", phones(service.phones, service.id.text, lang));
  put_list(out, "service_areas", areas(snapshot, service));
  json::array places;
  for (auto const& at : service.places) places.push_back(at_location(snapshot, service, at, lang));
  put_list(out, "service_at_locations", std::move(places));
  put_list(out, "languages", languages(service, lang));
  if (auto const* const organisation = snapshot.organisation(service.organisation.text))
    out["organization"] = hsds_organization(snapshot, *organisation, lang, false);
  put_list(out, "cost_options", costs(service));
  put_list(out, "required_documents", documents(service, lang));
  put_list(out, "contacts", contacts(service, lang));
  put_list(out, "attributes", attributes(snapshot, service, lang));
  return out;
}

json::object hsds_organization_basic(const Organisation& organisation, std::string_view lang) {
  json::object out;
  out["id"] = organisation.id.text;
  out["name"] = rules::text(organisation.name, lang);
  out["description"] = rules::text(organisation.description, lang);
  put_email(out, "email", organisation.email);
  put_uri(out, "website", organisation.url);
  return out;
}

json::object hsds_organization(const Snapshot& snapshot, const Organisation& organisation,
                               std::string_view lang, bool with_services) {
  auto out = hsds_organization_basic(organisation, lang);
  put_list(out, "phones", phones(organisation.phones, organisation.id.text, lang));
  Facts said(organisation.id.text, "organization");
  if (auto const* const shown = rules::shown(organisation.name, lang)) said.add("text.language", shown->lang);
  put_list(out, "attributes", said.take());
  if (!with_services) return out;
  json::array services;
  for (auto const position : snapshot.services_of(organisation.id.text)) {
    auto service = hsds_service_basic(snapshot, snapshot.catalogue.services[position], lang);
    service.erase("organization");
    services.push_back(std::move(service));
  }
  put_list(out, "services", std::move(services));
  return out;
}

json::object hsds_service_at_location(const Snapshot& snapshot, const Service& service, const AtPlace& at,
                                      std::string_view lang) {
  auto out = at_location(snapshot, service, at, lang);
  auto whole = hsds_service(snapshot, service, lang);
  whole.erase("service_at_locations");
  out["service"] = std::move(whole);
  return out;
}

}  // namespace cote::guide::exporting
