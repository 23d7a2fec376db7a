// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/compress.h"

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

TEST(WebCompress, LeavesAloneWhatIsCompressedAlready) {
  for (auto const* yes : {"text/html; charset=utf-8", "application/json", "application/geo+json",
                          "image/svg+xml", "text/javascript", "application/x-ndjson", "application/ld+json"})
    EXPECT_TRUE(is_compressible(yes)) << yes;
  for (auto const* no : {"font/woff2", "image/png", "application/zip", "application/octet-stream", ""})
    EXPECT_FALSE(is_compressible(no)) << no;
}

}  // namespace
}  // namespace cote::web
