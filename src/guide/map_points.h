// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "guide/list.h"
#include "guide/snapshot.h"

namespace cote::guide {

/// A found service on the map. Confidential places have none.
struct MapPoint {
  const Service* service = nullptr;
  std::size_t position = 0;  // of the hit in the answer
  search::Point at{};
  bool approximate = false;  // known to the commune only: drawn as an area
};

/// Points of the first `most` hits, in their order; a service with several places has several.
std::vector<MapPoint> map_points(const Snapshot& from, const Found& found, std::size_t most);

/// The same for the script of the map: an array of {slug, name, lat, lon, approx, url}.
std::string map_points_json(const Snapshot& from, const Found& found, std::size_t most,
                            std::string_view lang);

}  // namespace cote::guide
