// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/reply.h"

#include <array>

#include "kernel/html.h"
#include "web/http.h"

namespace cote::web {
namespace {

Reply towards(int status, std::string_view path) {
  Reply out{.status = status, .content_type = {}};
  out.headers.emplace_back("Location", Url::path(path).str());
  return out;
}

struct Reason {
  int status;
  std::string_view words;
};
constexpr std::array kReasons = {
    Reason{200, "OK"},
    Reason{201, "Created"},
    Reason{204, "No Content"},
    Reason{206, "Partial Content"},
    Reason{301, "Moved Permanently"},
    Reason{302, "Found"},
    Reason{303, "See Other"},
    Reason{304, "Not Modified"},
    Reason{400, "Bad Request"},
    Reason{403, "Forbidden"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{408, "Request Timeout"},
    Reason{409, "Conflict"},
    Reason{410, "Gone"},
    Reason{413, "Content Too Large"},
    Reason{414, "URI Too Long"},
    Reason{415, "Unsupported Media Type"},
    Reason{416, "Range Not Satisfiable"},
    Reason{417, "Expectation Failed"},
    Reason{422, "Unprocessable Content"},
    Reason{429, "Too Many Requests"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{500, "Internal Server Error"},
    Reason{501, "Not Implemented"},
    Reason{503, "Service Unavailable"},
    Reason{505, "HTTP Version Not Supported"},
};

}  // namespace

std::string_view reason(int status) {
  for (auto const& r : kReasons)
    if (r.status == status) return r.words;
  return "Unknown";
}

Reply see_other(std::string_view path) { return towards(303, path); }
Reply moved(std::string_view path) { return towards(301, path); }
Reply found(std::string_view path) { return towards(302, path); }

std::string_view header_of(const Reply& reply, std::string_view name) {
  for (auto const& [n, value] : reply.headers)
    if (n == name) return value;
  return {};
}

void vary_on(Reply& reply, std::string_view name) {
  for (auto& [n, value] : reply.headers) {
    if (n != "Vary") continue;
    if (value.find(name) == std::string::npos) value += ", " + std::string(name);
    return;
  }
  reply.headers.emplace_back("Vary", name);
}

std::string_view Request::header(std::string_view lower_case_name) const {
  for (auto const& [name, value] : headers)
    if (name == lower_case_name) return value;
  return {};
}

}  // namespace cote::web
