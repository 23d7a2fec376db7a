// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/language.h"

#include <algorithm>

namespace cote::web {

LocalPath split_language(std::string_view path) {
  if (path.size() < 2) return {nullptr, path};
  auto const end = std::min(path.find('/', 1), path.size());
  auto const* const lang = find_language(path.substr(1, end - 1));
  if (lang == nullptr) return {nullptr, path};
  return {lang, end == path.size() ? std::string_view("/") : path.substr(end)};
}

}  // namespace cote::web
