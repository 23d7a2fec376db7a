// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/chosen.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "history/reading.h"
#include "history/timeline.h"

namespace cote::app {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class AppChosen : public ::testing::Test {
 protected:
  ~AppChosen() override { std::filesystem::remove(path); }
  void write(const std::string& text) const { std::ofstream(path, std::ios::binary) << text; }
  std::string path =
      (std::filesystem::temp_directory_path() / ("cote-chosen-" + std::to_string(getpid()))).string();
};

TEST_F(AppChosen, NothingAskedIsOurOwnMapAndHistory) {
  auto const chosen = choose({});
  EXPECT_THAT(chosen.wrong, IsEmpty());
  EXPECT_EQ(chosen.tiles.kind, guide::Tiles::Kind::none);
  EXPECT_EQ(chosen.image_sources, "");
  EXPECT_FALSE(chosen.history);
}

TEST_F(AppChosen, AnAddressOfTilesOpensThePolicyForItsHostOnly) {
  auto const chosen =
      choose({.guide = {.tiles = "https://tiles.example.org/a/{z}/{x}/{y}.png", .tiles_credit = "© Us"}});
  EXPECT_THAT(chosen.wrong, IsEmpty());
  EXPECT_EQ(chosen.tiles.kind, guide::Tiles::Kind::pictures);
  EXPECT_EQ(chosen.tiles.credit, "© Us");
  EXPECT_EQ(chosen.image_sources, "https://tiles.example.org");
  EXPECT_EQ(choose({.guide = {.tiles = "/mine/{z}/{x}/{y}.png"}}).image_sources, "");
}

TEST_F(AppChosen, TilesThatCannotBeDrawnAreRefused) {
  EXPECT_THAT(choose({.guide = {.tiles = "https://tiles.example.org/{z}/{x}.png"}}).wrong,
              ElementsAre(HasSubstr("{y}")));
  EXPECT_THAT(choose({.guide = {.tiles = "https://{s}.example.org/{z}/{x}/{y}.png"}}).wrong,
              ElementsAre(HasSubstr("{s}")));
  EXPECT_THAT(choose({.guide = {.tiles = "https://example.org/map.pmtiles"}}).wrong,
              ElementsAre(HasSubstr("on this machine")));
  EXPECT_THAT(choose({.guide = {.tiles = path}}).wrong, ElementsAre(EndsWith("No such file or directory")));
  write("not a map");
  EXPECT_THAT(choose({.guide = {.tiles = path}}).wrong, ElementsAre(HasSubstr("not a PMTiles file")));
  EXPECT_THAT(choose({.guide = {.tiles_credit = "© Us"}}).wrong, ElementsAre(HasSubstr("--tiles")));
}

TEST_F(AppChosen, AHistoryOfTheCentreIsRead) {
  write(boost::json::serialize(history::timeline::write(history::shipped(), "en", "Our way")));
  auto const chosen = choose({.history = {.file = path, .lang = "en"}});
  EXPECT_THAT(chosen.wrong, IsEmpty());
  ASSERT_TRUE(chosen.history);
  EXPECT_EQ(chosen.history->entries.size(), history::shipped().entries.size());
  EXPECT_EQ(chosen.history->entries.front().title.front().lang, "en");
}

TEST_F(AppChosen, EachEventThatCannotBeUsedIsNamed) {
  write(R"({"events": [
    {"start_date": {"year": 1999}, "text": {"headline": "One"}, "unique_id": "a"},
    {"start_date": {"year": "soon"}, "text": {"headline": "Two"}, "unique_id": "b"},
    {"start_date": {"year": 2001}, "text": {"text": "Three"}},
    {"start_date": {"year": 2002}, "text": {"headline": "Four"}, "unique_id": "a"}]})");
  EXPECT_THAT(
      choose({.history = {.file = path}}).wrong,
      ElementsAre(EndsWith("events[1] (b): start_date has no year from 1 to 9999"),
                  EndsWith("events[2]: no headline"), EndsWith("events[3] (a): this unique_id came before")));
}

TEST_F(AppChosen, AHistoryThatIsNoneIsRefused) {
  EXPECT_THAT(choose({.history = {.file = path}}).wrong, ElementsAre(EndsWith("cannot be read")));
  write("{");
  EXPECT_EQ(choose({.history = {.file = path}}).wrong.size(), 1U);
  write(R"({"events": []})");
  EXPECT_THAT(choose({.history = {.file = path}}).wrong, ElementsAre(EndsWith("no event in it")));
  EXPECT_THAT(choose({.history = {.file = path, .lang = "xx"}}).wrong,
              ElementsAre(HasSubstr("--history-lang")));
}

}  // namespace
}  // namespace cote::app
