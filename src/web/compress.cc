// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/compress.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <new>
#include <stdexcept>

#include <brotli/encode.h>
#include <zlib.h>

namespace cote::web {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool is_named(std::string_view token, std::string_view name) {
  return std::ranges::equal(token, name, [](char a, char b) { return (a | 0x20) == (b | 0x20); });
}

/// Thousandths; anything unreadable counts as refused.
int weight(std::string_view parameter) {
  parameter = trim(parameter);
  if (parameter.empty()) return 1000;
  if (parameter.size() < 3 || (parameter[0] | 0x20) != 'q' || parameter[1] != '=') return 0;
  if (parameter[2] == '1') return 1000;
  int out = 0;
  int unit = 100;
  for (std::size_t i = 4; i < parameter.size() && unit > 0; ++i, unit /= 10) {
    if (parameter[i] < '0' || parameter[i] > '9') return 0;
    out += (parameter[i] - '0') * unit;
  }
  return out;
}

/// zlib's tables are a quarter of a megabyte, so a thread makes them once a level.
class Deflater {
 public:
  explicit Deflater(int level) {
    constexpr int kGzipHeader = 16;
    if (deflateInit2(&stream_, level, Z_DEFLATED, 15 + kGzipHeader, 8, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::bad_alloc();
  }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;

  std::string run(std::string_view plain) {
    deflateReset(&stream_);
    std::string out(deflateBound(&stream_, static_cast<uLong>(plain.size())), '\0');
    // zlib does not write to its input, but its interface is older than const.
    stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(plain.data()));
    stream_.avail_in = static_cast<uInt>(plain.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) throw std::runtime_error("gzip failed");
    out.resize(stream_.total_out);
    return out;
  }

  /// The next part of one long body, flushed to its last byte.
  std::string more(std::string_view plain, bool last) {
    constexpr uLong kFlushed = 64;  // a header, the mark of a flush, the checksum
    std::string out(deflateBound(&stream_, static_cast<uLong>(plain.size())) + kFlushed, '\0');
    stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(plain.data()));
    stream_.avail_in = static_cast<uInt>(plain.size());
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    auto const did = deflate(&stream_, last ? Z_FINISH : Z_SYNC_FLUSH);
    if (did != (last ? Z_STREAM_END : Z_OK) || stream_.avail_out == 0)
      throw std::runtime_error("gzip failed");
    out.resize(out.size() - stream_.avail_out);
    return out;
  }

 private:
  z_stream stream_{};
};

std::string gzip(std::string_view plain, Effort effort) {
  thread_local Deflater quick(1);
  thread_local Deflater thorough(6);
  return (effort == Effort::quick ? quick : thorough).run(plain);
}

constexpr int kWindow = 18;  // 256 kB: no page is larger, and the encoder's memory follows it

std::string brotli(std::string_view plain, int quality) {
  std::size_t size = BrotliEncoderMaxCompressedSize(plain.size());
  std::string out(size, '\0');
  if (BrotliEncoderCompress(quality, kWindow, BROTLI_MODE_TEXT, plain.size(),
                            reinterpret_cast<const std::uint8_t*>(plain.data()), &size,
                            reinterpret_cast<std::uint8_t*>(out.data())) == BROTLI_FALSE)
    throw std::runtime_error("brotli failed");
  out.resize(size);
  return out;
}

/// Brotli for one long body.
class BrotliFlow {
 public:
  BrotliFlow() : state_(BrotliEncoderCreateInstance(nullptr, nullptr, nullptr)) {
    if (!state_) throw std::bad_alloc();
    BrotliEncoderSetParameter(state_, BROTLI_PARAM_QUALITY, 1);
    BrotliEncoderSetParameter(state_, BROTLI_PARAM_LGWIN, kWindow);
  }
  ~BrotliFlow() { BrotliEncoderDestroyInstance(state_); }
  BrotliFlow(const BrotliFlow&) = delete;

  std::string more(std::string_view plain, bool last) {
    auto const what = last ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_FLUSH;
    auto const* in = reinterpret_cast<const std::uint8_t*>(plain.data());
    auto left = plain.size();
    std::size_t room = 0;
    std::string out;
    do {
      if (BrotliEncoderCompressStream(state_, what, &left, &in, &room, nullptr, nullptr) == BROTLI_FALSE)
        throw std::runtime_error("brotli failed");
      std::size_t size = 0;
      auto const* made = BrotliEncoderTakeOutput(state_, &size);
      out.append(reinterpret_cast<const char*>(made), size);
    } while (left > 0 || BrotliEncoderHasMoreOutput(state_) == BROTLI_TRUE);
    return out;
  }

 private:
  BrotliEncoderState* state_;
};

template <class Flow>
Pieces through(std::shared_ptr<Flow> flow, Pieces plain) {
  return [flow = std::move(flow), plain = std::move(plain), done = false]() mutable -> std::string {
    if (done) return {};
    auto const piece = plain();
    done = piece.empty();
    return flow->more(piece, done);
  };
}

}  // namespace

Pieces compress_pieces(Coding coding, Pieces plain) {
  switch (coding) {
    case Coding::gzip:
      return through(std::make_shared<Deflater>(1), std::move(plain));
    case Coding::brotli:
      return through(std::make_shared<BrotliFlow>(), std::move(plain));
    case Coding::identity:
      break;
  }
  return plain;
}

std::string_view name_of(Coding coding) {
  switch (coding) {
    case Coding::gzip:
      return "gzip";
    case Coding::brotli:
      return "br";
    case Coding::identity:
      break;
  }
  return {};
}

Coding choose_coding(std::string_view accept_encoding) {
  int gzip = -1;
  int brotli = -1;
  int others = 0;
  for (int seen = 0; seen < 20 && !accept_encoding.empty(); ++seen) {
    auto const end = std::min(accept_encoding.find(','), accept_encoding.size());
    auto const part = accept_encoding.substr(0, end);
    accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
    auto const semicolon = std::min(part.find(';'), part.size());
    auto const token = trim(part.substr(0, semicolon));
    int const q = weight(part.substr(std::min(semicolon + 1, part.size())));
    if (is_named(token, "br")) brotli = q;
    if (is_named(token, "gzip") || is_named(token, "x-gzip")) gzip = q;
    if (token == "*") others = q;
  }
  if (gzip < 0) gzip = others;
  if (brotli < 0) brotli = others;
  if (brotli > 0 && brotli >= gzip) return Coding::brotli;
  return gzip > 0 ? Coding::gzip : Coding::identity;
}

bool is_compressible(std::string_view content_type) {
  auto const type = content_type.substr(0, content_type.find(';'));
  if (type.starts_with("text/") || type.ends_with("json") || type.ends_with("+xml")) return true;
  return type == "application/javascript" || type == "application/xml";
}

std::string compress(Coding coding, std::string_view plain, Effort effort) {
  switch (coding) {
    case Coding::gzip:
      return gzip(plain, effort);
    case Coding::brotli:
      return brotli(plain, effort == Effort::thorough ? 5 : 1);
    case Coding::identity:
      break;
  }
  return std::string(plain);
}

}  // namespace cote::web
