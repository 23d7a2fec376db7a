// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/id.h"

#include <set>

#include <gtest/gtest.h>

namespace cote {
namespace {

TEST(KernelId, KnowsTheShapeOfAUuid) {
  EXPECT_TRUE(is_uuid("6f2d8a1e-4b57-4c39-9c0a-2e7f51d3b684"));
  EXPECT_TRUE(is_uuid("6F2D8A1E-4B57-4C39-9C0A-2E7F51D3B684"));
  for (auto const* text : {"", "6f2d8a1e", "6f2d8a1e-4b57-4c39-9c0a-2e7f51d3b68",
                           "6f2d8a1e-4b57-4c39-9c0a-2e7f51d3b6845", "6f2d8a1e04b57-4c39-9c0a-2e7f51d3b684",
                           "6f2d8a1e-4b57-4c39-9c0a-2e7f51d3b68g", "-f2d8a1e-4b57-4c39-9c0a-2e7f51d3b684"})
    EXPECT_FALSE(is_uuid(text)) << text;
}

TEST(KernelId, TheSameNameAlwaysGivesTheSameVersion5Uuid) {
  // Python: uuid.uuid5(uuid.UUID("6f2d8a1e-4b57-4c39-9c0a-2e7f51d3b684"), "service:cai")
  EXPECT_EQ(uuid_of("service:cai"), "43e0c618-5803-5f76-8fae-6300e79f52a3");
  EXPECT_EQ(uuid_of(""), "446739d4-02fa-5a4e-973c-73476bd9df37");
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    auto const id = uuid_of("service:" + std::to_string(i));
    EXPECT_TRUE(is_uuid(id));
    EXPECT_EQ(id[14], '5');
    EXPECT_TRUE(seen.insert(id).second);
  }
}

}  // namespace
}  // namespace cote
