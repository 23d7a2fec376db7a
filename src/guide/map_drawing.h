// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kernel/html.h"
#include "search/search.h"

namespace cote::guide {

/// The land behind the points, from data/namur/backdrop.json: lines as they are drawn, villages by size.
struct Backdrop {
  struct Line {
    std::string kind{};  // "outline", "river", "border"
    std::string name{};
    std::vector<search::Point> points{};
    bool closed = false;
  };
  struct Town {
    std::string name{};
    search::Point at{};
    int rank = 9;  // 1: the biggest
  };
  std::vector<Line> lines{};
  std::vector<Town> towns{};
  std::string attribution{};
};

/// Reads the embedded file, once; empty when this build has none.
const Backdrop& backdrop();

/// A point on the drawing.
struct Pin {
  search::Point at{};
  std::string label{};  // "3": the number in the list beside the map
  bool approximate = false;
  std::string address{};  // of the page, for a link
  std::string name{};
};

/// The province as an SVG that needs no script: outline, waters, towns, numbered pins. North is up and one
/// kilometre is as long in both directions at 50.3° north. `words` names the drawing for those who do not
/// see it.
Html draw_map(const Backdrop& land, const std::vector<Pin>& pins, std::string_view words);

}  // namespace cote::guide
