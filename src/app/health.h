// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/wire.h"

namespace cote::app {

/// What a watchdog asks: is it alive, and on what.
struct Health {
  const House& house;

  void mount(web::Router& router) const;
  [[nodiscard]] web::Reply health(const web::Visit& visit) const;
};

}  // namespace cote::app
