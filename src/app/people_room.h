// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/wire.h"
#include "people/pages.h"

namespace cote::app {

/// Accounts, the door and the guard under the settings of this house. In a house without accounts, a notice
/// says how to make the first one.
people::Room& add_people(House& house);

}  // namespace cote::app
