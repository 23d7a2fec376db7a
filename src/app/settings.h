// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

namespace cote::app {

/// What an operator may choose.
struct Settings {
  std::string db = "sqlite:var/coteacote.db";
  std::string origin{};  // "https://guide.example.org"
  std::string tiles{};   // address of map tiles or a PMTiles file; empty: our own backdrop, no other site
  std::string tiles_credit{};
  std::string history{};  // TimelineJS file of the centre; empty: the history that ships
  std::string history_lang = "fr";
};

}  // namespace cote::app
