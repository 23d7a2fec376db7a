// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "web/http.h"

namespace cote::web {

/// The proxies an operator vouches for.
class Proxies {
 public:
  /// Throws std::invalid_argument for what is neither an address nor a network ("10.0.0.0/8", "fd00::/8").
  explicit Proxies(std::span<const std::string> given);
  [[nodiscard]] bool trusts(std::string_view address) const;
  [[nodiscard]] bool empty() const { return networks_.empty(); }

 private:
  struct Network {
    std::array<unsigned char, 16> bytes{};  // IPv4 as ::ffff:a.b.c.d
    unsigned bits = 128;
  };
  std::vector<Network> networks_{};
};

/// The address of who asked. Behind a trusted proxy: the last address of X-Forwarded-For that is not itself
/// a trusted proxy; what stands before it could have been written by anybody. Otherwise, and when the header
/// holds no address there, the peer.
std::string reader_address(std::string_view peer, const Request& request, const Proxies& proxies);

}  // namespace cote::web
