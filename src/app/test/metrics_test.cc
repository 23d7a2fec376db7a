// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/health.h"

namespace cote::app {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(AppMetrics, CountsByRouteClassAndTime) {
  web::Router router;
  router.add({.pattern = "/guide", .name = "guide.list"}, [](const web::Visit&) { return web::Reply{}; });
  router.add({.pattern = "/map", .name = "guide.map"}, [](const web::Visit&) { return web::Reply{}; });
  Metrics metrics;
  metrics.know(router);
  metrics.count({.id = "a", .route = "guide.list", .status = 200, .milliseconds = 0.5});
  metrics.count({.id = "b", .route = "guide.list", .status = 304, .milliseconds = 7});
  metrics.count({.id = "c", .route = "guide.list", .status = 200, .milliseconds = 20'000});
  metrics.count({.id = "d", .route = "none", .status = 404, .milliseconds = 1});
  metrics.count({.id = "e", .route = "unheard of", .status = 200, .milliseconds = 1});
  std::string out;
  metrics.write(out);
  for (auto const* const line : {"# TYPE coteacote_http_requests_total counter\n",
                                 "coteacote_http_requests_total{route=\"guide.list\",status=\"2xx\"} 2\n",
                                 "coteacote_http_requests_total{route=\"guide.list\",status=\"3xx\"} 1\n",
                                 "coteacote_http_requests_total{route=\"none\",status=\"4xx\"} 1\n",
                                 "coteacote_http_seconds_bucket{route=\"guide.list\",le=\"0.001\"} 1\n",
                                 "coteacote_http_seconds_bucket{route=\"guide.list\",le=\"0.005\"} 1\n",
                                 "coteacote_http_seconds_bucket{route=\"guide.list\",le=\"0.01\"} 2\n",
                                 "coteacote_http_seconds_bucket{route=\"guide.list\",le=\"10\"} 2\n",
                                 "coteacote_http_seconds_bucket{route=\"guide.list\",le=\"+Inf\"} 3\n",
                                 "coteacote_http_seconds_sum{route=\"guide.list\"} 20.0075\n",
                                 "coteacote_http_seconds_count{route=\"guide.list\"} 3\n"})
    EXPECT_THAT(out, HasSubstr(line));
  EXPECT_THAT(out, Not(HasSubstr("guide.map"))) << "was not asked";
  EXPECT_THAT(out, Not(HasSubstr("unheard")));
}

TEST(AppMetrics, LabelsCannotBreakALine) {
  std::string out;
  Family(out, "a", "gauge", "b").add("l", "x\"y\\z\nw", 1);
  EXPECT_EQ(out, "# HELP a b\n# TYPE a gauge\na{l=\"x\\\"y\\\\z\\nw\"} 1\n");
}

TEST(AppMetrics, AreForThisMachineOrForTheToken) {
  auto const may = [](std::string remote, std::vector<std::pair<std::string, std::string>> headers,
                      std::string_view token) {
    return may_read_metrics({.headers = std::move(headers), .remote = std::move(remote)}, token);
  };
  EXPECT_TRUE(may("127.0.0.1", {}, ""));
  EXPECT_TRUE(may("::1", {}, ""));
  EXPECT_FALSE(may("198.51.100.7", {}, ""));
  EXPECT_FALSE(may("", {}, ""));
  EXPECT_FALSE(may("127.0.0.1", {{"x-forwarded-for", "198.51.100.7"}}, "")) << "a proxy on this machine";
  EXPECT_FALSE(may("127.0.0.1", {{"x-real-ip", "198.51.100.7"}}, ""));
  EXPECT_FALSE(may("127.0.0.1", {}, "word"));
  EXPECT_TRUE(may("198.51.100.7", {{"authorization", "Bearer word"}}, "word"));
  EXPECT_FALSE(may("198.51.100.7", {{"authorization", "Bearer wore"}}, "word"));
  EXPECT_FALSE(may("198.51.100.7", {{"authorization", "Bearer words"}}, "word"));
  EXPECT_FALSE(may("198.51.100.7", {{"authorization", "word"}}, "word"));
}

}  // namespace
}  // namespace cote::app
