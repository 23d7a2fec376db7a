// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

namespace cote::app {

/// Tells systemd "READY=1" or "STOPPING=1" when it asked to be told (Type=notify, NOTIFY_SOCKET). Nothing
/// happens otherwise. The protocol is one datagram: sd_notify(3).
void tell_service_manager(std::string_view state);

}  // namespace cote::app
