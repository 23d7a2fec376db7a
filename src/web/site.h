// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/time.h"
#include "web/http.h"

namespace cote::web {

/// The house behind the door, without a network: request in, reply out. The server calls it, and so do
/// the tests of pages and of the API.
struct Site {
  const Router& router;
  const Clock& clock;
  /// A number that changes whenever what readers see may have changed; part of every ETag.
  std::function<std::uint64_t()> revision{};
  /// Scheme and host for absolute addresses when the operator set one; empty: taken from Host.
  std::string origin{};
  /// Makes the page of an error (404, 405, 422, 500…) in the reader's language.
  std::function<Reply(const Visit&, int status)> error_page{};
  /// Who runs this installation.
  Centre centre = kCentre;
  /// Origins besides ours that pictures may come from, separated by blanks: an operator's map tiles.
  std::string image_sources{};
  /// Asked before a handler of a route that is not for everyone: sets Visit::actor (and the language this
  /// person works in), or gives the answer that keeps them out. Without it such routes answer 403.
  std::function<std::optional<Reply>(const Route&, Visit&)> guard{};
  /// Told of exceptions: the request's id and what went wrong. Empty: one line on stderr.
  std::function<void(std::string_view id, std::string_view what)> failed{};

  /// Language, route, handler, headers every answer carries (security, language, ETag), 304, HEAD,
  /// error pages, and nothing thrown: an exception of a handler becomes a 500 that names only the
  /// request's id. `route_name` receives the name for the log.
  [[nodiscard]] Reply answer(const Request& request, std::string* route_name = nullptr) const;
  /// The route a request will meet, or null. One look-up.
  [[nodiscard]] const Route* route_of(const Request& request) const;
};

/// One answer that was given, for the log and the counters: what was asked is not in it.
struct Answered {
  std::string_view id{};
  std::string_view route{};  // its name; "none" when no route was met
  int status = 0;
  double milliseconds = 0;
  std::size_t bytes = 0;
};

/// "id route status ms bytes".
std::string log_line(const Answered& answered);

/// What a server knows of itself at this moment.
struct Figures {
  unsigned connections = 0;
  std::uint64_t turned_away = 0;  // told 503 since the start
  unsigned database_waiting = 0;  // requests with or waiting for a thread
  unsigned secret_waiting = 0;
  std::uint64_t cache_hits = 0;
  std::uint64_t cache_misses = 0;
  std::size_t cache_bytes = 0;
};

struct ServeOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  unsigned threads = 0;       // 0: one a core
  std::size_t max_header = 8 * 1024;
  std::size_t max_body = 64 * 1024;
  unsigned max_connections = 4096;
  unsigned header_seconds = 10;  // from the first byte to the end of the header
  unsigned body_seconds = 20;
  unsigned idle_seconds = 30;
  unsigned database_threads = 4;  // for handlers that wait for the database
  unsigned secret_threads = 1;    // for handlers that hash passwords
  unsigned max_waiting = 256;     // requests waiting for either kind of thread; more are told 503
  /// Proxies whose X-Forwarded-For is believed: addresses or networks, "127.0.0.1", "10.0.0.0/8".
  std::vector<std::string> trusted_proxies{};
  std::size_t cache_bytes = 16 * 1024 * 1024;  // of finished pages, plain and compressed; 0: no cache
  std::function<void(const Answered&)> log{};  // after each answer, from any thread
};

/// A server on its own threads. The constructor binds (throws std::system_error when it cannot); the
/// destructor stops accepting, lets running answers finish for at most five seconds, and joins.
class Server {
 public:
  Server(const Site& site, ServeOptions options);
  ~Server();
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] Figures figures() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cote::web
