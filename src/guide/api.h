// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "guide/snapshot.h"
#include "kernel/time.h"
#include "web/http.h"

namespace cote::guide {

/// The machines' entrance: HSDS 3.0 at /api/hsds, downloads at /api/exports. Answers come from the
/// snapshot alone. Parameters, paging and what goes beyond HSDS are in docs/open-data.md and, for
/// machines, at /api/hsds/openapi.json. A parameter that makes no sense is a 422 that names it; unknown
/// parameters are ignored. `shelf` and `clock` must outlive the router.
struct Api {
  const Shelf& shelf;
  const Clock& clock;
  void mount(web::Router& router) const;
};

}  // namespace cote::guide
