// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/forwarded.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace cote::web {
namespace {

Proxies trusting(std::vector<std::string> given) { return Proxies(given); }

std::string reader(std::string_view peer, std::vector<std::string> lines, const Proxies& proxies) {
  Request request;
  for (auto& line : lines) request.headers.emplace_back("x-forwarded-for", std::move(line));
  return reader_address(peer, request, proxies);
}

TEST(WebForwarded, NobodyIsBelievedUnlessTold) {
  EXPECT_EQ(reader("127.0.0.1", {"203.0.113.7"}, trusting({})), "127.0.0.1");
  EXPECT_EQ(reader("198.51.100.1", {"203.0.113.7"}, trusting({"127.0.0.1"})), "198.51.100.1");
}

TEST(WebForwarded, ATrustedProxyNamesTheReader) {
  auto const proxies = trusting({"127.0.0.1", "10.0.0.0/8", "::1"});
  struct {
    const char* peer;
    std::vector<std::string> lines;
    const char* reader;
  } const cases[] = {
      {"127.0.0.1", {"203.0.113.7"}, "203.0.113.7"},
      {"::1", {"2001:db8::7"}, "2001:db8::7"},
      {"127.0.0.1", {" 203.0.113.7 , 10.1.2.3"}, "203.0.113.7"},
      {"10.9.9.9", {"203.0.113.7", "10.1.2.3"}, "203.0.113.7"},
      // What a reader writes in front of it is not believed.
      {"127.0.0.1", {"192.0.2.66, 203.0.113.7"}, "203.0.113.7"},
      {"127.0.0.1", {"192.0.2.66", "203.0.113.7"}, "203.0.113.7"},
      {"127.0.0.1", {"127.0.0.1, 203.0.113.7"}, "203.0.113.7"},
      {"127.0.0.1", {}, "127.0.0.1"},
      {"127.0.0.1", {""}, "127.0.0.1"},
      {"127.0.0.1", {"unknown"}, "127.0.0.1"},
      {"127.0.0.1", {"203.0.113.7, nonsense, 10.1.2.3"}, "10.1.2.3"},
      {"127.0.0.1", {"11.0.0.1"}, "11.0.0.1"},
      {"127.0.0.1", {"10.1.2.3"}, "10.1.2.3"},
  };
  for (auto const& c : cases)
    EXPECT_EQ(reader(c.peer, c.lines, proxies), c.reader)
        << c.peer << ' ' << (c.lines.empty() ? "" : c.lines[0]);
}

TEST(WebForwarded, NetworksCountBits) {
  auto const proxies = trusting({"192.168.4.0/22", "fd00::/7"});
  EXPECT_TRUE(proxies.trusts("192.168.7.255"));
  EXPECT_FALSE(proxies.trusts("192.168.8.0"));
  EXPECT_TRUE(proxies.trusts("::ffff:192.168.4.1"));
  EXPECT_TRUE(proxies.trusts("fc01::1"));
  EXPECT_FALSE(proxies.trusts("fe80::1"));
  EXPECT_FALSE(proxies.trusts("nobody"));
  EXPECT_TRUE(trusting({"0.0.0.0/0"}).trusts("203.0.113.7"));
  EXPECT_FALSE(trusting({"0.0.0.0/0"}).trusts("2001:db8::1"));
}

TEST(WebForwarded, WhatIsNoNetworkIsRefused) {
  for (auto const* const word :
       {"", "proxy", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x", "fd00::/129", "10.0.0"})
    EXPECT_THROW(trusting({word}), std::invalid_argument) << word;
}

}  // namespace
}  // namespace cote::web
