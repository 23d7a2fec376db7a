// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/wire.h"
#include "people/sign_in/pages.h"

namespace cote::app {

/// Accounts, the door and the guard under the settings of this house. In a house without accounts, a notice
/// says how to make the first one.
people::Room& add_people(House& house);

/// How the door stands under these settings: keys of second factors are sealed with the root key.
people::DoorOptions door_options(const Settings& settings, db::Db& db);

}  // namespace cote::app
