// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "people/oidc/provider.h"
#include "people/sign_in/pages.h"

namespace cote::people::oidc {

/// /sign-in/provider and back. Who comes back is somebody invited, or nobody: an account is found by the
/// person's subject at the provider, else by an address that the provider has verified, and is never made
/// here. The second factor of this house is asked for as always.
class Pages {
 public:
  Pages(std::shared_ptr<Office> office, ProviderOptions options,
        std::function<void(std::string_view)> failed = {});
  void mount(web::Router& router);

 private:
  web::Reply away(const web::Visit& visit);
  web::Reply back(const web::Visit& visit);
  web::Reply refused(const web::Visit& visit, std::string_view key) const;

  std::shared_ptr<Office> office_;
  std::shared_ptr<Provider> provider_;
  std::function<void(std::string_view)> failed_;  // told why, for the log
};

/// The account of these claims, linked to the subject from now on; none when nobody was invited so.
std::optional<Account> account_of(db::Tx& tx, std::string_view issuer, const Claims& claims, Time now);

}  // namespace cote::people::oidc
