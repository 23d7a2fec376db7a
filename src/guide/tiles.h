// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

namespace cote::guide {

/// What an operator put under the map instead of our own backdrop.
struct Tiles {
  enum class Kind {
    none,      // our backdrop
    pictures,  // `address` has {z}, {x} and {y} in it
    archive,   // `address` is a PMTiles archive of pictures
    vectors,   // `address` is a PMTiles archive of vector tiles
  };
  Kind kind = Kind::none;
  std::string address{};
  std::string credit{};  // plain text: who made them; empty: what the archive itself says
};

}  // namespace cote::guide
