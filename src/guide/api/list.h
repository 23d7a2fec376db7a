// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

#include "guide/api/asked.h"
#include "kernel/json.h"
#include "web/http.h"

namespace cote::guide::api {

using Held = std::shared_ptr<const Snapshot>;

web::Reply json_reply(std::string body);
/// 422 with each mistake, in the visitor's language.
web::Reply mistakes(const web::Visit& visit, const Problems& problems);
/// An answer without a body: the house writes its JSON.
web::Reply missing();

/// A page of `total` objects (HSDS's Page), or every one of them as NDJSON, a piece at a time. `make` is
/// called for those shown only, later too: it must keep what it needs.
web::Reply list(const Asked& asked, std::size_t total, std::function<json::object(std::size_t)> make);

/// The document that describes this API.
std::string openapi(const std::string& origin);

}  // namespace cote::guide::api
