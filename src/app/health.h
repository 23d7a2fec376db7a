// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/wire.h"

namespace cote::app {

/// What machines that watch over the house ask.
struct Health {
  const House& house;

  void mount(web::Router& router) const;
  /// Is it alive, and on what: /health, for everyone, from memory.
  [[nodiscard]] web::Reply health(const web::Visit& visit) const;
  /// Figures for Prometheus: /metrics, for this machine or whoever holds metrics.token; 404 to others.
  [[nodiscard]] web::Reply metrics(const web::Visit& visit) const;
};

/// May this request read /metrics? With a token: who sends it. Without: who asks from this machine, and
/// through no proxy.
bool may_read_metrics(const web::Request& request, std::string_view token);

}  // namespace cote::app
