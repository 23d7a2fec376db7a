// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "web/http.h"

namespace cote::people {

/// What few routes of work pages need.
struct RouteMore {
  std::size_t max_body = 0;  // bytes; 0: the server's usual limit
  web::Work work = web::Work::database;
};

/// Mounts the work pages of a room: for people signed in, at one address whatever the language, answered by
/// threads that may wait for the database.
///
///   people::WorkRoutes const add(router, this, "/desk/corrections");
///   add("GET", "/{id}", "desk.correction", "corrections.read", &DeskPages::one);
///
/// `Self` is what answers: a copy of the pages, or a pointer to pages that outlive the router.
template <class Self>
class WorkRoutes {
 public:
  /// Every pattern begins with `under`.
  WorkRoutes(web::Router& router, Self self, std::string_view under = {})
      : router_(router), self_(std::move(self)), under_(under) {}

  /// `right` as in web::Route; `answer` is a member of the pages, or a function of them and the visit.
  template <class Answer>
  void operator()(std::string_view method, std::string_view pattern, std::string_view name,
                  std::string_view right, Answer answer, const RouteMore& more = {}) const {
    router_.add({.method = std::string(method),
                 .pattern = under_ + std::string(pattern),
                 .name = std::string(name),
                 .audience = web::Audience::signed_in,
                 .localised = false,
                 .work = more.work,
                 .right = std::string(right),
                 .max_body = more.max_body},
                [self = self_, answer](const web::Visit& v) mutable { return std::invoke(answer, self, v); });
  }

 private:
  web::Router& router_;
  Self self_;
  std::string under_;
};

}  // namespace cote::people
