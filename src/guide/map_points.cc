// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/map_points.h"

#include <algorithm>

#include "guide/rules.h"
#include "kernel/json.h"

namespace cote::guide {

std::vector<MapPoint> map_points(const Snapshot& from, const Found& found, std::size_t most) {
  std::vector<MapPoint> out;
  for (std::size_t i = 0; i < std::min(most, found.hits.size()); ++i) {
    auto const& service = from.catalogue.services[found.hits[i].doc];
    if (service.status == Status::closed || service.status == Status::merged) continue;
    for (auto const& at : service.places) {
      auto const* place = from.place(at.place.text);
      if (!place || place->confidential || !place->lat || !place->lon) continue;
      bool const known = place->precision == Precision::exact || place->precision == Precision::street;
      out.push_back(
          {&service, i, {static_cast<float>(*place->lat), static_cast<float>(*place->lon)}, !known});
    }
  }
  return out;
}

std::string map_points_json(const Snapshot& from, const Found& found, std::size_t most,
                            std::string_view lang) {
  json::array out;
  for (auto const& p : map_points(from, found, most)) {
    out.push_back(json::object{{"slug", p.service->slug},
                               {"name", rules::text(p.service->name, lang)},
                               {"lat", p.at.lat},
                               {"lon", p.at.lon},
                               {"approx", p.approximate},
                               {"url", "/" + std::string(lang) + "/guide/" + p.service->slug}});
  }
  return boost::json::serialize(out);
}

}  // namespace cote::guide
