// SPDX-License-Identifier: AGPL-3.0-or-later
#include "support/people.h"

#include <algorithm>

#include "people/links/links.h"
#include "people/sign_in/secret.h"
#include "people/store.h"

namespace cote::test {

std::string SignedIn::form(std::string_view fields) const {
  return std::string(fields) + (fields.empty() ? "" : "&") + "csrf=" + form_token;
}

people::Actor SignedIn::actor() const {
  people::Present present{.account = account};
  present.session.form_token = form_token;
  return present.actor();
}

SignedIn sign_in(db::Db& db, std::string_view name, std::vector<people::Role> roles, Time now,
                 std::vector<OrganisationId> organisations) {
  SignedIn out;
  out.account = {.id = {people::secret::uuid()},
                 .email = people::tidy_email(std::string(name) + "@example.org"),
                 .name = std::string(name)};
  out.account.state = people::AccountState::active;
  out.account.demo = true;
  out.account.created = now;
  out.account.roles = std::move(roles);
  out.account.organisations = std::move(organisations);
  if (out.account.needs_second()) out.account.second_key = people::secret::base32(people::secret::bytes(20));
  out.token = people::secret::token();
  out.form_token = people::secret::token();
  db.write_with([&](db::Tx& tx) {
    people::store::save(tx, out.account);
    people::store::add_session(tx,
                               {.id = people::secret::uuid(),
                                .account = out.account.id,
                                .form_token = out.form_token,
                                .second = true,
                                .browser = "Firefox, Linux",
                                .created = now,
                                .seen = now},
                               people::secret::hash("session", out.token));
  });
  return out;
}

std::string path_of_link(db::Db& db, people::LinkKind kind, Time now) {
  auto const account = sign_in(db, "Lien" + people::secret::uuid(), {people::Role::partner}, now).account;
  people::Door door(db);
  people::Links links(door);
  return db.write([&](db::Tx& tx) { return links.make(tx, account, kind, "neuf@example.org", "", now); });
}

}  // namespace cote::test
