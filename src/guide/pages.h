// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <string_view>

#include "guide/snapshot.h"
#include "guide/tiles.h"
#include "web/http.h"

namespace cote::guide {

/// The face of the Guide: one method a route, answered from the snapshot without SQL.
struct Pages {
  const Shelf& shelf;
  Tiles tiles{};
  /// Told the words of a search without filters that found nothing.
  std::function<void(std::string_view words, const web::Visit&)> missed{};

  void mount(web::Router& router) const;

  [[nodiscard]] web::Reply home(const web::Visit& visit) const;
  [[nodiscard]] web::Reply list(const web::Visit& visit) const;
  [[nodiscard]] web::Reply service(const web::Visit& visit) const;
  [[nodiscard]] web::Reply organisation(const web::Visit& visit) const;
  [[nodiscard]] web::Reply rubrics(const web::Visit& visit) const;
  [[nodiscard]] web::Reply rubric(const web::Visit& visit) const;
  [[nodiscard]] web::Reply map(const web::Visit& visit) const;
  [[nodiscard]] web::Reply map_points(const web::Visit& visit) const;
  [[nodiscard]] web::Reply backdrop(const web::Visit& visit) const;
  [[nodiscard]] web::Reply about(const web::Visit& visit) const;
  [[nodiscard]] web::Reply sitemap(const web::Visit& visit) const;
  [[nodiscard]] web::Reply robots(const web::Visit& visit) const;
  /// The page of an error, in the reader's language.
  [[nodiscard]] web::Reply error(const web::Visit& visit, int status) const;
};

}  // namespace cote::guide
