// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/headers.h"

#include "web/reply.h"

namespace cote::web {
namespace {

std::string_view cache_control(Keep keep) {
  switch (keep) {
    case Keep::no:
      return "no-store";
    case Keep::by_etag:
      return "no-cache";
    case Keep::for_ever:
      return "public, max-age=31536000, immutable";
  }
  return "no-store";
}

std::string content_policy(std::string_view images) {
  std::string out = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:";
  if (!images.empty()) out.append(" ").append(images);
  out +=
      "; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
      "frame-ancestors 'none'";
  return out;
}

}  // namespace

bool is_api_path(std::string_view path) { return path == "/api" || path.starts_with("/api/"); }

void add_standing_headers(Reply& reply, const Standing& standing) {
  auto const add = [&](std::string_view name, std::string_view value) {
    if (header_of(reply, name).empty()) reply.headers.emplace_back(name, value);
  };
  reply.headers.reserve(reply.headers.size() + 12);
  add("Cache-Control", cache_control(reply.keep));
  add("Content-Security-Policy", content_policy(standing.images));
  add("X-Content-Type-Options", "nosniff");
  add("X-Frame-Options", "DENY");
  add("Referrer-Policy", "same-origin");
  add("Permissions-Policy", "geolocation=(self), camera=(), microphone=(), payment=(), usb=()");
  add("Cross-Origin-Opener-Policy", "same-origin");
  add("Cross-Origin-Resource-Policy", standing.is_api ? "cross-origin" : "same-origin");
  if (standing.is_api) add("Access-Control-Allow-Origin", "*");
  if (standing.is_https) add("Strict-Transport-Security", "max-age=31536000");
}

}  // namespace cote::web
