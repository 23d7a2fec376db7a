// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "kernel/id.h"
#include "people/access.h"

namespace cote::people {

using AccountId = Id<struct AccountTag>;

/// Who acts: the first argument of every verb. Made by the guard from a session, never by a page.
struct Actor {
  AccountId account{};      // empty for the house itself and for the public
  std::string name{};       // as shown to colleagues; for the house itself, the job: "freshness"
  std::string lang = "fr";  // of her work pages
  std::vector<Role> roles{};
  std::vector<OrganisationId> organisations{};  // a partner's own
  std::string team{};                           // desk: "Andenne"; empty: none
  std::string session{};                        // id of the session row; not the cookie
  std::string form_token{};                     // what forms of this session must carry in "csrf"
  bool trusted = false;                         // the house itself: jobs and the shell

  [[nodiscard]] Scope scope(Compartment compartment, Action action) const {
    return trusted ? Scope::all : people::scope(roles, compartment, action);
  }
  [[nodiscard]] bool may(Compartment compartment, Action action) const {
    return scope(compartment, action) != Scope::none;
  }
  /// May it do so to something of this organisation?
  [[nodiscard]] bool may(Compartment compartment, Action action, const OrganisationId& organisation) const {
    auto const how_far = scope(compartment, action);
    if (how_far == Scope::all || how_far == Scope::team) return true;
    return how_far == Scope::own && std::ranges::find(organisations, organisation) != organisations.end();
  }
  [[nodiscard]] bool is(Role role) const { return std::ranges::find(roles, role) != roles.end(); }

  /// The house itself doing a job or obeying the shell: may do all, and the ledger says which job.
  static Actor house(std::string job) { return {.name = std::move(job), .trusted = true}; }
  /// A reader without an account: may do nothing that the table grants.
  static Actor reader() { return {.name = "public"}; }
};

}  // namespace cote::people
