// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "guide/pages.h"
#include "web/site.h"

/// A small Guide of invented services for the tests of pages: each shows one thing that pages must get
/// right. No name, number or street in it is real.
namespace cote::guide::test {

/// Services by slug: "cours" (open now, everything known), "soins" (nothing known but a phone),
/// "nuit" (day and night, by phone), "abri" (a secret address), "ancien" (closed for ever),
/// "bureau" (moved to "cours"), "pause" (closed for a time), "piege" (markup in its texts).
Catalogue world();

/// What the secret address of "abri" is made of: none of it may leave.
inline constexpr const char* kSecrets[] = {"rue Cachée", "5999", "Secretville", "50.1234", "4.5678", "99099"};

/// Monday 23 November 2026, 10:40 in Belgium.
Time noon();

/// The pages of this world behind a whole Site, without network and without database.
class Front {
 public:
  explicit Front(Catalogue catalogue = world());
  [[nodiscard]] web::Reply get(const std::string& target) const;
  [[nodiscard]] const Snapshot& snapshot() const { return *shelf_.current(); }
  [[nodiscard]] const web::Router& router() const { return router_; }

 private:
  FixedClock clock_;
  Shelf shelf_;
  Pages pages_{.shelf = shelf_};
  web::Router router_;
  web::Site site_;
};

}  // namespace cote::guide::test
