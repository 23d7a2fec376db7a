// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

namespace cote {

/// A file of data/ built into the program, by its path below data/ ("history.json",
/// "search/synonyms.json"); none when there is no such file. Constant time, no copy.
std::optional<std::string_view> embedded_data(std::string_view path);

}  // namespace cote
