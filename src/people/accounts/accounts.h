// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/result.h"
#include "people/links/links.h"

/// What an administrator does with accounts. Every change is an entry in the ledger; refused (missing) to
/// whoever may not, and for an account that is not there.
namespace cote::people {

/// What is written about somebody in the form.
struct Wish {
  std::string name{};
  std::string email{};
  std::string lang = "fr";
  std::string team{};
  std::vector<Role> roles{};
  std::vector<OrganisationId> organisations{};
};

/// Pure: what is wrong with it. An account has a name and a role; a partner has an organisation.
Problems faults(const Wish& wish);

class Accounts {
 public:
  Accounts(Door& door, Links& links) : door_(door), links_(links) {}

  [[nodiscard]] std::vector<Account> all(const Actor& who) const;
  [[nodiscard]] std::optional<Account> one(const Actor& who, const AccountId& id) const;
  [[nodiscard]] std::vector<SessionRow> sessions(const AccountId& id) const;

  /// Makes the account and, unless told otherwise, sends the invitation. Problems also for an address that
  /// has an account.
  struct Invited {
    Account account{};
    std::string link{};
  };
  Result<Invited> invite(const Actor& who, const Wish& wish, std::string_view origin, Time now,
                         bool send = true);
  /// Makes an account with a password, for the shell.
  Result<Account> add(const Actor& who, const Wish& wish, std::string_view password, Time now);
  Result<Invited> invite_again(const Actor& who, const AccountId& id, std::string_view origin, Time now);
  /// Name, language, team, roles and organisations; the address is the person's own affair. The last active
  /// administrator stays one (people.last_administrator). Who changes her own roles is told of to the other
  /// administrators and the auditors.
  Result<Account> change(const Actor& who, const AccountId& id, const Wish& wish, Time now);
  /// Closes the account and ends its sessions at once, or opens it again.
  Result<bool> set_active(const Actor& who, const AccountId& id, bool active, Time now);
  /// The phone is lost: takes the second factor and the codes away and ends all sessions. At the next
  /// sign-in a new one is made.
  Result<bool> remove_second(const Actor& who, const AccountId& id, Time now);
  /// One session, or all when `session` is empty. The person herself may do so to her own.
  Result<bool> end_sessions(const Actor& who, const AccountId& id, std::string_view session,
                            std::string_view keep, Time now);
  /// A link for a new password, for the shell to print.
  Result<std::string> reset_link(const Actor& who, const AccountId& id, std::string_view origin, Time now);

  /// The first administrator of an empty house; refused (conflict) when there is an account already.
  Result<Account> first(const Wish& wish, std::string_view password, Time now);
  [[nodiscard]] bool empty() const;

 private:
  Door& door_;
  Links& links_;
};

}  // namespace cote::people
