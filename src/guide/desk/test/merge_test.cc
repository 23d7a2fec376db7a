// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>

#include "guide/desk/rules.h"
#include "guide/rules.h"

namespace cote::guide::desk {
namespace {

Record base() {
  Record r;
  r.service.id = {uuid_of("one")};
  r.service.name = guide::rules::source_words("fr", "Accueil");
  r.service.phones = {{.id = "p", .number = "081 00 00 00"}};
  return r;
}
Record changed(std::vector<FieldValue> changes) { return *with(base(), changes); }
std::vector<std::string> values(const Record& r, std::string_view ending) {
  std::vector<std::string> out;
  for (auto const& f : fields_of(r))
    if (f.path.ends_with(ending)) out.push_back(f.value);
  return out;
}

TEST(DeskMerge, KeepsBothWhenDifferentFieldsChanged) {
  auto const merged = merge(base(), changed({{"email", "a@example.org"}}), changed({{"summary", "Court"}}));
  EXPECT_TRUE(merged.clashes.empty());
  EXPECT_EQ(merged.record, changed({{"email", "a@example.org"}, {"summary", "Court"}}));
}
TEST(DeskMerge, TellsWhatBothChangedAndLetsTheirsStand) {
  auto const merged = merge(base(), changed({{"name", "Accueil de jour"}, {"cost", "free"}}),
                            changed({{"name", "Accueil de nuit"}, {"summary", "Court"}}));
  ASSERT_EQ(merged.clashes.size(), 1U);
  EXPECT_EQ(merged.clashes[0], (Clash{"name", "Accueil", "Accueil de jour", "Accueil de nuit"}));
  EXPECT_EQ(merged.record, changed({{"name", "Accueil de jour"}, {"cost", "free"}, {"summary", "Court"}}));
}
TEST(DeskMerge, IsNoClashWhenBothSayTheSame) {
  auto const same = changed({{"name", "Accueil de jour"}});
  EXPECT_TRUE(merge(base(), same, same).clashes.empty());
  EXPECT_EQ(merge(base(), same, same).record, same);
}
TEST(DeskMerge, KeepsEverythingThatBothAdded) {
  auto const merged = merge(
      base(), changed({{"phones/1/number", "081 00 00 01"}}),
      changed(
          {{"phones/1/number", "081 00 00 02"}, {"phones/1/channel", "mobile"}, {"at/0/address", "Rue 1"}}));
  EXPECT_TRUE(merged.clashes.empty());
  EXPECT_EQ(values(merged.record, "/number"),
            (std::vector<std::string>{"081 00 00 00", "081 00 00 01", "081 00 00 02"}));
  EXPECT_EQ(values(merged.record, "/address"), std::vector<std::string>{"Rue 1"});
}
TEST(DeskMerge, AddsAlikeOnce) {
  auto const one = changed({{"phones/1/number", "081 00 00 01"}});
  EXPECT_EQ(values(merge(base(), one, one).record, "/number").size(), 2U);
}
TEST(DeskMerge, ChangingWhatTheyTookAwayIsAClash) {
  auto const merged =
      merge(base(), changed({{"phones/0/number", ""}}), changed({{"phones/0/number", "081 00 00 09"}}));
  ASSERT_EQ(merged.clashes.size(), 1U);
  EXPECT_EQ(merged.clashes[0].yours, "081 00 00 09");
  EXPECT_EQ(merged.clashes[0].theirs, "");
}
TEST(DeskMerge, AddingWhereTheyTookAwayIsKept) {
  auto const merged =
      merge(base(), changed({{"phones/0/number", ""}}), changed({{"phones/1/number", "081 00 00 09"}}));
  EXPECT_TRUE(merged.clashes.empty());
  EXPECT_EQ(values(merged.record, "/number"), std::vector<std::string>{"081 00 00 09"});
}
TEST(DeskMerge, OfWhatNobodyElseChangedIsYours) {
  auto const yours = changed({{"summary", "x"}});
  EXPECT_EQ(merge(base(), base(), yours).record, yours);
}

}  // namespace
}  // namespace cote::guide::desk
