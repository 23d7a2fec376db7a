// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/export/write.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "guide/codes.h"
#include "guide/export/flat.h"
#include "guide/rules.h"
#include "kernel/csv.h"

namespace cote::guide::exporting {
namespace {

constexpr std::pair<std::string_view, Format> kFormats[] = {
    {"hsds-json", Format::hsds_json},   {"hsds-ndjson", Format::hsds_ndjson}, {"hsds-csv", Format::hsds_csv_zip},
    {"geojson", Format::geojson},       {"csv", Format::csv},                 {"xlsx", Format::xlsx}};

json::object feature(const Snapshot& snapshot, const Service& service, const AtPlace* at, std::string_view lang) {
  auto const* const place = at == nullptr ? nullptr : snapshot.place(at->place.text);
  json::object properties;
  auto const put = [&](std::string_view key, std::string_view text) { json::put(properties, key, text); };
  put("service_id", service.id.text);
  put("name", rules::text(service.name, lang));
  if (auto const* const organisation = snapshot.organisation(service.organisation.text))
    put("organisation", rules::text(organisation->name, lang));
  put("status", code(service.status));
  put("topics", joined_topics(snapshot, service, lang));
  put("phones", joined_phones(service, at));
  put("email", service.email);
  put("website", service.url);
  if (at != nullptr) put("opening_hours", at->hours);
  if (place != nullptr) {
    put("place", rules::text(place->name, lang));
    put("address", place->address);
    put("postal_code", place->postal_code);
    put("locality", place->locality);
    if (place->lat) put("precision", code(place->precision));
    if (place->confidential) properties["confidential"] = true;
  }
  if (auto const* const shown = rules::shown(service.name, lang)) put("text_language", shown->lang);
  json::object out;
  out["type"] = "Feature";
  out["id"] = at == nullptr ? service.id.text : at->id.empty() ? service.id.text : at->id;
  out["geometry"] = nullptr;
  if (place != nullptr && place->lat && place->lon)
    out["geometry"] = json::object{{"type", "Point"}, {"coordinates", json::array{*place->lon, *place->lat}}};
  out["properties"] = std::move(properties);
  return out;
}

}  // namespace

std::optional<Format> format_named(std::string_view name) {
  auto const* const found = std::ranges::find(kFormats, name, &std::pair<std::string_view, Format>::first);
  if (found == std::end(kFormats)) return std::nullopt;
  return found->second;
}

void write(const Snapshot& snapshot, Format format, std::string_view lang, const Sink& sink) {
  switch (format) {
    case Format::hsds_json: return write_hsds_json(snapshot, lang, sink);
    case Format::hsds_ndjson: return write_hsds_ndjson(snapshot, lang, sink);
    case Format::hsds_csv_zip: return write_hsds_zip(snapshot, lang, sink);
    case Format::geojson: return write_geojson(snapshot, lang, sink);
    case Format::csv: return write_csv(snapshot, lang, sink);
    case Format::xlsx: return write_xlsx(snapshot, lang, sink);
  }
}

void write_hsds_json(const Snapshot& snapshot, std::string_view lang, const Sink& sink) {
  auto const& services = snapshot.catalogue.services;
  // One page that holds all: what reads our API reads this file.
  sink(fmt::format(R"({{"total_items":{},"total_pages":1,"page_number":1,"size":{},"first_page":true,"last_page":true,"empty":{},"contents":[)",
                   services.size(), services.size(), services.empty()));
  for (std::size_t i = 0; i < services.size(); ++i) {
    if (i > 0) sink(",\n");
    sink(boost::json::serialize(hsds_service(snapshot, services[i], lang)));
  }
  sink("]}\n");
}

void write_hsds_ndjson(const Snapshot& snapshot, std::string_view lang, const Sink& sink) {
  for (auto const& service : snapshot.catalogue.services) {
    sink(boost::json::serialize(hsds_service(snapshot, service, lang)));
    sink("\n");
  }
}

void write_geojson(const Snapshot& snapshot, std::string_view lang, const Sink& sink) {
  sink(R"({"type":"FeatureCollection","features":[)");
  bool first = true;
  auto const put = [&](const json::object& object) {
    if (!std::exchange(first, false)) sink(",\n");
    sink(boost::json::serialize(object));
  };
  for (auto const& service : snapshot.catalogue.services) {
    for (auto const& at : service.places) put(feature(snapshot, service, &at, lang));
    if (service.places.empty()) put(feature(snapshot, service, nullptr, lang));
  }
  sink("]}\n");
}

void write_csv(const Snapshot& snapshot, std::string_view lang, const Sink& sink) {
  // Spreadsheets take a file for UTF-8 when it begins with a byte-order mark.
  sink("\xEF\xBB\xBF");
  auto const columns = flat_columns();
  sink(csv::line({columns.begin(), columns.end()}));
  for (auto const& service : snapshot.catalogue.services)
    for (auto& row : flat_rows(snapshot, service, lang)) {
      for (auto& cell : row) cell = safe_cell(std::move(cell));
      sink(csv::line(row));
    }
}

}  // namespace cote::guide::exporting
