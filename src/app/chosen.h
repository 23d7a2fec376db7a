// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/settings.h"
#include "guide/tiles.h"
#include "history/model.h"
#include "web/tile_archive.h"

namespace cote::app {

/// What the operator's own files gave, read before anything is served.
struct Chosen {
  guide::Tiles tiles{};
  std::shared_ptr<const web::TileArchive> archive{};  // null: no PMTiles file
  std::string image_sources{};                        // what the content policy must allow besides us
  std::optional<history::History> history{};          // none: the one that ships
  std::vector<std::string> wrong{};                   // lines for the operator; not empty: do not serve
};

/// Reads the files that `settings` name. Throws nothing: what cannot be used is in `wrong`.
Chosen choose(const Settings& settings);

}  // namespace cote::app
