// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/compress.h"

#include <stdexcept>
#include <vector>

#include <brotli/decode.h>
#include <gtest/gtest.h>
#include <zlib.h>

namespace cote::web {
namespace {

std::string unzip(const std::string& packed) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  std::string out(1 << 20, '\0');
  std::string input = packed;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

std::string unbrotli(const std::string& packed) {
  std::string out(1 << 20, '\0');
  std::size_t size = out.size();
  EXPECT_EQ(BrotliDecoderDecompress(packed.size(), reinterpret_cast<const std::uint8_t*>(packed.data()),
                                    &size, reinterpret_cast<std::uint8_t*>(out.data())),
            BROTLI_DECODER_RESULT_SUCCESS);
  out.resize(size);
  return out;
}

TEST(WebCompress, ChoosesByWeightAndPrefersBrotli) {
  struct {
    const char* header;
    Coding coding;
  } const cases[] = {
      {"", Coding::identity},
      {"gzip", Coding::gzip},
      {"gzip, deflate, br", Coding::brotli},
      {"br;q=0.5, gzip;q=0.8", Coding::gzip},
      {"br;q=0.8, gzip;q=0.8", Coding::brotli},
      {"br;q=0, gzip;q=0.001", Coding::gzip},
      {"gzip;q=0", Coding::identity},
      {"gzip;q=0.000, *", Coding::brotli},
      {"*;q=0", Coding::identity},
      {"*", Coding::brotli},
      {"BR", Coding::brotli},
      {"x-gzip", Coding::gzip},
      {"identity, deflate, zstd", Coding::identity},
      {"gzipped, brr", Coding::identity},
      {"gzip; q=1.0 , br ;q=0.9", Coding::gzip},
      {"gzip;level=9", Coding::identity},
      {"gzip;q=abc", Coding::identity},
  };
  for (auto const& c : cases) EXPECT_EQ(choose_coding(c.header), c.coding) << c.header;
}

TEST(WebCompress, GivesBackWhatWentIn) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "<li>service " + std::to_string(i * i) + " مرحبا</li>";
  for (auto const& plain : {text, std::string(), std::string("x")})
    for (auto const effort : {Effort::quick, Effort::thorough}) {
      EXPECT_EQ(unzip(compress(Coding::gzip, plain, effort)), plain);
      auto const packed = compress(Coding::brotli, plain, effort);
      std::string out(1 << 20, '\0');
      std::size_t size = out.size();
      ASSERT_EQ(BrotliDecoderDecompress(packed.size(), reinterpret_cast<const std::uint8_t*>(packed.data()),
                                        &size, reinterpret_cast<std::uint8_t*>(out.data())),
                BROTLI_DECODER_RESULT_SUCCESS);
      EXPECT_EQ(out.substr(0, size), plain);
      EXPECT_EQ(compress(Coding::identity, plain, effort), plain);
    }
  EXPECT_LT(compress(Coding::brotli, text, Effort::thorough).size(), text.size() / 4);
}

TEST(WebCompress, PiecesComeThroughOneByOneAndAreWholeTogether) {
  std::vector<std::string> const pieces = {"id,name\n", std::string(100'000, 'a'), "é,b\n",
                                           std::string(40'000, 'z')};
  std::string plain;
  for (auto const& piece : pieces) plain += piece;
  for (auto const coding : {Coding::gzip, Coding::brotli, Coding::identity}) {
    std::size_t asked = 0;
    auto const packed = compress_pieces(
        coding, [&, n = std::size_t{0}]() mutable { return ++asked, n < pieces.size() ? pieces[n++] : ""; });
    std::string sent;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      auto const piece = packed();
      EXPECT_FALSE(piece.empty()) << "an empty piece would end the answer";
      EXPECT_EQ(asked, i + 1) << "nothing is held back";
      sent += piece;
    }
    for (auto piece = packed(); !piece.empty(); piece = packed()) sent += piece;
    EXPECT_EQ(packed(), "");
    if (coding == Coding::identity) {
      EXPECT_EQ(sent, plain);
      continue;
    }
    EXPECT_LT(sent.size(), plain.size() / 50);
    EXPECT_EQ(coding == Coding::gzip ? unzip(sent) : unbrotli(sent), plain);
  }
}

TEST(WebCompress, AStreamThatFailsSaysSo) {
  auto const packed = compress_pieces(Coding::gzip, [n = 0]() mutable -> std::string {
    if (n++ > 0) throw std::runtime_error("the pen is dry");
    return "row 1\n";
  });
  EXPECT_FALSE(packed().empty());
  EXPECT_THROW(packed(), std::runtime_error);
}

TEST(WebCompress, LeavesAloneWhatIsCompressedAlready) {
  for (auto const* yes : {"text/html; charset=utf-8", "application/json", "application/geo+json",
                          "image/svg+xml", "text/javascript", "application/x-ndjson", "application/ld+json"})
    EXPECT_TRUE(is_compressible(yes)) << yes;
  for (auto const* no : {"font/woff2", "image/png", "application/zip", "application/octet-stream", ""})
    EXPECT_FALSE(is_compressible(no)) << no;
}

}  // namespace
}  // namespace cote::web
