// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "db/db.h"
#include "guide/missed/missed.h"
#include "web/http.h"

namespace cote::guide::missed {

/// /desk/searches: what people looked for and did not find, for whoever may read figures.
struct Pages {
  db::Db& db;
  Counter& counter;

  void mount(web::Router& router) const;
  [[nodiscard]] web::Reply searches(const web::Visit& visit) const;
  /// Writes down what may be; nothing when there is nothing.
  void write_down() const;
};

}  // namespace cote::guide::missed
