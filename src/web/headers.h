// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "web/http.h"

namespace cote::web {

/// What the headers below depend on besides the reply.
struct Standing {
  bool is_api = false;        // anybody's page may read it
  bool is_https = false;      // the operator's address is https: browsers shall stay there
  std::string_view images{};  // origins besides ours that pictures may come from (an operator's tiles)
};

/// Adds what every answer carries: Cache-Control from `keep`, a content policy without inline script or
/// style and without third parties, and the usual refusals (sniffing, framing, referrers, sensors). A
/// header that the handler wrote itself is left alone.
void add_standing_headers(Reply& reply, const Standing& standing);

/// True when `path` belongs to machines, whose errors are JSON.
bool is_api_path(std::string_view path);

}  // namespace cote::web
