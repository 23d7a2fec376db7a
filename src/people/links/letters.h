// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "people/account.h"
#include "post/outbox.h"

/// What the house writes to people who have an account: short, in their language, with one link. The pages
/// behind the link speak French or English.
namespace cote::people::letters {

/// The language letters to somebody are written in: any of languages(), French for what is none of them.
std::string language_of(std::string_view wished);

post::Message invitation(const Account& to, std::string_view link);
post::Message reset(const Account& to, std::string_view link);
/// To the new address, and word of it to the old one.
post::Message new_address(const Account& who, std::string_view email, std::string_view link);
post::Message old_address(const Account& to);
/// To administrators and auditors: `who` changed what she herself may do.
post::Message own_roles(const Account& to, std::string_view who);

}  // namespace cote::people::letters
