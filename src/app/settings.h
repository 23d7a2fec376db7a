// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

namespace cote::app {

/// What an operator may choose.
struct Settings {
  std::string db = "sqlite:var/coteacote.db";
  std::string origin{};  // "https://guide.example.org"
  std::string tiles{};   // address of map tiles; empty: our own backdrop and no other site
};

}  // namespace cote::app
