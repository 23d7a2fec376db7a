// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kernel/html.h"
#include "web/http.h"

namespace cote::web {

/// The search field of the Guide.
struct SearchBox {
  std::string words{};
  bool shown_label = false;  // false: the label is for screen readers only, the button shows its glass
  bool example = false;      // a line with words to try
  std::vector<std::pair<std::string, std::string>> kept{};  // filters that a new search keeps
};

/// A form that leads to the list of the Guide, without script.
Html search_box(const Visit& visit, const SearchBox& box);

}  // namespace cote::web
