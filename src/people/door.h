// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "kernel/result.h"
#include "kernel/time.h"
#include "people/account.h"
#include "people/sign_in/password.h"
#include "web/http.h"

/// The door of the house: who comes in, by what, and for how long. Every verb is one transaction with its
/// entry in the ledger; a try that has to wait or is wrong gives Problems.
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
/// Her account as an actor, without a session.
Actor actor_of(const Account& account);

/// Where a request comes from, as far as the door cares.
struct Caller {
  std::string address{};
  std::string browser{};  // "Firefox, Windows"
  std::string device{};   // the token of a browser that signed in before; empty: none
  std::string session{};  // the token of the session it had; ended when a new one begins
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
  /// How the key of a second factor is kept: sealed to its account. As it is when not set.
  std::function<std::string(const AccountId&, std::string_view)> seal{};
  std::function<std::string(const AccountId&, std::string_view)> unseal{};
};

class Door {
 public:
  explicit Door(db::Db& db, DoorOptions options = {}) : db_(db), options_(std::move(options)) {}

  /// Whose cookie this is; none when it is nobody's, over, or the account is closed. Four statements, and
  /// one more a minute to note that she was here.
  std::optional<Present> who(std::string_view token, Time now);

  /// E-mail and password. The same hash, the same statements and the same answer for an address that nobody
  /// has. Problems: people.wrong, or people.wait with "n" seconds.
  Result<Pass> sign_in(std::string_view email, std::string_view password, const Caller& caller, Time now);
  /// The second factor of somebody half signed in: a code of her app, or one of her recovery codes. The
  /// session is exchanged for a new one. Problems: people.code_wrong, people.wait.
  Result<Pass> second(const Present& half, std::string_view typed, const Caller& caller, Time now);
  void sign_out(const Present& present, Time now);

  /// Gives her a second factor: `typed` proves that her app has `key`. Who has one already proves herself
  /// first by her password. Her other sessions end. The codes for paper are shown once and kept as hashes.
  struct Enrolled {
    Pass pass{};
    std::vector<std::string> codes{};
  };
  Result<Enrolled> enrol(const Present& present, std::string_view key, std::string_view typed,
                         std::string_view password, const Caller& caller, Time now);
  Result<std::vector<std::string>> new_codes(const Present& present, std::string_view password,
                                             const Caller& caller, Time now);

  /// A new password; her other sessions end.
  Result<bool> change_password(const Present& present, std::string_view old, std::string_view fresh,
                               const Caller& caller, Time now);
  /// Is it really her at the keyboard? Her password, with the brake; who has none (she comes by an identity
  /// provider) must have signed in within ten minutes.
  Result<bool> confirm(const Present& present, std::string_view password, const Caller& caller, Time now);

  [[nodiscard]] db::Db& db() const { return db_; }
  [[nodiscard]] const DoorOptions& options() const { return options_; }
  [[nodiscard]] std::string sealed(const AccountId& id, std::string_view key) const;

 private:
  [[nodiscard]] bool right_code(db::Tx& tx, const Account& account, std::string_view typed, Time now) const;

  db::Db& db_;
  DoorOptions options_;
};

/// Begins a session, ends the one the browser had, and makes the browser known to the account.
Pass open_session(db::Tx& tx, const Account& account, const Caller& caller, bool second, Time now);

/// As it is stored and compared: trimmed, lower case.
std::string tidy_email(std::string_view email);
/// Something before an '@' and a name with a dot after it; no more is asked, since a message will tell.
bool is_email(std::string_view email);

/// "Firefox, Windows" of a User-Agent header; "" when it says nothing known.
std::string browser_of(std::string_view user_agent);

/// Is this session over?
bool over(const Present& present, const SessionLimits& limits, Time now);

}  // namespace cote::people
