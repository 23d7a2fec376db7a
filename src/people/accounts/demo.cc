// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/accounts/demo.h"

#include <array>
#include <stdexcept>

#include "people/ledger.h"
#include "people/sign_in/secret.h"
#include "people/sign_in/totp.h"
#include "people/store.h"

namespace cote::people::demo {
namespace {

struct Invented {
  Role role{};
  const char* email = "";
  const char* name = "";
  const char* lang = "fr";
  const char* team = "";
};
constexpr std::array kPeople = {
    Invented{Role::administrator, "ada@example.org", "Ada Exemple", "fr", ""},
    Invented{Role::director, "dina@example.org", "Dina Exemple", "fr", ""},
    Invented{Role::auditor, "aude@example.org", "Aude Exemple", "fr", ""},
    Invented{Role::editor, "eva@example.org", "Eva Exemple", "fr", "Namur"},
    Invented{Role::translator, "tom@example.org", "Tom Example", "en", ""},
    Invented{Role::worker, "anna@example.org", "Anna Exemple", "fr", "Andenne"},
    Invented{Role::partner, "paul@example.org", "Paul Exemple", "fr", ""},
};

}  // namespace

std::vector<SignIn> people(Door& door, const OrganisationId& organisation, Time now) {
  std::vector<SignIn> out;
  for (auto const& invented : kPeople) {
    if (invented.role == Role::partner && organisation.empty()) continue;
    SignIn one{.password = secret::base32(secret::bytes(10))};
    for (std::size_t const at : {12U, 8U, 4U}) one.password.insert(at, 1, '-');
    auto const hash = password::hash(one.password, door.options().cost);
    if (needs_second_factor(invented.role)) one.second_key = totp::new_key();
    door.db().write_with([&](db::Tx& tx) {
      auto const held = store::account_by_email(tx, invented.email);
      if (held && !held->demo)
        throw std::runtime_error("an account that is not of the demonstration has this address");
      auto account = held.value_or(Account{
          .id = {secret::uuid()}, .email = invented.email, .name = invented.name, .lang = invented.lang});
      account.team = invented.team;
      account.state = AccountState::active;
      account.demo = true;
      account.password = hash;
      account.second_key = door.sealed(account.id, one.second_key);
      account.second_used = 0;
      account.roles = {invented.role};
      if (invented.role == Role::partner) account.organisations = {organisation};
      if (!held) account.created = now;
      store::save(tx, account);
      store::end_sessions(tx, account.id);
      ledger::note(tx, Actor::house("demo"),
                   {.action = "people.demo_made", .subject = "account", .subject_id = account.id.text}, now);
      one.account = account;
    });
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace cote::people::demo
