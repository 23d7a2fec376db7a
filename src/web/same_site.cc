// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/same_site.h"

namespace cote::web {

bool sent_by_another_site(const Request& request, std::string_view origin) {
  auto const fetched = request.header("sec-fetch-site");
  if (!fetched.empty()) return fetched != "same-origin" && fetched != "none";
  auto const from = request.header("origin");
  if (from.empty()) return false;
  if (from == origin) return false;
  // Behind a proxy that ends TLS and sets no --origin, the scheme we believe in is http.
  auto const host = [](std::string_view address) {
    auto const at = address.find("://");
    return at == std::string_view::npos ? std::string_view() : address.substr(at + 3);
  };
  return host(from).empty() || host(from) != host(origin);
}

}  // namespace cote::web
