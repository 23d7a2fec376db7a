// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/html.h"
#include "search/search.h"

/// The province drawn without script or tiles, from data/namur/backdrop.json.
namespace cote::guide {

/// The land, in drawing units of 100 m: east and south of its north-west corner. A kilometre is as long in
/// both directions at 50.3° north (equirectangular), good enough for 90 km.
struct Backdrop {
  struct Town {
    std::string name{};
    double x = 0;
    double y = 0;
    int rank = 3;  // 1: the biggest
  };
  std::string outline{};    // SVG path data
  std::string rivers[2]{};  // Meuse, Sambre
  std::string borders{};
  std::vector<Town> towns{};
  double width = 0;
  double height = 0;

  [[nodiscard]] bool empty() const { return outline.empty(); }
};

/// Reads the embedded file, once; empty when this build has none.
const Backdrop& backdrop();
/// Whose data the drawing is made of, as its sources ask.
inline constexpr std::string_view kBackdropCredit = "Natural Earth, GSHHG (LGPL), GeoNames (CC BY 4.0)";

/// Services at one place of the drawing.
struct Pin {
  search::Point at{};
  std::size_t count = 1;
  bool approximate = false;  // known to the commune only: a pale area instead of a point
};

/// The whole province with numbers of services where they are. `words` name it for those who do not see.
Html draw_province(const Backdrop& land, const std::vector<Pin>& pins, std::string_view words);
/// Thirty kilometres around one place: where in the province it is, between which waters.
Html draw_around(const Backdrop& land, const Pin& pin, std::string_view words);

}  // namespace cote::guide
