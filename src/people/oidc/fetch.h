// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace cote::people::oidc {

/// The provider cannot be reached, or says something that is not OpenID Connect. A sentence for the log,
/// without tokens and without anything personal.
struct ProviderError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Fetch {
  std::string url{};
  std::string form{};  // sent by POST when not empty
  std::string user{};  // with `secret`: HTTP Basic, as RFC 6749 section 2.3.1 encodes it
  std::string secret{};
  std::string bearer{};  // an access token
};

/// The body of a 200 answer, at most 256 kB, within five seconds, by libcurl. Only https, and http to this
/// machine; redirects are not followed. Throws ProviderError.
std::string fetch(const Fetch& what);

/// https, or http to this machine.
bool is_safe(std::string_view url);

}  // namespace cote::people::oidc
