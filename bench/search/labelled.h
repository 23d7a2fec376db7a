// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>

namespace cote::bench {

/// Recall at ten of each engine on the labelled questions of bench/search/labelled.json, by case.
void print_labelled(const std::filesystem::path& folder);

}  // namespace cote::bench
