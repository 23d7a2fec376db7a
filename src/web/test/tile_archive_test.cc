// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/tile_archive.h"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "web/reply.h"

namespace cote::web {
namespace {

/// A header of version 3 with tile data up to `size`, and bytes that tell where they are.
std::string archive(std::size_t size, char tile_type = 2) {
  std::string out(size, '\0');
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<char>('a' + i % 23);
  out.replace(0, 127, std::string(127, '\0'));
  out.replace(0, 8, "PMTiles\x03");
  auto const put = [&](std::size_t at, std::uint64_t number) {
    for (std::size_t i = 0; i < 8; ++i) out[at + i] = static_cast<char>(number >> 8 * i & 0xff);
  };
  put(56, 127);
  put(64, size - 127);
  out[97] = 2;
  out[98] = 1;
  out[99] = tile_type;
  return out;
}

class WebTileArchive : public ::testing::Test {
 protected:
  ~WebTileArchive() override { std::filesystem::remove(path); }
  void write(const std::string& bytes) const { std::ofstream(path, std::ios::binary) << bytes; }
  [[nodiscard]] std::string wrong(const std::string& bytes) const {
    write(bytes);
    return TileArchive::open(path).wrong;
  }
  [[nodiscard]] Reply ask(std::vector<std::pair<std::string, std::string>> headers,
                          std::string method = "GET") const {
    auto const opened = TileArchive::open(path);
    EXPECT_TRUE(opened.archive) << opened.wrong;
    return opened.archive->answer({.method = std::move(method), .headers = std::move(headers)});
  }
  static std::string all_of(const Reply& reply) {
    if (!reply.stream) return reply.body;
    std::string out;
    for (auto piece = reply.stream(); !piece.empty(); piece = reply.stream()) {
      EXPECT_LE(piece.size(), 64U * 1024) << "never much of it at once";
      out += piece;
    }
    return out;
  }

  std::string path =
      (std::filesystem::temp_directory_path() / ("cote-tiles-" + std::to_string(getpid()) + ".pmtiles"))
          .string();
};

TEST_F(WebTileArchive, GivesTheRangeThatIsAskedFor) {
  auto const bytes = archive(1000);
  write(bytes);
  auto const reply = ask({{"range", "bytes=200-299"}});
  EXPECT_EQ(reply.status, 206);
  EXPECT_EQ(reply.body, bytes.substr(200, 100));
  EXPECT_EQ(header_of(reply, "Content-Range"), "bytes 200-299/1000");
  EXPECT_EQ(header_of(reply, "Accept-Ranges"), "bytes");
  auto const past = ask({{"range", "bytes=0-16383"}});
  EXPECT_EQ(past.status, 206);
  EXPECT_EQ(past.body, bytes);
}

TEST_F(WebTileArchive, GivesLargePartsInPieces) {
  auto const bytes = archive(1'000'000);
  write(bytes);
  auto const whole = ask({});
  EXPECT_EQ(whole.status, 200);
  EXPECT_TRUE(whole.stream);
  EXPECT_EQ(all_of(whole), bytes);
  auto const most = ask({{"range", "bytes=1-"}});
  EXPECT_EQ(most.status, 206);
  EXPECT_EQ(all_of(most), bytes.substr(1));
}

TEST_F(WebTileArchive, SaysWhenNothingOfARangeExists) {
  write(archive(1000));
  auto const reply = ask({{"range", "bytes=1000-"}});
  EXPECT_EQ(reply.status, 416);
  EXPECT_EQ(header_of(reply, "Content-Range"), "bytes */1000");
}

TEST_F(WebTileArchive, ARangeCountsOnlyForTheCopyItWasMadeFor) {
  auto const bytes = archive(1000);
  write(bytes);
  auto const tag = std::string(header_of(ask({}), "ETag"));
  EXPECT_FALSE(tag.empty());
  EXPECT_EQ(ask({{"range", "bytes=0-9"}, {"if-range", tag}}).status, 206);
  for (auto const& other :
       {std::string("\"other\""), "W/" + tag, std::string("Mon, 23 Nov 2026 09:00:00 GMT")}) {
    auto const reply = ask({{"range", "bytes=0-9"}, {"if-range", other}});
    EXPECT_EQ(reply.status, 200) << other;
    EXPECT_EQ(all_of(reply), bytes);
  }
  EXPECT_EQ(ask({{"range", "bytes=0-9"}}, "HEAD").status, 200) << "ranges are for GET";
  write(archive(1001));
  EXPECT_NE(header_of(ask({}), "ETag"), tag);
}

TEST_F(WebTileArchive, TellsPicturesFromVectors) {
  write(archive(1000, 1));
  EXPECT_EQ(TileArchive::open(path).archive->tiles(), TileArchive::Tiles::vector);
  for (char const type : {'\2', '\3', '\4', '\5'}) {
    write(archive(1000, type));
    EXPECT_EQ(TileArchive::open(path).archive->tiles(), TileArchive::Tiles::picture);
  }
}

TEST_F(WebTileArchive, TellsTheOperatorWhatIsWrong) {
  auto const good = archive(1000);
  EXPECT_EQ(wrong(good), "");
  EXPECT_NE(wrong("").find("too short"), std::string::npos);
  EXPECT_EQ(wrong(std::string(1000, 'x')), "is not a PMTiles file");
  auto old = good;
  old[7] = 2;
  EXPECT_NE(wrong(old).find("version 2"), std::string::npos);
  EXPECT_NE(wrong(good.substr(0, 900)).find("too early"), std::string::npos);
  auto wide = good;
  wide.replace(8, 16, std::string(16, '\xff'));
  EXPECT_NE(wrong(wide).find("too early"), std::string::npos);
  auto brotli = good;
  brotli[97] = 3;
  EXPECT_NE(wrong(brotli).find("gzip"), std::string::npos);
  EXPECT_NE(wrong(archive(1000, 0)).find("type 0"), std::string::npos);
  EXPECT_NE(wrong(archive(1000, 6)).find("type 6"), std::string::npos);
  EXPECT_EQ(TileArchive::open(path + ".none").wrong, "No such file or directory");
  EXPECT_EQ(TileArchive::open("/").wrong, "is not a file");
}

TEST_F(WebTileArchive, AFileThatShrinksIsNotPaddedWithAnything) {
  write(archive(1'000'000));
  auto const opened = TileArchive::open(path);
  std::filesystem::resize_file(path, 500);
  EXPECT_THROW(static_cast<void>(opened.archive->answer({.headers = {{"range", "bytes=600-700"}}})),
               std::exception);
}

}  // namespace
}  // namespace cote::web
