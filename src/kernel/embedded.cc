// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/embedded.h"

#include <algorithm>

namespace cote {

std::optional<std::string_view> embedded_data(std::string_view path) {
  auto const files = embedded_data_files();
  auto const at = std::ranges::lower_bound(files, path, {}, &EmbeddedFile::path);
  if (at == files.end() || at->path != path) return std::nullopt;
  return at->bytes;
}

}  // namespace cote
