// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "guide/snapshot.h"
#include "kernel/time.h"

namespace cote::app {

/// What readers would be answered from now, for commands: opens the database, brings it up to date, loads
/// all of it.
std::shared_ptr<const guide::Snapshot> snapshot_of(const std::string& address, Time now);

}  // namespace cote::app
