// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

#include "guide/export.h"

/// One writer a format; `write` of export.h chooses.
namespace cote::guide::exporting {

void write_hsds_json(const Snapshot& snapshot, std::string_view lang, const Sink& sink);
void write_hsds_ndjson(const Snapshot& snapshot, std::string_view lang, const Sink& sink);
/// The tables of HSDS 3 with a datapackage.json, in a zip.
void write_hsds_zip(const Snapshot& snapshot, std::string_view lang, const Sink& sink);
/// A feature for every service at a place; without coordinates its geometry is null.
void write_geojson(const Snapshot& snapshot, std::string_view lang, const Sink& sink);
void write_csv(const Snapshot& snapshot, std::string_view lang, const Sink& sink);
void write_xlsx(const Snapshot& snapshot, std::string_view lang, const Sink& sink);

}  // namespace cote::guide::exporting
