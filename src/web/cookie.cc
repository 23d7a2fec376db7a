// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/cookie.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

namespace cote::web {
namespace {

bool is_https(const Visit& visit) { return visit.origin.starts_with("https://"); }

}  // namespace

std::string_view cookie(const Request& request, std::string_view name) {
  std::string_view rest = request.header("cookie");
  while (!rest.empty()) {
    auto const end = std::min(rest.find(';'), rest.size());
    auto pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
      return pair.substr(name.size() + 1);
  }
  return {};
}

std::string cookie_name(const Visit& visit, std::string_view name) {
  return (is_https(visit) ? "__Host-" : "") + std::string(name);
}

void set_cookie(Reply& reply, const Visit& visit, std::string_view name, std::string_view value,
                std::optional<std::chrono::seconds> age) {
  bool const plain = std::ranges::all_of(value, [](char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' || c == '_';
  });
  if (!plain) throw std::invalid_argument("a cookie's value holds letters, digits, '-' and '_'");
  auto line = fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax", cookie_name(visit, name), value);
  if (is_https(visit)) line += "; Secure";
  if (value.empty()) age = std::chrono::seconds(0);
  if (age) line += fmt::format("; Max-Age={}", age->count());
  reply.headers.emplace_back("Set-Cookie", std::move(line));
}

}  // namespace cote::web
