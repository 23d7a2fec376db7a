// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "guide/corrections/door.h"
#include "guide/snapshot.h"
#include "web/http.h"

namespace cote::guide::corrections {

/// The desk's side: /desk/corrections, one report, and the decision about it.
struct DeskPages {
  const Shelf& shelf;
  Door door;

  void mount(web::Router& router) const;

  [[nodiscard]] web::Reply queue(const web::Visit& visit) const;
  [[nodiscard]] web::Reply one(const web::Visit& visit) const;
  [[nodiscard]] web::Reply decide(const web::Visit& visit) const;
};

}  // namespace cote::guide::corrections
