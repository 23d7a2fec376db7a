// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>

#include "app/settings.h"
#include "post/mailer.h"
#include "post/queue.h"

namespace cote::app {

/// What takes mail out under these settings: a server, a folder, or null when mail is off. Reads the file of
/// the password; throws ConfigError when it cannot.
std::unique_ptr<post::Mailer> mailer_of(const Settings::Mail& mail);
post::Sender sender_of(const Settings::Mail& mail);
post::queue::Policy policy_of(const Settings::Mail& mail);

}  // namespace cote::app
