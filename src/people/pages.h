// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>

#include "people/door.h"
#include "web/http.h"

/// The pages of the door, and the guard that stands in it.
namespace cote::people {

class Pages {
 public:
  explicit Pages(Door& door) : door_(door) {}

  void mount(web::Router& router);

  /// Fits Site::guard. Whose session is it, may she, does the form carry her token? Sends to the sign-in
  /// page and keeps where she wanted to go; words posted after a time-out come back after signing in.
  std::optional<web::Reply> guard(const web::Route& route, web::Visit& visit);

 private:
  web::Reply sign_in_page(const web::Visit& visit);
  web::Reply sign_in(const web::Visit& visit);
  web::Reply sign_out(const web::Visit& visit);
  /// After a sign-in: on to where she wanted to go, to the second factor, or back to her words.
  web::Reply onward(const web::Visit& visit, const Pass& pass);

  Door& door_;
};

/// A way within this site, "/desk?x=1": "/desk" for anything that could lead elsewhere.
std::string local_path(std::string_view wanted);

/// The visit of somebody not signed in, in a language these pages have: French or English.
web::Visit in_work_language(web::Visit visit);

}  // namespace cote::people
