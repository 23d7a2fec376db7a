// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/chosen.h"

#include <fstream>
#include <iterator>

#include <fmt/format.h>

#include "history/timeline.h"
#include "kernel/lang.h"

namespace cote::app {
namespace {

/// "https://tiles.example.org" of "https://tiles.example.org/{z}/{x}/{y}.png". Empty for an address of
/// ours.
std::string origin_of(const std::string& address) {
  auto const scheme = address.find("://");
  if (scheme == std::string::npos) return {};
  return address.substr(0, address.find('/', scheme + 3));
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

void choose_tile_address(const std::string& address, Chosen& chosen) {
  auto const origin = origin_of(address);
  if (!has(address, "{z}") || !has(address, "{x}") || !has(address, "{y}"))
    chosen.wrong.push_back(fmt::format("--tiles {}: {{z}}, {{x}} and {{y}} must be in it", address));
  if (has(origin, "{") || origin.find_first_of(" ;,") != std::string::npos)
    chosen.wrong.push_back(fmt::format("--tiles {}: one host only, please, without {{s}}", address));
  chosen.tiles.kind = guide::Tiles::Kind::pictures;
  chosen.tiles.address = address;
  chosen.image_sources = origin;
}

void choose_tile_archive(const std::string& path, Chosen& chosen) {
  if (has(path, "://")) {
    chosen.wrong.push_back(
        fmt::format("--tiles {}: a PMTiles file must be on this machine; readers ask nobody else", path));
    return;
  }
  auto opened = web::TileArchive::open(path);
  if (!opened.archive) {
    chosen.wrong.push_back(fmt::format("--tiles {}: {}", path, opened.wrong));
    return;
  }
  chosen.archive = std::move(opened.archive);
  chosen.tiles.kind = chosen.archive->tiles() == web::TileArchive::Tiles::vector
                          ? guide::Tiles::Kind::vectors
                          : guide::Tiles::Kind::archive;
  chosen.tiles.address = web::TileArchive::kAddress;
  // The script makes pictures of the pieces it reads: these never leave the browser.
  chosen.image_sources = "blob:";
}

void choose_tiles(const Settings& settings, Chosen& chosen) {
  if (settings.guide.tiles.empty()) {
    if (!settings.guide.tiles_credit.empty())
      chosen.wrong.emplace_back("--tiles-credit: there are no tiles to credit without --tiles");
    return;
  }
  if (has(settings.guide.tiles, "{"))
    choose_tile_address(settings.guide.tiles, chosen);
  else
    choose_tile_archive(settings.guide.tiles, chosen);
  chosen.tiles.credit = settings.guide.tiles_credit;
}

void choose_history(const Settings& settings, Chosen& chosen) {
  if (settings.history.file.empty()) return;
  auto const name = "--history " + settings.history.file;
  if (find_language(settings.history.lang) == nullptr)
    return chosen.wrong.push_back("--history-lang " + settings.history.lang + ": not a language we know");
  std::ifstream file(settings.history.file, std::ios::binary);
  if (!file) return chosen.wrong.push_back(name + ": cannot be read");
  std::string const text{std::istreambuf_iterator<char>(file), {}};
  auto read = history::timeline::read(text, settings.history.lang);
  for (auto const& reject : read.rejects)
    chosen.wrong.push_back(fmt::format("{}: {}{}: {}", name, reject.where,
                                       reject.id.empty() ? "" : " (" + reject.id + ")", reject.reason));
  if (read.rejects.empty() && read.history.entries.empty())
    chosen.wrong.push_back(name + ": there is no event in it");
  chosen.history = std::move(read.history);
}

}  // namespace

Chosen choose(const Settings& settings) {
  Chosen out;
  choose_tiles(settings, out);
  choose_history(settings, out);
  return out;
}

}  // namespace cote::app
