// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/tile_archive.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "web/etag.h"
#include "web/range.h"

namespace cote::web {

struct TileArchive::File {
  explicit File(const std::string& path) : descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    struct stat about {};
    if (descriptor < 0 || fstat(descriptor, &about) != 0) {
      failed = errno;
      return;
    }
    regular = S_ISREG(about.st_mode);
    size = static_cast<std::uint64_t>(about.st_size);
    changed = fmt::format("{}.{}", about.st_mtim.tv_sec, about.st_mtim.tv_nsec);
  }
  ~File() {
    if (descriptor >= 0) ::close(descriptor);
  }
  File(const File&) = delete;

  [[nodiscard]] std::string read(std::uint64_t from, std::size_t length) const {
    std::string out(length, '\0');
    for (std::size_t done = 0; done < length;) {
      auto const got = ::pread(descriptor, out.data() + done, length - done, static_cast<off_t>(from + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) throw std::system_error(errno, std::generic_category(), "the PMTiles file");
      if (got == 0) throw std::runtime_error("the PMTiles file became shorter");
      done += static_cast<std::size_t>(got);
    }
    return out;
  }

  int descriptor;
  int failed = 0;  // errno
  bool regular = false;
  std::uint64_t size = 0;
  std::string changed{};
};

namespace {

constexpr std::size_t kPiece = 64 * 1024;

// The header, section 3 of the specification: offsets in it, and the codes of its bytes.
constexpr std::size_t kHeader = 127;
constexpr std::string_view kMagic = "PMTiles";
constexpr std::size_t kVersion = 7;
constexpr std::array<std::size_t, 4> kSections = {8, 24, 40, 56};  // offset and length, 8 bytes each
constexpr std::size_t kInternalCompression = 97;
constexpr std::size_t kTileCompression = 98;
constexpr std::size_t kTileType = 99;
constexpr unsigned kGzip = 2;
constexpr unsigned kVector = 1;
constexpr unsigned kLastPicture = 5;  // png, jpeg, webp, avif

unsigned byte_at(std::string_view header, std::size_t at) { return static_cast<unsigned char>(header[at]); }

std::uint64_t number_at(std::string_view header, std::size_t at) {
  std::uint64_t out = 0;
  for (std::size_t i = 8; i-- > 0;) out = out << 8 | byte_at(header, at + i);
  return out;
}

/// Why the map could not draw from a file with this header; empty when it can.
std::string wrong_with(std::string_view header, std::uint64_t size) {
  if (!header.starts_with(kMagic)) return "is not a PMTiles file";
  if (auto const version = byte_at(header, kVersion); version != 3)
    return fmt::format("is PMTiles version {}; version 3 is needed (`pmtiles convert` makes one)", version);
  for (auto const at : kSections) {
    auto const offset = number_at(header, at);
    auto const length = number_at(header, at + 8);
    if (offset > size || length > size - offset) return "ends too early: the copy is not complete";
  }
  // What scripts in browsers can undo.
  for (auto const at : {kInternalCompression, kTileCompression})
    if (byte_at(header, at) > kGzip)
      return "is compressed by other means than gzip, which browsers cannot undo";
  auto const type = byte_at(header, kTileType);
  if (type < kVector || type > kLastPicture)
    return fmt::format("holds tiles of type {}; the map draws vector (mvt), png, jpeg, webp and avif", type);
  return {};
}

}  // namespace

TileArchive::TileArchive(std::shared_ptr<const File> file, Tiles tiles)
    : file_(std::move(file)), tiles_(tiles) {
  etag_ = etag_of(file_->changed + file_->read(0, kHeader), file_->size);
}

TileArchive::Opened TileArchive::open(const std::string& path) {
  auto const file = std::make_shared<const File>(path);
  if (file->failed != 0) return {.wrong = std::generic_category().message(file->failed)};
  if (!file->regular) return {.wrong = "is not a file"};
  if (file->size < kHeader) return {.wrong = "is not a PMTiles file: too short"};
  auto const header = file->read(0, kHeader);
  if (auto wrong = wrong_with(header, file->size); !wrong.empty()) return {.wrong = std::move(wrong)};
  auto const tiles = byte_at(header, kTileType) == kVector ? Tiles::vector : Tiles::picture;
  return {.archive = std::shared_ptr<const TileArchive>(new TileArchive(file, tiles))};
}

std::uint64_t TileArchive::size() const { return file_->size; }

Reply TileArchive::answer(const Request& request) const {
  auto const condition = request.header("if-range");
  bool const ranged = request.method == "GET" && (condition.empty() || condition == etag_);
  auto asked = range_in(ranged ? request.header("range") : std::string_view(), file_->size);
  Reply out{.content_type = "application/vnd.pmtiles"};
  out.headers = {{"ETag", etag_}, {"Accept-Ranges", "bytes"}, {"Cache-Control", "public, max-age=3600"}};
  if (asked.kind == RangeAsked::Kind::outside) {
    out.status = 416;
    out.content_type = "text/plain; charset=utf-8";
    out.body = "416 Range Not Satisfiable\n";
    out.headers = {{"Content-Range", content_range(asked, file_->size)}};
    return out;
  }
  if (asked.kind == RangeAsked::Kind::part) {
    out.status = 206;
    out.headers.emplace_back("Content-Range", content_range(asked, file_->size));
  } else {
    asked = {.first = 0, .length = file_->size};
  }
  if (asked.length <= kPiece) {
    out.body = file_->read(asked.first, static_cast<std::size_t>(asked.length));
    return out;
  }
  out.stream = [file = file_, from = asked.first, left = asked.length]() mutable {
    auto const now = static_cast<std::size_t>(std::min<std::uint64_t>(left, kPiece));
    auto piece = file->read(from, now);
    from += now;
    left -= now;
    return piece;
  };
  return out;
}

void TileArchive::mount(Router& router) const {
  router.add({.pattern = std::string(kAddress), .name = "tiles", .localised = false},
             [archive = *this](const Visit& v) { return archive.answer(v.request); });
}

}  // namespace cote::web
