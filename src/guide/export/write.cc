// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/export/write.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "guide/codes.h"
#include "guide/export/flat.h"
#include "guide/rules.h"
#include "kernel/csv.h"

namespace cote::guide::exporting {
namespace {

constexpr std::pair<std::string_view, Format> kFormats[] = {{"hsds-json", Format::hsds_json},
                                                            {"hsds-ndjson", Format::hsds_ndjson},
                                                            {"hsds-csv", Format::hsds_csv_zip},
                                                            {"geojson", Format::geojson},
                                                            {"csv", Format::csv},
                                                            {"xlsx", Format::xlsx}};

json::object feature(const Snapshot& snapshot, const Service& service, const AtPlace* at,
                     std::string_view lang) {
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

std::string features(const Snapshot& snapshot, const Service& service, std::string_view lang) {
  if (service.places.empty()) return boost::json::serialize(feature(snapshot, service, nullptr, lang));
  std::string out;
  for (auto const& at : service.places)
    out += (out.empty() ? "" : ",\n") + boost::json::serialize(feature(snapshot, service, &at, lang));
  return out;
}

std::string lines(const Snapshot& snapshot, const Service& service, std::string_view lang) {
  std::string out;
  for (auto& row : flat_rows(snapshot, service, lang)) {
    for (auto& cell : row) cell = safe_cell(std::move(cell));
    out += csv::line(row);
  }
  return out;
}

std::string page_head(std::size_t count) {
  return fmt::format(
      R"({{"total_items":{},"total_pages":1,"page_number":1,"size":{},"first_page":true,"last_page":true,"empty":{},"contents":[)",
      count, count, count == 0);
}

}  // namespace

std::optional<Format> format_named(std::string_view name) {
  auto const* const found = std::ranges::find(kFormats, name, &std::pair<std::string_view, Format>::first);
  if (found == std::end(kFormats)) return std::nullopt;
  return found->second;
}

void write(const Snapshot& snapshot, Format format, std::string_view lang, const Sink& sink) {
  if (format == Format::hsds_csv_zip) return write_hsds_zip(snapshot, lang, sink);
  if (format == Format::xlsx) return write_xlsx(snapshot, lang, sink);
  auto const parts = pieces(snapshot, format, lang);
  sink(parts->head);
  for (std::size_t i = 0; i < parts->count; ++i) sink(parts->piece(i));
  sink(parts->tail);
}

std::optional<Pieces> pieces(const Snapshot& snapshot, Format format, std::string_view lang_view) {
  auto const* const services = &snapshot.catalogue.services;
  auto const* const from = &snapshot;
  auto const count = services->size();
  std::string const lang(lang_view);
  switch (format) {
    case Format::hsds_json:
      // One page that holds all: what reads our API reads this file.
      return Pieces{page_head(count),
                    [=](std::size_t i) {
                      return (i > 0 ? ",\n" : "") +
                             boost::json::serialize(hsds_service(*from, (*services)[i], lang));
                    },
                    count, "]}\n"};
    case Format::hsds_ndjson:
      return Pieces{{},
                    [=](std::size_t i) {
                      return boost::json::serialize(hsds_service(*from, (*services)[i], lang)) + "\n";
                    },
                    count,
                    {}};
    case Format::geojson:
      return Pieces{
          R"({"type":"FeatureCollection","features":[)",
          [=](std::size_t i) { return (i > 0 ? ",\n" : "") + features(*from, (*services)[i], lang); }, count,
          "]}\n"};
    case Format::csv: {
      auto const columns = flat_columns();
      // Spreadsheets take a file for UTF-8 when it begins with a byte-order mark.
      return Pieces{"\xEF\xBB\xBF" + csv::line({columns.begin(), columns.end()}),
                    [=](std::size_t i) { return lines(*from, (*services)[i], lang); },
                    count,
                    {}};
    }
    default:
      return std::nullopt;
  }
}

}  // namespace cote::guide::exporting
