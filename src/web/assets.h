// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "kernel/html.h"
#include "web/http.h"

namespace cote::web {

/// A file built into the program: sheet, script, font, icon.
struct Asset {
  std::string_view name{};  // "house.css", "fonts/lexend-latin-400.woff2"
  std::string_view bytes{};
  std::string_view content_type{};
  std::string_view hash{};  // 16 hexadecimal digits of its content
};

/// All of them, sorted by name.
std::span<const Asset> assets();
const Asset* find_asset(std::string_view name);
/// "/assets/<hash>/<name>": changes with the content, so browsers may keep it for ever. Sheets (and the
/// web manifest) name other assets as `asset(fonts/x.woff2)`, which becomes url("/assets/…"), or the bare
/// address when it stands inside url( or quotes; so does a relative url(…) of a sheet from npm. An
/// unknown name throws.
Url asset_url(std::string_view name);

/// Serves them at these addresses. An address with an old hash leads to the present one.
void mount_assets(Router& router);

}  // namespace cote::web
