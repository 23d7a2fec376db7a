// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/wire.h"

namespace cote::app {

/// /desk/house: how the installation is doing. Settings without secrets, jobs, mail without words and names.
struct HousePages {
  House& house;

  void mount(web::Router& router) const;
  [[nodiscard]] web::Reply show(const web::Visit& visit) const;
  /// POST /desk/house/retries: failed messages go back to the queue, waiting ones are due now.
  [[nodiscard]] web::Reply retry(const web::Visit& visit) const;
};

}  // namespace cote::app
