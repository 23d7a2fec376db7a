// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "guide/snapshot.h"

namespace cote::guide {

/// The sitemap (sitemaps.org 0.9) of every page that search engines may keep, each with its other
/// languages. Services gone for ever are left out.
std::string sitemap_xml(const Snapshot& from, std::string_view origin);

}  // namespace cote::guide
