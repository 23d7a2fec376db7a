// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/export.h"
#include "guide/export/opening_specification.h"
#include "guide/import/check.h"
#include "guide/rules.h"
#include "kernel/html.h"

namespace cote::guide::exporting {
namespace {

/// Search engines and readers follow what stands here: web pages only, whatever an import brought.
void put_page(json::object& out, std::string_view key, const std::string& address) {
  if (auto const page = Url::external(address); page && import::is_uri(address)) out[key] = page->str();
}

json::object geo(const Place& place) {
  return {{"@type", "GeoCoordinates"}, {"latitude", *place.lat}, {"longitude", *place.lon}};
}

json::object address(const Place& place) {
  json::object out{{"@type", "PostalAddress"}};
  json::put(out, "streetAddress", place.address);
  json::put(out, "postalCode", place.postal_code);
  json::put(out, "addressLocality", place.locality);
  if (!place.nis.empty()) out["addressCountry"] = "BE";
  return out;
}

json::object location(const Snapshot& snapshot, const AtPlace& at, std::string_view lang) {
  json::object out{{"@type", "Place"}};
  auto const* const place = snapshot.place(at.place.text);
  if (place != nullptr) {
    json::put(out, "name", rules::text(place->name, lang));
    // Nothing of a confidential place but its name: not even that its street is unknown.
    if (!place->confidential) {
      out["address"] = address(*place);
      bool const is_door = place->precision == Precision::exact || place->precision == Precision::street;
      if (place->lat && place->lon && is_door) out["geo"] = geo(*place);
    }
  }
  auto const today = std::chrono::floor<std::chrono::days>(to_local(snapshot.built));
  auto hours = opening_specification(snapshot.schedule(at), today);
  json::array special;
  json::array regular;
  for (auto& each : hours)
    (each.as_object().contains("validFrom") ? special : regular).push_back(std::move(each));
  if (!regular.empty()) out["openingHoursSpecification"] = std::move(regular);
  if (!special.empty()) out["specialOpeningHoursSpecification"] = std::move(special);
  return out;
}

json::array telephones(const std::vector<Phone>& phones, std::string_view lang) {
  json::array out;
  for (auto const& phone : phones) {
    json::object point{{"@type", "ContactPoint"},
                       {phone.channel == Channel::fax ? "faxNumber" : "telephone", phone.number}};
    json::put(point, "contactType", rules::text(phone.label, lang));
    json::array spoken;
    for (auto const& tag : phone.languages) spoken.push_back(json::value(tag));
    if (!spoken.empty()) point["availableLanguage"] = std::move(spoken);
    out.push_back(std::move(point));
  }
  return out;
}

json::object channel(const Snapshot& snapshot, const Service& service, const AtPlace* at,
                     std::string_view lang) {
  json::object out{{"@type", "ServiceChannel"}};
  auto phones = telephones(service.phones, lang);
  if (at != nullptr) {
    out["serviceLocation"] = location(snapshot, *at, lang);
    for (auto& phone : telephones(at->phones, lang)) phones.push_back(std::move(phone));
  }
  if (!phones.empty()) out["servicePhone"] = std::move(phones);
  put_page(out, "serviceUrl", service.url);
  json::array spoken;
  for (auto const& each : service.languages) spoken.push_back(json::value(each.lang));
  if (!spoken.empty()) out["availableLanguage"] = std::move(spoken);
  return out;
}

json::object provider(const Organisation& organisation, std::string_view lang) {
  json::object out{{"@type", "Organization"}};
  json::put(out, "name", rules::text(organisation.name, lang));
  json::put(out, "email", organisation.email);
  put_page(out, "url", organisation.url);
  if (!organisation.phones.empty()) out["telephone"] = organisation.phones.front().number;
  return out;
}

}  // namespace

json::object json_ld(const Snapshot& snapshot, const Service& service, std::string_view lang,
                     std::string_view origin) {
  auto const page = std::string(origin) + "/" + std::string(lang) + "/guide/" + service.slug;
  json::object out{{"@context", "https://schema.org"}, {"@type", "Service"}, {"@id", page}, {"url", page}};
  json::put(out, "name", rules::text(service.name, lang));
  auto const& about = service.summary.empty() ? service.description : service.summary;
  json::put(out, "description", rules::text(about, lang));
  json::array types;
  for (auto const& id : service.topics)
    if (auto const* const topic = snapshot.topic(id))
      types.push_back(json::value(rules::text(topic->label, lang)));
  if (!types.empty()) out["serviceType"] = std::move(types);
  if (auto const* const organisation = snapshot.organisation(service.organisation.text))
    out["provider"] = provider(*organisation, lang);
  json::put(out, "email", service.email);
  if (service.cost == Cost::free)
    out["offers"] = json::object{{"@type", "Offer"}, {"price", 0}, {"priceCurrency", "EUR"}};
  // A service that is closed is not offered anywhere.
  if (service.status == Status::closed || service.status == Status::merged) return out;
  json::array channels;
  for (auto const& at : service.places) channels.push_back(channel(snapshot, service, &at, lang));
  if (channels.empty()) channels.push_back(channel(snapshot, service, nullptr, lang));
  out["availableChannel"] = std::move(channels);
  return out;
}

}  // namespace cote::guide::exporting
