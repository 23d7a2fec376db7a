// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace cote::web {

/// Asks the system for a descriptor for each connection, and some for the rest of the program. What it
/// refuses is done without.
void make_room_for_descriptors(unsigned connections);

}  // namespace cote::web
