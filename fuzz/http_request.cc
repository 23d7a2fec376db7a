// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "web/desk.h"
#include "web/receive.h"

namespace {

using namespace cote;

/// Everything a connection would have been read as.
struct Told {
  std::vector<std::string> requests{};
  int refusal = 0;
  bool operator==(const Told&) const = default;
};

std::string written(const web::Request& r) {
  std::string out = r.method + ' ' + r.target;
  for (auto const& [name, value] : r.headers) out += '\n' + name + ':' + value;
  return out + "\n\n" + r.body;
}

/// The bytes in pieces whose sizes `step` decides.
Told receive(std::string_view bytes, std::size_t step, std::vector<web::Request>* keep = nullptr) {
  web::Receiver receiver({.header = 1024, .body = 512});
  Told told;
  std::string waiting;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    waiting += bytes.substr(at, step);
    while (true) {
      auto const used = receiver.take(waiting);
      if (used > waiting.size()) std::abort();
      waiting.erase(0, used);
      if (receiver.refusal() != 0) {
        told.refusal = receiver.refusal();
        return told;
      }
      if (receiver.complete()) {
        told.requests.push_back(written(receiver.request()));
        if (keep != nullptr) keep->push_back(receiver.request());
        receiver.next();
      } else if (used == 0) {
        break;
      }
    }
  }
  return told;
}

struct House {
  House() {
    router.add({.pattern = "/guide"}, [](const web::Visit& v) {
      return web::Reply{.body = v.query.encode() + v.origin, .keep = web::Keep::by_etag};
    });
    router.add({.pattern = "/guide/{slug}"},
               [](const web::Visit& v) { return web::Reply{.body = v.segments[0]}; });
    router.add({.pattern = "/api/{any}", .localised = false},
               [](const web::Visit& v) { return web::Reply{.body = v.path}; });
  }
  web::Router router;
  FixedClock clock{Time{}};
  web::Site site{.router = router, .clock = clock};
  web::Desk desk{site, 64 * 1024};
};

/// No line of a head may come from the request.
void check_head(const std::string& head) {
  for (std::size_t at = 0; (at = head.find('\n', at)) != std::string::npos; ++at)
    if (at == 0 || head[at - 1] != '\r') std::abort();
  if (head.find("\r\n\r\n") != std::string::npos || !head.ends_with("\r\n")) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static House house;
  std::string_view const bytes(reinterpret_cast<const char*>(data), size);
  std::vector<web::Request> requests;
  // However the network cuts the bytes, they are the same requests.
  auto const whole = receive(bytes, bytes.empty() ? 1 : bytes.size(), &requests);
  if (receive(bytes, 1 + size % 16) != whole) std::abort();
  for (auto const& request : requests) {
    auto const page = house.desk.page(request);
    check_head(page->head);
    if (page->status == 500) std::abort();
    if (house.desk.page(request)->body != page->body) std::abort();
  }
  if (whole.refusal != 0) check_head(house.desk.refusal({}, whole.refusal)->head);
  return 0;
}
