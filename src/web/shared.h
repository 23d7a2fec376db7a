// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <random>
#include <utility>

#include "web/desk.h"
#include "web/forwarded.h"
#include "web/pool.h"
#include "web/site.h"

namespace cote::web {

/// What all threads of a server share.
struct Common {
  Common(const Site& served, ServeOptions given)
      : site(served),
        options(std::move(given)),
        desk(served, options.cache_bytes),
        proxies(options.trusted_proxies),
        database(options.database_threads, options.max_waiting),
        // Passwords take a processor for a while; pages of readers go first.
        secret(options.secret_threads, options.max_waiting, 10),
        seed(std::random_device{}()) {}
  const Site& site;
  ServeOptions options;
  Desk desk;
  Proxies proxies;
  Pool database;
  Pool secret;
  std::uint64_t seed;
  std::atomic<std::uint64_t> asked = 0;
  std::atomic<unsigned> connections = 0;
  std::atomic<unsigned> turned_away = 0;         // now
  std::atomic<std::uint64_t> refused_seats = 0;  // ever: too many connections, or too many waiting
  std::atomic<bool> stopping = false;

  /// A route may take more than others: an import, a picture.
  [[nodiscard]] std::size_t most_of_body(const Request& request) const {
    auto const* const route = site.route_of(request);
    return route != nullptr && route->max_body > 0 ? route->max_body : options.max_body;
  }
};

}  // namespace cote::web
