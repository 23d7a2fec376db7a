// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/forwarded.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

#include <arpa/inet.h>

namespace cote::web {
namespace {

using Bytes = std::array<unsigned char, 16>;

std::optional<Bytes> parse(std::string_view text) {
  std::string const word(text);
  Bytes out{};
  if (inet_pton(AF_INET6, word.c_str(), out.data()) == 1) return out;
  out = {};
  out[10] = out[11] = 0xFF;
  if (inet_pton(AF_INET, word.c_str(), out.data() + 12) == 1) return out;
  return std::nullopt;
}

bool same_start(const Bytes& a, const Bytes& b, unsigned bits) {
  auto const whole = bits / 8;
  if (!std::equal(a.begin(), a.begin() + whole, b.begin())) return false;
  auto const rest = bits % 8;
  return rest == 0 || (a[whole] ^ b[whole]) >> (8 - rest) == 0;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

Proxies::Proxies(std::span<const std::string> given) {
  for (auto const& text : given) {
    auto const slash = text.find('/');
    auto const address = parse(std::string_view(text).substr(0, slash));
    bool const four = text.find(':') == std::string::npos;
    unsigned bits = four ? 32 : 128;
    bool good = address.has_value();
    if (good && slash != std::string::npos) {
      unsigned asked = 0;
      auto const* const end = text.data() + text.size();
      auto const [at, failed] = std::from_chars(text.data() + slash + 1, end, asked);
      good = failed == std::errc() && at == end && asked <= bits;
      bits = asked;
    }
    if (!good) throw std::invalid_argument("\"" + text + "\" is neither an address nor a network");
    networks_.push_back({*address, four ? bits + 96 : bits});
  }
}

bool Proxies::trusts(std::string_view address) const {
  if (networks_.empty()) return false;
  auto const bytes = parse(address);
  return bytes && std::ranges::any_of(networks_, [&](const Network& network) {
           return same_start(*bytes, network.bytes, network.bits);
         });
}

std::string reader_address(std::string_view peer, const Request& request, const Proxies& proxies) {
  if (!proxies.trusts(peer)) return std::string(peer);
  std::string chain;  // a header that comes in several lines is one list
  for (auto const& [name, value] : request.headers)
    if (name == "x-forwarded-for") chain += (chain.empty() ? "" : ",") + value;
  std::string nearest(peer);
  for (std::string_view rest = chain; !rest.empty();) {
    auto const comma = rest.rfind(',');
    auto const word = trimmed(comma == std::string_view::npos ? rest : rest.substr(comma + 1));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(0, comma);
    if (!parse(word)) break;
    nearest = word;
    if (!proxies.trusts(word)) break;
  }
  return nearest;
}

}  // namespace cote::web
