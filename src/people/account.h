// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/id.h"
#include "kernel/time.h"
#include "people/access.h"
#include "people/actor.h"

/// The nouns of this room.
namespace cote::people {

/// `invited`: has no password yet. `disabled`: keeps her name in the ledger and opens nothing.
enum class AccountState : std::uint8_t { invited, active, disabled };

struct Account {
  AccountId id{};
  std::string email{};  // lower case
  std::string name{};
  std::string lang = "fr";  // of letters to her, one of languages(); see work_language
  std::string team{};
  AccountState state = AccountState::invited;
  std::string password{};        // argon2id text; empty: none
  std::string second_key{};      // of the second factor, base32; empty: none
  std::int64_t second_used = 0;  // the last time step that was accepted
  bool demo = false;
  Time created{};
  std::optional<Time> last_sign_in{};
  std::vector<Role> roles{};                    // in the order of the enum
  std::vector<OrganisationId> organisations{};  // sorted

  [[nodiscard]] bool has_second() const { return !second_key.empty(); }
  [[nodiscard]] bool needs_second() const {
    for (auto const role : roles)
      if (needs_second_factor(role)) return true;
    return false;
  }
};

/// The language of work pages for somebody whose letters are in `lang`: French or English.
inline std::string_view work_language(std::string_view lang) { return lang == "en" ? "en" : "fr"; }

/// A browser in which somebody is signed in.
struct SessionRow {
  std::string id{};
  AccountId account{};
  std::string form_token{};
  bool second = false;    // the second factor was given here
  std::string browser{};  // "Firefox, Windows": what the person needs to recognise it, and no more
  Time created{};
  Time seen{};  // to the minute
};

/// How long somebody stays signed in.
struct SessionLimits {
  std::chrono::seconds idle = std::chrono::minutes(45);
  std::chrono::seconds absolute = std::chrono::hours(12);
  std::chrono::seconds half = std::chrono::minutes(10);  // between password and second factor
};

}  // namespace cote::people
