// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace cote::web {

/// Who runs this installation: named in the foot and wherever a person can be asked. The name is the text
/// `web.centre`.
struct Centre {
  std::string_view phone{};
  std::string_view email{};
  std::string_view url{};
};
/// The CAI of the province of Namur; its own pages, read in 2021.
inline constexpr Centre kCentre{"081 71 35 18", "accompagnement@cainamur.be", "https://www.cainamur.be/"};

}  // namespace cote::web
