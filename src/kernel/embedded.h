// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace cote {

/// A file built into the program (cmake/embedded_files.cmake says which). Its bytes live as long as the
/// program and are followed by a NUL that is not counted.
struct EmbeddedFile {
  std::string_view path{};
  std::string_view bytes{};
};

/// The bytes of a file of data/, named by its path below it: "namur/services.csv". None when there is no
/// such file. Logarithmic.
std::optional<std::string_view> embedded_data(std::string_view path);

/// All files of data/, of text/ ("fr.json"), and what browsers load as it was before web/assets.h named
/// it by its content. Each list is sorted by path, byte by byte.
std::span<const EmbeddedFile> embedded_data_files();
std::span<const EmbeddedFile> embedded_texts();
std::span<const EmbeddedFile> embedded_assets();

}  // namespace cote
