// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>

#include "db/db.h"
#include "guide/freshness/answer.h"
#include "guide/freshness/store.h"
#include "kernel/html.h"
#include "web/http.h"

namespace cote::guide::freshness {

/// Where the link of a letter leads: no account, the link is the permission. Reading acts on nothing, so
/// that programs which open every link of a letter confirm nothing; only the buttons do, once.
struct ConfirmPages {
  db::Db& db;

  void mount(web::Router& router) const;

  [[nodiscard]] web::Reply show(const web::Visit& visit) const;       // GET  /confirm/{token}
  [[nodiscard]] web::Reply all_right(const web::Visit& visit) const;  // POST /confirm/{token}
  [[nodiscard]] web::Reply form(const web::Visit& visit) const;       // GET  /confirm/{token}/correction
  [[nodiscard]] web::Reply correct(const web::Visit& visit) const;    // POST /confirm/{token}/correction
};

namespace views {

/// What is said to somebody with a link.
struct Asking {
  std::string token{};
  std::string service{};
  Date last_day{};
  std::vector<Fact> facts{};
};
Html ask(const web::Visit& visit, const Asking& asking);
/// The form; after a mistake `typed` holds the person's own words and `wrong` what to do.
Html correction(const web::Visit& visit, const Asking& asking, const web::Fields* typed,
                const Problems& wrong);
/// One sentence and one more, and whom to call: thanks, used, too old, unknown. `key` is "freshness.used".
Html said(const web::Visit& visit, std::string_view title, std::string_view text, bool with_centre);

}  // namespace views
}  // namespace cote::guide::freshness
