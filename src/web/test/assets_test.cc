// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/assets.h"

#include <gtest/gtest.h>

#include "web/etag.h"
#include "web/site.h"

namespace cote::web {
namespace {

TEST(WebAssets, AreSortedTypedAndNamedByTheirContent) {
  auto const all = assets();
  ASSERT_FALSE(all.empty());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i > 0) {
      EXPECT_LT(all[i - 1].name, all[i].name);
    }
    EXPECT_EQ(all[i].hash, hex(content_hash(all[i].bytes))) << all[i].name;
    EXPECT_NE(all[i].content_type, "application/octet-stream") << all[i].name;
    EXPECT_EQ(find_asset(all[i].name), &all[i]);
  }
  EXPECT_EQ(find_asset("none.css"), nullptr);
  EXPECT_THROW(asset_url("none.css"), std::out_of_range);
}

TEST(WebAssets, SheetsNameFilesByTheirContent) {
  auto const* const sheet = find_asset("leaflet/leaflet.css");
  ASSERT_NE(sheet, nullptr);
  auto const picture = asset_url("leaflet/images/layers.png").str();
  EXPECT_NE(sheet->bytes.find("url(\"" + picture + "\")"), std::string_view::npos);
  EXPECT_NE(sheet->bytes.find("url(#default#VML)"), std::string_view::npos) << "what is no file stays";
  for (auto const& asset : assets())
    if (asset.name.ends_with(".css")) {
      EXPECT_EQ(asset.bytes.find("asset("), std::string_view::npos) << asset.name;
    }
  EXPECT_TRUE(find_asset("fonts/lexend-latin-400-normal.woff2")->bytes.starts_with("wOF2"));
}

TEST(WebAssets, AreServedForEverAndOldAddressesLeadOn) {
  Router router;
  mount_assets(router);
  FixedClock const clock{Time{}};
  Site const site{.router = router, .clock = clock, .revision = [] { return 1; }};
  for (auto const& asset : assets()) {
    auto const reply = site.answer({.target = asset_url(asset.name).str()});
    EXPECT_EQ(reply.status, 200) << asset.name;
    EXPECT_EQ(reply.body, asset.bytes);
    EXPECT_EQ(reply.content_type, asset.content_type);
    EXPECT_EQ(reply.keep, Keep::for_ever);
  }
  auto const old = site.answer({.target = "/assets/0000000000000000/leaflet/leaflet.js"});
  EXPECT_EQ(old.status, 302);
  EXPECT_EQ(old.headers.front().second, asset_url("leaflet/leaflet.js").str());
  EXPECT_EQ(site.answer({.target = "/assets/0000000000000000/none.js"}).status, 404);
  EXPECT_EQ(site.answer({.target = "/assets/0000000000000000/../x/leaflet.js"}).status, 404);
}

}  // namespace
}  // namespace cote::web
