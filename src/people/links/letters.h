// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

#include "people/account.h"
#include "post/outbox.h"

/// What the house writes to people who have an account: short, in their language, with one link.
namespace cote::people::letters {

post::Message invitation(const Account& to, std::string_view link);
post::Message reset(const Account& to, std::string_view link);
/// To the new address, and word of it to the old one.
post::Message new_address(const Account& who, std::string_view email, std::string_view link);
post::Message old_address(const Account& to);
/// To administrators and auditors: `who` changed what she herself may do.
post::Message own_roles(const Account& to, std::string_view who);

}  // namespace cote::people::letters
