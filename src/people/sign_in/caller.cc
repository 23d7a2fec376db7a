// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <utility>

#include "people/door.h"
#include "web/cookie.h"

namespace cote::people {

std::string tidy_email(std::string_view email) {
  auto const blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!email.empty() && blank(email.front())) email.remove_prefix(1);
  while (!email.empty() && blank(email.back())) email.remove_suffix(1);
  std::string out(email);
  for (auto& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

bool is_email(std::string_view email) {
  auto const at = email.find('@');
  if (at == std::string_view::npos || at == 0 || email.size() > 254) return false;
  auto const host = email.substr(at + 1);
  bool const plain = std::ranges::none_of(email, [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == ',' || c == ';' || c == '"';
  });
  return plain && host.find('@') == std::string_view::npos && host.find('.', 1) != std::string_view::npos &&
         !host.ends_with('.');
}

std::string browser_of(std::string_view user_agent) {
  using Sign = std::pair<std::string_view, std::string_view>;
  // The order matters: most name the others as well.
  constexpr std::array kBrowsers = {
      Sign{"Edg", "Edge"},        Sign{"OPR/", "Opera"},   Sign{"SamsungBrowser", "Samsung"},
      Sign{"Firefox", "Firefox"}, Sign{"Chrom", "Chrome"}, Sign{"Safari", "Safari"}};
  constexpr std::array kSystems = {Sign{"Android", "Android"}, Sign{"iPhone", "iPhone"},
                                   Sign{"iPad", "iPad"},       Sign{"Windows", "Windows"},
                                   Sign{"Mac OS", "macOS"},    Sign{"Linux", "Linux"}};
  auto const first = [&](const auto& signs) -> std::string {
    for (auto const& [sign, name] : signs)
      if (user_agent.find(sign) != std::string_view::npos) return std::string(name);
    return {};
  };
  auto browser = first(kBrowsers);
  auto const system = first(kSystems);
  if (!browser.empty() && !system.empty()) browser += ", ";
  return browser + system;
}

Caller caller_of(const web::Visit& visit) {
  return {.address = visit.request.remote,
          .browser = browser_of(visit.request.header("user-agent")),
          .device = std::string(web::cookie(visit.request, web::cookie_name(visit, "device"))),
          .session = std::string(web::cookie(visit.request, web::cookie_name(visit, "session")))};
}

}  // namespace cote::people
