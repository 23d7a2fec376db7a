// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "people/door.h"

/// Invented people to try the house with, one a role: marked so everywhere, addresses at example.org. Their
/// passwords are new each time and are printed, so they are for databases that hold nothing of anybody's.
namespace cote::people::demo {

struct SignIn {
  Account account{};
  std::string password{};
  std::string second_key{};  // as an authenticator app takes it; empty: none needed
};

/// Makes them, or gives those that are there new passwords and keys and ends their sessions. A partner gets
/// `organisation`; without one there is no partner.
std::vector<SignIn> people(Door& door, const OrganisationId& organisation, Time now);

}  // namespace cote::people::demo
