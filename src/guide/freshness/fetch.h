// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// A request to somebody else's server, by libcurl. Only where the operator allows it.
namespace cote::guide::freshness {

struct Fetched {
  enum class Trouble : std::uint8_t { none, malformed, private_network, no_host, no_answer, tls, loop };
  Trouble trouble = Trouble::none;
  int status = 0;  // of the last answer, after redirects
  std::string body{};
};

struct FetchOptions {
  std::chrono::seconds timeout{15};
  /// False: an address that leads to loopback, a private or a link-local network is not opened, whatever
  /// its name says and wherever it is redirected to.
  bool private_networks = false;
  std::size_t most_body = 1 << 20;  // bytes kept; more is cut off
};

/// Asks with HEAD, and with GET when HEAD is not liked (405, 501, 400, 403, 404); the body is not kept.
Fetched look_at(const std::string& url, const FetchOptions& options);
/// Posts a form's worth of JSON and keeps the answer.
Fetched post_json(const std::string& url, const std::string& body, const FetchOptions& options);

/// True for addresses that lead nowhere public: 10/8, 127/8, 169.254/16, 172.16/12, 192.168/16, 100.64/10,
/// 0/8, multicast and reserved, ::1, fc00::/7, fe80::/10, and those of IPv4 written as IPv6. `bytes` are 4
/// or 16 in network order; anything else is private.
bool is_private_address(std::string_view bytes);

}  // namespace cote::guide::freshness
