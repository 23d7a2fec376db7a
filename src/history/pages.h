// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "history/model.h"
#include "web/http.h"

namespace cote::history {

/// A room of the house that visitors may enter, and its address.
struct OpenRoom {
  std::string room{};  // "guide"
  std::string path{};  // "/guide"
};

/// `/history`: the timeline, filtered by `?theme=`; `?year=` leads to the first step of that year or the
/// next one. `/history.json`: all of it as TimelineJS. Neither touches a database.
struct Pages {
  const History& history;  // must outlive the router
  std::vector<OpenRoom> open{{"house", "/"}, {"guide", "/guide"}};

  void mount(web::Router& router) const;
  [[nodiscard]] web::Reply timeline(const web::Visit& visit) const;
  [[nodiscard]] web::Reply data(const web::Visit& visit) const;
};

}  // namespace cote::history
