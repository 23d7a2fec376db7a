// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "db/db.h"
#include "kernel/result.h"
#include "kernel/time.h"
#include "people/account.h"
#include "people/password.h"
#include "web/http.h"

/// The door of the house: who comes in, by what, and for how long. Every verb is one transaction with its
/// entry in the ledger.
namespace cote::people {

/// Somebody signed in, or half so.
struct Present {
  Account account{};
  SessionRow session{};

  /// The password was right, the second factor is still asked for.
  [[nodiscard]] bool half() const { return account.has_second() && !session.second; }
  /// Her roles ask for a second factor and she has none: she makes one before anything else.
  [[nodiscard]] bool must_enrol() const { return account.needs_second() && !account.has_second(); }
  [[nodiscard]] Actor actor() const;
};

/// Where a request comes from, as far as the door cares.
struct Caller {
  std::string address{};
  std::string browser{};  // "Firefox, Windows"
  std::string device{};   // the token of a browser that signed in before; empty: none
};
Caller caller_of(const web::Visit& visit);

/// What a browser takes home.
struct Pass {
  std::string token{};   // of the session cookie
  std::string device{};  // of the device cookie
  Present present{};
};

struct DoorOptions {
  password::Cost cost{};
  SessionLimits limits{};
};

class Door {
 public:
  Door(db::Db& db, DoorOptions options = {}) : db_(db), options_(options) {}

  /// Whose cookie this is; none when it is nobody's, over, or the account is closed. Four statements, and
  /// one more a minute to note that she was here.
  std::optional<Present> who(std::string_view token, Time now);

  /// E-mail and password. The same work and the same answer for an address that nobody has. Problems name
  /// the field "email" (people.wrong) or nothing (people.wait, with seconds).
  Result<Pass> sign_in(std::string_view email, std::string_view password, const Caller& caller, Time now);
  void sign_out(const Present& present, Time now);

 private:
  Pass open(db::Tx& tx, const Account& account, const Caller& caller, bool second, Time now);

  db::Db& db_;
  DoorOptions options_;
};

/// As it is stored and compared: trimmed, lower case.
std::string tidy_email(std::string_view email);

/// "Firefox, Windows" of a User-Agent header; "" when it says nothing known.
std::string browser_of(std::string_view user_agent);

/// Is this session over?
bool over(const Present& present, const SessionLimits& limits, Time now);

}  // namespace cote::people
