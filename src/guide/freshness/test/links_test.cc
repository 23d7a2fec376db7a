// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/links.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "guide/freshness/door.h"
#include "guide/freshness/test/fixture.h"
#include "support/small_server.h"

namespace cote::guide::freshness::test {
namespace {

using cote::test::http_reply;
using cote::test::SmallServer;
using std::chrono::days;

std::string answer(const SmallServer::Asked& asked) {
  auto const& at = asked.target;
  auto const body = asked.method == "HEAD" ? std::string() : std::string("page");
  if (at == "/gone") return http_reply("404 Not Found", body);
  if (at == "/only-get")
    return http_reply(asked.method == "HEAD" ? "405 Method Not Allowed" : "200 OK", body);
  if (at == "/broken") return http_reply("500 Internal Server Error", body);
  if (at == "/kept-out") return http_reply("403 Forbidden", body);
  if (at == "/loop") return http_reply("302 Found", "", "Location: /loop\r\n");
  if (at == "/moved") return http_reply("301 Moved Permanently", "", "Location: /here\r\n");
  if (at == "/silent") return "";
  return http_reply("200 OK", body);
}

TEST(FreshnessLinks, WhatARealServerAnswers) {
  SmallServer const server(answer);
  FetchOptions const options{.timeout = std::chrono::seconds(5), .private_networks = true};
  struct {
    const char* path;
    Finding want;
  } const rows[] = {{"/here", Finding::fine}, {"/only-get", Finding::fine},   {"/moved", Finding::fine},
                    {"/gone", Finding::gone}, {"/broken", Finding::server},   {"/kept-out", Finding::refused},
                    {"/loop", Finding::loop}, {"/silent", Finding::no_answer}};
  for (auto const& row : rows)
    EXPECT_EQ(judge(look_at(server.url() + row.path, options)), row.want) << row.path;
  EXPECT_EQ(judge(look_at("ftp://example.org/x", options)), Finding::malformed);
  EXPECT_EQ(judge(look_at("file:///etc/hostname", options)), Finding::malformed);
}

TEST(FreshnessLinks, NothingPrivateIsOpenedWhateverItIsCalled) {
  SmallServer const server(answer);
  auto const port = server.url().substr(server.url().rfind(':'));
  FetchOptions const options{.timeout = std::chrono::seconds(5)};
  for (auto const& url : {server.url() + "/here", "http://localhost" + port + "/here",
                          "http://[::ffff:127.0.0.1]" + port + "/here", "http://2130706433" + port + "/here",
                          "http://0x7f.1" + port + "/here"})
    EXPECT_EQ(judge(look_at(url, options)), Finding::private_) << url;
  EXPECT_TRUE(server.asked().empty());
}

TEST(FreshnessLinks, WhichAddressesArePrivate) {
  auto const v4 = [](int a, int b, int c, int d) {
    return std::string{static_cast<char>(a), static_cast<char>(b), static_cast<char>(c),
                       static_cast<char>(d)};
  };
  for (auto const& p :
       {v4(10, 1, 2, 3), v4(127, 0, 0, 1), v4(169, 254, 169, 254), v4(172, 16, 0, 1), v4(172, 31, 9, 9),
        v4(192, 168, 1, 1), v4(100, 64, 0, 1), v4(0, 0, 0, 0), v4(224, 0, 0, 1), v4(255, 255, 255, 255)})
    EXPECT_TRUE(is_private_address(p));
  for (auto const& p : {v4(8, 8, 8, 8), v4(172, 32, 0, 1), v4(100, 128, 0, 1), v4(193, 190, 0, 1)})
    EXPECT_FALSE(is_private_address(p));
  auto const mapped = std::string(10, '\0') + "\xFF\xFF" + v4(10, 0, 0, 1);
  EXPECT_TRUE(is_private_address(mapped));
  EXPECT_TRUE(is_private_address("\xFD" + std::string(15, '\1')));
  EXPECT_TRUE(is_private_address("\xFE\x80" + std::string(14, '\1')));
  EXPECT_FALSE(is_private_address("\x20\x01\x06\x7C" + std::string(12, '\1')));
  EXPECT_TRUE(is_private_address(""));
}

TEST(FreshnessLinks, OneBadDayIsADoubtTwoAreBroken) {
  auto const monday = *parse_date("2026-11-23");
  auto const first = remember({}, Finding::gone, monday);
  EXPECT_EQ(first.state, LinkState::doubtful);
  EXPECT_EQ(remember(first, Finding::gone, monday).state, LinkState::doubtful) << "the same day";
  auto const second = remember(first, Finding::server, later(monday, 1));
  EXPECT_EQ(second.state, LinkState::broken);
  EXPECT_EQ(second.failing_since, monday);
  EXPECT_EQ(remember(second, Finding::fine, later(monday, 2)), LinkMemory{});
  EXPECT_EQ(remember(first, Finding::refused, later(monday, 9)).state, LinkState::doubtful);
}

class FreshnessLinkJob : public World {};
COTE_ON_BOTH(FreshnessLinkJob);

TEST_P(FreshnessLinkJob, LooksOnlyWhenAllowedAndRemembers) {
  SmallServer const server(answer);
  db().write([&](db::Tx& tx) {
    tx.run("update service set url = :url where slug = 'cours'", {{"url", server.url() + "/gone"}});
    return tx.run("update organisation set url = :url where slug = 'alpha'",
                  {{"url", server.url() + "/here"}});
  });
  LinkSettings settings{.between = std::chrono::milliseconds(1), .private_networks = true};
  EXPECT_EQ(check_links(db(), kNow, settings).looked, 0);
  EXPECT_TRUE(server.asked().empty());
  settings.allowed = true;
  auto const first = check_links(db(), kNow, settings);
  EXPECT_EQ(first.looked, 2);
  EXPECT_EQ(first.broken, 0);
  EXPECT_EQ(check_links(db(), kNow, settings).looked, 0) << "not twice a day";
  EXPECT_EQ(check_links(db(), kNow + days(1), settings).broken, 1);
  auto const bad = db().read([](db::Session& s) { return bad_links(s); });
  ASSERT_EQ(bad.size(), 1U);
  EXPECT_EQ(bad.front().service, id_of("cours").text);
  EXPECT_EQ(bad.front().finding, "gone");
  EXPECT_EQ(bad.front().since, today_of(kNow));
  db().write([](db::Tx& tx) { return tx.run("update service set url = '' where slug = 'cours'"); });
  check_links(db(), kNow + days(2), settings);
  EXPECT_TRUE(db().read([](db::Session& s) { return bad_links(s); }).empty());
}

}  // namespace
}  // namespace cote::guide::freshness::test
