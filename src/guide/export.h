// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "guide/snapshot.h"
#include "kernel/json.h"

/// Open data out, from a snapshot: only what is public is in there.
namespace cote::guide::exporting {

/// Where bytes go; called many times with small pieces.
using Sink = std::function<void(std::string_view)>;

enum class Format { hsds_json, hsds_ndjson, hsds_csv_zip, geojson, csv, xlsx };
/// By its name on the command line ("hsds-json", "hsds-ndjson", "hsds-csv", "geojson", "csv", "xlsx").
std::optional<Format> format_named(std::string_view name);

/// Writes every service in `lang` (source language where it has none). Memory does not grow with the
/// number of services, but for xlsx and zip.
void write(const Snapshot& snapshot, Format format, std::string_view lang, const Sink& sink);

/// One HSDS 3 object, complete (`full`) as /services/{id} gives it. The `_basic` ones are as lists give
/// them: their own fields, and the provider's.
json::object hsds_service(const Snapshot& snapshot, const Service& service, std::string_view lang);
json::object hsds_service_basic(const Snapshot& snapshot, const Service& service, std::string_view lang);
json::object hsds_organization(const Snapshot& snapshot, const Organisation& organisation,
                               std::string_view lang, bool with_services);
json::object hsds_organization_basic(const Organisation& organisation, std::string_view lang);
json::object hsds_service_at_location(const Snapshot& snapshot, const Service& service, const AtPlace& at,
                                      std::string_view lang);
json::object hsds_location(const Snapshot& snapshot, const Place& place, std::string_view lang);
json::object hsds_location_basic(const Place& place, std::string_view lang);
json::object hsds_taxonomy_term(const Snapshot& snapshot, const Topic& topic, std::string_view lang);
/// The term above our topics; those of other taxonomies hang below the taxonomy itself.
json::object hsds_rubric_term(const Rubric& rubric, std::string_view lang);
/// Every taxonomy that terms belong to: ours of topics, ours of facts, then those that imports brought.
json::array hsds_taxonomies(const Snapshot& snapshot, std::string_view lang);

/// schema.org JSON-LD of a service's page; special days up to sixty days after the snapshot was built.
json::object json_ld(const Snapshot& snapshot, const Service& service, std::string_view lang,
                     std::string_view origin);

}  // namespace cote::guide::exporting
