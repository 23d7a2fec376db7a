// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

#include "kernel/lang.h"

namespace cote::web {

/// A decoded path taken apart: "/ar/guide/x" is Arabic and "/guide/x"; "/ar" is Arabic and "/".
struct LocalPath {
  const Lang* lang = nullptr;  // null: the path does not begin with a language
  std::string_view rest{};     // the whole path when it does not
};
LocalPath split_language(std::string_view path);

}  // namespace cote::web
