// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/version.h"

namespace cote::app {

std::string_view version() { return COTE_VERSION; }

}  // namespace cote::app
