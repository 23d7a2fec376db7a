// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>

#include "people/access.h"

namespace cote::people {
namespace {

using enum Role;
using C = Compartment;
using A = Action;

// One line a right. Changing who may do what is changing this table, and nothing else.
constexpr std::array kGrants = {
    // The Guide
    Grant{editor, C::guide, A::read, Scope::all},
    Grant{editor, C::guide, A::propose, Scope::all},
    Grant{editor, C::guide, A::review, Scope::all},
    Grant{editor, C::guide, A::publish, Scope::all},
    Grant{editor, C::guide, A::merge, Scope::all},
    Grant{editor, C::guide, A::export_, Scope::all},
    Grant{director, C::guide, A::read, Scope::all},
    Grant{worker, C::guide, A::read, Scope::all},
    Grant{worker, C::guide, A::propose, Scope::all},
    Grant{translator, C::guide, A::read, Scope::all},
    Grant{partner, C::guide, A::read, Scope::own},
    Grant{partner, C::guide, A::propose, Scope::own},
    // Wordings
    Grant{editor, C::translation, A::read, Scope::all},
    Grant{editor, C::translation, A::translate, Scope::all},
    Grant{translator, C::translation, A::read, Scope::all},
    Grant{translator, C::translation, A::translate, Scope::all},
    Grant{translator, C::translation, A::export_, Scope::all},
    Grant{translator, C::translation, A::import_, Scope::all},
    // What the public reported
    Grant{editor, C::corrections, A::read, Scope::all},
    Grant{editor, C::corrections, A::moderate, Scope::all},
    // Is it still true?
    Grant{editor, C::freshness, A::read, Scope::all},
    Grant{editor, C::freshness, A::verify, Scope::all},
    Grant{editor, C::freshness, A::manage, Scope::all},
    Grant{director, C::freshness, A::read, Scope::all},
    Grant{worker, C::freshness, A::read, Scope::all},
    Grant{worker, C::freshness, A::verify, Scope::all},
    Grant{partner, C::freshness, A::read, Scope::own},
    Grant{partner, C::freshness, A::verify, Scope::own},
    // Files of others
    Grant{editor, C::imports, A::read, Scope::all},
    Grant{editor, C::imports, A::import_, Scope::all},
    // People who sign in
    Grant{administrator, C::accounts, A::read, Scope::all},
    Grant{administrator, C::accounts, A::invite, Scope::all},
    Grant{administrator, C::accounts, A::manage, Scope::all},
    // What is held on a person
    Grant{administrator, C::personal, A::erase, Scope::all},
    Grant{auditor, C::personal, A::read, Scope::all},
    Grant{auditor, C::personal, A::export_, Scope::all},
    // The house
    Grant{administrator, C::configuration, A::read, Scope::all},
    Grant{administrator, C::configuration, A::manage, Scope::all},
    Grant{auditor, C::configuration, A::read, Scope::all},
    // Proof
    Grant{auditor, C::ledger, A::read, Scope::all},
    Grant{auditor, C::ledger, A::export_, Scope::all},
    // Figures
    Grant{director, C::figures, A::read, Scope::all},
    Grant{director, C::figures, A::export_, Scope::all},
    Grant{editor, C::figures, A::read, Scope::all},
    Grant{auditor, C::figures, A::read, Scope::all},
    // Courses, trainings and events
    Grant{editor, C::activities, A::read, Scope::all},
    Grant{editor, C::activities, A::propose, Scope::all},
    Grant{editor, C::activities, A::publish, Scope::all},
    Grant{editor, C::activities, A::import_, Scope::all},
    Grant{director, C::activities, A::read, Scope::all},
    Grant{worker, C::activities, A::read, Scope::all},
    Grant{worker, C::activities, A::propose, Scope::all},
    Grant{worker, C::activities, A::publish, Scope::all},
    Grant{partner, C::activities, A::read, Scope::own},
    Grant{partner, C::activities, A::propose, Scope::own},
    // Who takes part. A partner enrols, and sees no list of persons.
    Grant{worker, C::participants, A::read, Scope::all},
    Grant{worker, C::participants, A::enrol, Scope::all},
    Grant{worker, C::participants, A::attend, Scope::all},
    Grant{worker, C::participants, A::certify, Scope::all},
    Grant{worker, C::participants, A::export_, Scope::all},
    Grant{director, C::participants, A::read, Scope::all},
    Grant{director, C::participants, A::certify, Scope::all},
    Grant{partner, C::participants, A::enrol, Scope::own},
};

}  // namespace

std::span<const Grant> grants() { return kGrants; }

bool needs_second_factor(Role role) {
  // Partners and translators see published facts and wordings only.
  return role != partner && role != translator;
}

}  // namespace cote::people
