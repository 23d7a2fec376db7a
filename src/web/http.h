// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kernel/lang.h"
#include "kernel/time.h"
#include "web/centre.h"

namespace cote::people {
struct Actor;
}

/// What travels between the network and the rooms. No room includes Beast; src/web/receive.cc alone does.
namespace cote::web {

/// Decoded name and value pairs, in the order they came: a query string or a form body.
class Fields {
 public:
  /// Splits on '&' first, then decodes each part; invalid UTF-8 is replaced by U+FFFD, never refused.
  /// At most 1,000 pairs are kept.
  static Fields parse(std::string_view encoded);

  /// The first value of `name`, or empty.
  [[nodiscard]] std::string_view get(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& pairs() const { return pairs_; }
  void add(std::string name, std::string value) { pairs_.emplace_back(std::move(name), std::move(value)); }
  /// The pairs as an encoded query string, without '?'.
  [[nodiscard]] std::string encode() const;

 private:
  std::vector<std::pair<std::string, std::string>> pairs_{};
};

struct Request {
  std::string method = "GET";
  std::string target = "/";                                    // as received: path and query, still encoded
  std::vector<std::pair<std::string, std::string>> headers{};  // names in lower case
  std::string body{};
  std::string remote{};  // the peer's address; never logged with what was asked
  std::string id{};      // names this exchange in the log and on an error page

  [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;
};

/// A request on its way through the house: language and route known.
struct Visit {
  const Request& request;
  const Lang* lang = nullptr;  // never null; for /api and /health the language of Accept-Language
  std::string path{};          // decoded, without the language: "/guide/alpha-5000"
  Fields query{};
  std::vector<std::string> segments{};  // what the {…} of the route matched, decoded
  Time now{};
  std::string origin{};  // "https://guide.example.org", for absolute addresses; no '/' at the end
  Centre centre = kCentre;
  Fields form{};  // of a body sent as application/x-www-form-urlencoded
  /// Who is signed in. Set by the guard of routes that are not for everyone, and null for readers: a
  /// page that everyone may see cannot depend on it.
  std::shared_ptr<const people::Actor> actor{};
};

/// How long an answer may be kept, and by whom.
enum class Keep {
  no,        // Cache-Control: no-store
  by_etag,   // may be kept, must be asked again: pages; lives in the page cache for the current minute
  for_ever,  // the address holds a hash of the content: assets
};

struct Reply {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body{};
  std::vector<std::pair<std::string, std::string>> headers{};
  Keep keep = Keep::no;
  /// When set, the body comes in pieces: each call gives the next, an empty one ends it. For exports,
  /// so that memory does not grow with the number of rows. `body` is then ignored.
  std::function<std::string()> stream{};
};

Reply see_other(std::string_view path);  // 303
Reply moved(std::string_view path);      // 301

using Handler = std::function<Reply(const Visit&)>;

/// Who may come in; every route declares one. `signed_in`: whoever has an account and, when the route names
/// a right, a role that holds it. The guard (Site::guard) sees to it before the handler is called.
enum class Audience { everyone, signed_in };

/// What a handler waits for, and so which threads run it. `memory`: nothing, it runs where the request came
/// in and has a millisecond. `database`: SQL. `secret`: a password hash, slow on purpose; few threads of
/// their own, so that a storm of sign-ins does not slow anybody's pages.
enum class Work { memory, database, secret };

struct Route {
  std::string method = "GET";  // GET answers HEAD too
  std::string pattern{};       // "/guide/{slug}": a segment in braces matches any one segment
  std::string name{};          // "guide.service": for the log, the tests and the bench; never the address
  Audience audience = Audience::everyone;
  bool localised = true;  // true: lives under /{lang}; false: exactly as written ("/health", "/api/…")
  Work work = Work::memory;
  std::string right{};       // "guide.review": compartment and action (people/access.h); empty: any account
  std::size_t max_body = 0;  // bytes; 0: the server's usual limit
};

/// The sitemap: routes are matched exactly, whole segments at a time, the order of adding is without
/// meaning (a literal segment wins over a {…} one). Adding the same pattern twice throws.
class Router {
 public:
  Router();
  ~Router();
  void add(Route route, Handler handler);
  [[nodiscard]] const std::vector<Route>& routes() const;

  struct Match {
    const Route* route = nullptr;      // null: nothing here
    const Handler* handler = nullptr;  // null with `allow` filled: 405
    std::vector<std::string> segments{};
    std::string allow{};
  };
  /// `path` is decoded and without the language when `localised`.
  [[nodiscard]] Match find(std::string_view method, std::string_view path, bool localised) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cote::web
