// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "kernel/time.h"

namespace cote::people::oidc {

/// Who the provider says this is.
struct Claims {
  std::string subject{};
  std::string email{};  // as given; empty: none
  bool email_verified = false;
};

/// What an ID token must say (OpenID Connect Core 1.0, section 3.1.3.7).
struct Expected {
  std::string issuer{};
  std::string client{};
  std::string nonce{};
  Time now{};
};

/// Why a token is not believed, for the log: words without anything of the token in them.
struct Disbelief {
  std::string why{};
  bool unknown_key = false;  // the provider may have new keys: worth fetching them once more
};

/// Checks the signature with a key of `jwks` (RS256 or ES256 and nothing else, by libcjose), then issuer,
/// audience, authorised party, expiry, age and nonce, with two minutes for clocks that differ.
std::variant<Claims, Disbelief> believe(std::string_view token, std::string_view jwks,
                                        const Expected& expected);

}  // namespace cote::people::oidc
