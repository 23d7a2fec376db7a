// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "kernel/html.h"

namespace cote::web {

/// A file built into the program: sheet, script, font, icon.
struct Asset {
  std::string_view name{};   // "house.css", "fonts/lexend-latin-400.woff2"
  std::string_view bytes{};
  std::string_view content_type{};
  std::string_view hash{};  // 16 hexadecimal digits of its content
};

/// All of them, sorted by name.
std::span<const Asset> assets();
const Asset* find_asset(std::string_view name);
/// "/assets/<hash>/<name>": changes with the content, so browsers may keep it for ever. A relative
/// url(...) inside a sheet is resolved against this address, so sheets name fonts through `asset_url`
/// placeholders replaced when embedded. An unknown name throws.
Url asset_url(std::string_view name);

}  // namespace cote::web
