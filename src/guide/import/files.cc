// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/import/files.h"

#include <fstream>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <zip.h>

namespace cote::guide::import {
namespace {

constexpr std::uintmax_t kMostFile = 1024u * 1024 * 1024;
constexpr zip_int64_t kMostEntries = 1000;

struct CloseZip {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct CloseEntry {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

bool wanted(const std::string& name) { return name.ends_with(".csv") || name.ends_with(".json"); }

std::string base_name(const std::string& name) {
  auto const slash = name.find_last_of('/');
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

std::string entry_bytes(zip_t* zip, zip_uint64_t index, std::size_t& left, const std::string& name) {
  std::unique_ptr<zip_file_t, CloseEntry> const entry(zip_fopen_index(zip, index, 0));
  if (!entry) throw std::runtime_error(fmt::format("{}: an entry cannot be read", name));
  std::string out;
  char piece[16 * 1024];
  while (true) {
    auto const got = zip_fread(entry.get(), piece, sizeof piece);
    if (got < 0) throw std::runtime_error(fmt::format("{}: an entry is damaged", name));
    if (got == 0) return out;
    auto const size = static_cast<std::size_t>(got);
    if (size > left) throw std::runtime_error(fmt::format("{}: unpacks to more than it may", name));
    left -= size;
    out.append(piece, size);
  }
}

}  // namespace

bool is_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

std::string file_bytes(const std::filesystem::path& path) {
  std::error_code error;
  auto const size = std::filesystem::file_size(path, error);
  if (error) throw std::runtime_error(fmt::format("{}: {}", path.string(), error.message()));
  if (size > kMostFile) throw std::runtime_error(fmt::format("{}: is larger than 1 GB", path.string()));
  std::ifstream in(path, std::ios::binary);
  std::string out(size, '\0');
  if (!in.read(out.data(), static_cast<std::streamsize>(size)))
    throw std::runtime_error(fmt::format("{}: cannot be read", path.string()));
  return out;
}

Files zip_files(std::string_view bytes, const std::string& name, std::size_t most) {
  zip_error_t error;
  zip_error_init(&error);
  auto* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) throw std::runtime_error(fmt::format("{}: {}", name, zip_error_strerror(&error)));
  std::unique_ptr<zip_t, CloseZip> const zip(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (!zip) {
    zip_source_free(source);
    throw std::runtime_error(fmt::format("{}: is not a zip that can be read", name));
  }
  auto const count = zip_get_num_entries(zip.get(), 0);
  if (count > kMostEntries)
    throw std::runtime_error(fmt::format("{}: has more than {} entries", name, kMostEntries));
  Files out;
  auto left = most;
  for (zip_int64_t i = 0; i < count; ++i) {
    auto const index = static_cast<zip_uint64_t>(i);
    auto const* const entry = zip_get_name(zip.get(), index, 0);
    if (entry == nullptr || !wanted(entry)) continue;
    out.emplace(base_name(entry), entry_bytes(zip.get(), index, left, name));
  }
  return out;
}

Files package_files(const std::filesystem::path& path) {
  if (!std::filesystem::is_directory(path)) return zip_files(file_bytes(path), path.filename().string());
  Files out;
  auto left = kMostUnpacked;
  for (auto const& entry : std::filesystem::directory_iterator(path)) {
    auto const name = entry.path().filename().string();
    if (!entry.is_regular_file() || !wanted(name)) continue;
    auto bytes = file_bytes(entry.path());
    if (bytes.size() > left)
      throw std::runtime_error(fmt::format("{}: holds more than {} MB", path.string(), kMostUnpacked >> 20));
    left -= bytes.size();
    out.emplace(name, std::move(bytes));
  }
  return out;
}

}  // namespace cote::guide::import
