// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "guide/corrections/allowance.h"
#include "guide/corrections/door.h"
#include "guide/corrections/gate.h"
#include "guide/snapshot.h"
#include "web/http.h"

namespace cote::guide::corrections {

/// Reporting a mistake and reading the answer, without an account; and the desk's queue.
class Pages {
 public:
  Pages(const Shelf& shelf, db::Db& db) : shelf_(shelf), door_{db} {}
  void mount(web::Router& router);

  [[nodiscard]] web::Reply form(const web::Visit& visit) const;
  web::Reply send(const web::Visit& visit);
  [[nodiscard]] web::Reply enter(const web::Visit& visit) const;
  web::Reply look_up(const web::Visit& visit);
  [[nodiscard]] web::Reply read(const web::Visit& visit) const;
  web::Reply reply(const web::Visit& visit);

 private:
  struct About;
  web::Reply again(const web::Visit& visit, const About& about, const Draft& draft, Problems problems,
                   int status, bool trapped = false) const;
  [[nodiscard]] unsigned bits(Time now) const;

  const Shelf& shelf_;
  Door door_;
  Gate gate_{};
  mutable DailyMask mask_{};
  // An hour's reports: those that came with proof, and the fewer ones without.
  mutable Allowance proven_{{.each = 10, .all = 300}};
  mutable Allowance slow_{{.each = 3, .all = 30}};
  mutable Allowance looks_{{.each = 60, .all = 3000}};
};

}  // namespace cote::guide::corrections
