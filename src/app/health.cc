// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/health.h"

#include "kernel/json.h"

namespace cote::app {

void Health::mount(web::Router& router) const {
  router.add({.pattern = "/health", .name = "health", .localised = false},
             [this](const web::Visit& v) { return health(v); });
}

web::Reply Health::health(const web::Visit&) const {
  auto const snapshot = house.shelf().current();
  // Readers are served from memory, so the database being away is told, and is not a failure.
  json::object body{{"status", "ok"},
                    {"database", house.database_is_up() ? "up" : "away"},
                    {"services", snapshot->catalogue.services.size()},
                    {"revision", snapshot->revision},
                    {"built", iso(snapshot->built)}};
  return {.content_type = "application/json", .body = boost::json::serialize(body)};
}

}  // namespace cote::app
