// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "db/db.h"
#include "kernel/time.h"
#include "people/account.h"
#include "people/door.h"
#include "people/links/link_store.h"

namespace cote::test {

/// Somebody invented who is signed in: her account, and what her browser sends.
struct SignedIn {
  people::Account account{};
  std::string token{};       // of the session cookie
  std::string form_token{};  // what her forms carry in "csrf"

  /// For Request::headers.
  [[nodiscard]] std::pair<std::string, std::string> cookie() const { return {"cookie", "session=" + token}; }
  /// An encoded form body with her token in it: form("name=x").
  [[nodiscard]] std::string form(std::string_view fields = "") const;
  /// The one that the guard would make of her.
  [[nodiscard]] people::Actor actor() const;
};

/// Makes an active account and a whole session of it, second factor given where her roles ask for one. The
/// address is `name`@example.org in lower case. Each name once a database.
SignedIn sign_in(db::Db& db, std::string_view name, std::vector<people::Role> roles, Time now,
                 std::vector<OrganisationId> organisations = {});

/// The path of a link of this kind that is good now, as a letter to somebody invented would have it.
std::string path_of_link(db::Db& db, people::LinkKind kind, Time now);

}  // namespace cote::test
