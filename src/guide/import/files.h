// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "guide/import.h"

namespace cote::guide::import {

inline constexpr std::size_t kMostUnpacked = 256u * 1024 * 1024;
/// The .csv and .json files of a folder or of a zip, by name without folders. At most 256 MB when unpacked,
/// or `most` bytes (a zip may promise more than it says); more, or a zip that cannot be read, throws
/// std::runtime_error.
Files package_files(const std::filesystem::path& path);
Files zip_files(std::string_view bytes, const std::string& name, std::size_t most = kMostUnpacked);
/// A file whole. Throws std::runtime_error when it cannot be read or is larger than 1 GB.
std::string file_bytes(const std::filesystem::path& path);
/// True when `bytes` begins as a zip does.
bool is_zip(std::string_view bytes);

}  // namespace cote::guide::import
