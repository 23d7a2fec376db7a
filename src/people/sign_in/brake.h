// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "kernel/time.h"

/// The brake on guessing: after a few mistakes each further try has to wait, longer each time. It never locks
/// an account. Mistakes are counted in three places, and once more apart from them for a browser that signed
/// in before, so that whoever guesses at an account slows himself down and not its owner.
namespace cote::people::brake {

/// What mistakes are counted for.
enum class Kind : std::uint8_t {
  pair,     // this account from this address
  address,  // this address, whatever the account: an office has many people behind one
  account,  // this account, from any browser that is not known: guessing from many places
  device,   // this account from a browser that signed in to it before; the other three do not count then
};

struct Rule {
  std::int64_t free = 0;         // mistakes without a wait
  std::chrono::seconds first{};  // the first wait; each further mistake doubles it
  std::chrono::seconds most{};
  std::chrono::seconds memory{};  // without a mistake for so long, all is forgotten
};
Rule rule(Kind kind);

struct State {
  std::int64_t failures = 0;
  Time last{};
  Time until{};
  bool operator==(const State&) const = default;
};

/// Pure: what a mistake at `now` makes of `state`, and how long a try has to wait.
State after_mistake(Kind kind, const State& state, Time now);
std::chrono::seconds wait(Kind kind, const State& state, Time now);
/// What is left when the try was right: nothing for pair and device, one mistake less for the others, which
/// belong to several people.
State after_success(Kind kind, const State& state);

/// One try, as the brake sees it.
struct Try {
  std::string_view what{};  // "password", "second": counted apart
  std::string_view who{};   // an e-mail address or an account id; existing or not
  std::string_view address{};
  std::string_view device{};  // of a browser known to this account; empty: an unknown browser
};

/// Counts a try as a mistake before anybody knows better, so that many at once cannot slip through. More
/// than zero: it has to wait, and was not counted. The number of statements depends on `device` only.
std::chrono::seconds begin(db::Tx& tx, const Try& attempt, Time now);
/// It was right.
void succeeded(db::Tx& tx, const Try& attempt, Time now);
/// Forgets what nobody needs any more.
void tidy(db::Tx& tx, Time now);

/// What an address counts as: all of an IPv6 network of 64 bits is one.
std::string neighbourhood(std::string_view address);

}  // namespace cote::people::brake
