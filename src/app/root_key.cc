// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/root_key.h"

#include "people/seal/keys.h"

namespace cote::app {

std::filesystem::path root_key_file(const Settings& settings) {
  return settings.keys.root.empty() ? people::RootFile::beside(settings.database.address)
                                    : std::filesystem::path(settings.keys.root);
}

}  // namespace cote::app
