// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "kernel/time.h"
#include "people/oidc/fetch.h"
#include "people/oidc/token.h"

/// Signing in by an identity provider: OpenID Connect, authorisation code with PKCE (RFC 7636), state and
/// nonce. We are the relying party.
namespace cote::people::oidc {

struct ProviderOptions {
  std::string issuer{};
  std::string client_id{};
  std::string client_secret{};
  std::string label{};  // on the button
};

/// Somebody on the way there and back.
struct Trip {
  std::string state{};
  std::string nonce{};
  std::string verifier{};
  static Trip begin();
};

/// Talks to the provider. What it publishes about itself is kept for an hour. Safe to use from several
/// threads; the first to ask waits for the network.
class Provider {
 public:
  explicit Provider(ProviderOptions options) : options_(std::move(options)) {}

  /// Where to send the browser. Throws ProviderError.
  std::string away(const Trip& trip, std::string_view return_to, Time now);
  /// Exchanges the code that came back for the claims. Throws ProviderError with the reason.
  Claims back(const Trip& trip, std::string_view code, std::string_view return_to, Time now);

  [[nodiscard]] const ProviderOptions& options() const { return options_; }

 private:
  struct About {
    std::string authorization{};
    std::string token{};
    std::string userinfo{};
    std::string jwks_uri{};
    bool secret_in_form = false;  // the provider does not take HTTP Basic
    std::string jwks{};
    Time read{};
  };
  About about(Time now, bool again = false);
  void ask_more(const About& known, const std::string& access, Claims& claims) const;

  ProviderOptions options_;
  std::mutex mutex_{};
  std::optional<About> about_{};
};

}  // namespace cote::people::oidc
