// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>

#include "app/settings.h"

namespace cote::app {

/// The file of the root key: the one the operator named, else the usual place for this database.
std::filesystem::path root_key_file(const Settings& settings);

}  // namespace cote::app
