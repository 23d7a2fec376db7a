// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "web/http.h"

namespace cote::web {

/// A PMTiles archive, version 3 (https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md): all tiles
/// of a map in one file that readers ask pieces of. It stays open from start to end and is never held in
/// memory; no part of an address reaches the file system.
class TileArchive {
 public:
  enum class Tiles { vector, picture };

  struct Opened;
  /// Opens the file and looks at its header: type, version, tiles that the map can draw, and an end that
  /// is not missing.
  static Opened open(const std::string& path);

  [[nodiscard]] Tiles tiles() const { return tiles_; }
  [[nodiscard]] std::uint64_t size() const;
  /// The file, or the one range of it that `request` asks for: 200, 206 or 416, tagged. If-Range counts
  /// only with our tag. Pieces of up to 64 kB are read as they are sent; one that cannot be read throws.
  [[nodiscard]] Reply answer(const Request& request) const;
  /// Answers at kAddress, the same for every archive.
  void mount(Router& router) const;

  static constexpr std::string_view kAddress = "/tiles/map.pmtiles";

 private:
  struct File;
  TileArchive(std::shared_ptr<const File> file, Tiles tiles);
  std::shared_ptr<const File> file_;
  Tiles tiles_;
  std::string etag_;
};

struct TileArchive::Opened {
  std::shared_ptr<const TileArchive> archive{};  // null: see `wrong`
  std::string wrong{};                           // for the operator, in English
};

}  // namespace cote::web
