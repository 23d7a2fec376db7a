// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "db/db.h"
#include "guide/corrections/allowance.h"
#include "guide/handout/selection.h"
#include "guide/snapshot.h"
#include "web/http.h"

namespace cote::guide::handout {

/// Taking services along: a sheet as page and as PDF, its short link, favourites, QR codes, and links that
/// find the language of whoever opens them.
class Pages {
 public:
  Pages(const Shelf& shelf, db::Db& db) : shelf_(shelf), db_(db) {}
  void mount(web::Router& router);

  web::Reply sheet(const web::Visit& visit);
  web::Reply pdf(const web::Visit& visit);
  /// "/s/{code}": to the sheet in the reader's language.
  [[nodiscard]] web::Reply short_link(const web::Visit& visit) const;
  [[nodiscard]] web::Reply favourites(const web::Visit& visit) const;
  /// "/g/{slug}": to the service in the reader's language.
  [[nodiscard]] web::Reply any_language(const web::Visit& visit) const;
  [[nodiscard]] web::Reply qr(const web::Visit& visit) const;

 private:
  /// The code of a selection, kept for whoever gets the link; empty when this address keeps too many, or
  /// the database is away: the sheet goes without.
  std::string code(const web::Visit& visit, const Selection& selection);

  const Shelf& shelf_;
  db::Db& db_;
  corrections::DailyMask mask_{};
  corrections::Allowance keeping_{{.each = 60, .all = 2000}};
};

}  // namespace cote::guide::handout
