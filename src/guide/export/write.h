// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "guide/export.h"

/// The writers behind `write` of export.h.
namespace cote::guide::exporting {

/// An export that comes in pieces, one a service: what `write` sends to a sink and the API to a reader.
struct Pieces {
  std::string head{};
  std::function<std::string(std::size_t)> piece{};
  std::size_t count = 0;
  std::string tail{};
};
/// For the formats that can be: HSDS JSON and NDJSON, GeoJSON (a feature for every service at a place;
/// without coordinates its geometry is null) and CSV. None for the others. `snapshot` must outlive it.
std::optional<Pieces> pieces(const Snapshot& snapshot, Format format, std::string_view lang);

/// The tables of HSDS 3 with a datapackage.json, in a zip.
void write_hsds_zip(const Snapshot& snapshot, std::string_view lang, const Sink& sink);
void write_xlsx(const Snapshot& snapshot, std::string_view lang, const Sink& sink);

}  // namespace cote::guide::exporting
