// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "guide/reading.h"
#include "kernel/html.h"

namespace cote::guide::corrections {

/// The field that holds the wording this reader sees of `of`: `path` itself, or its translation "name@ar".
std::string wording_path(const Reading& r, const Service& service, std::string path, const Words& of);

/// The pencils of one service's page: small links beside its facts, each to the form about that very field.
/// The paths are those of `reportable`; tests hold the two against each other.
class Flags {
 public:
  Flags(const Reading& r, const Service& service);

  /// Beside a fact. `which` tells apart facts of the same kind, for those who hear the page.
  [[nodiscard]] Html at(std::string_view path, std::string_view which = {}) const;
  /// Beside a wording.
  [[nodiscard]] Html at(const std::string& path, const Words& of, std::string_view which = {}) const;
  /// Beside a question: nothing is written there, and somebody may know.
  [[nodiscard]] Html missing(std::string_view path) const;

 private:
  [[nodiscard]] Html link(std::string_view path, std::string_view words, std::string_view which) const;
  const Reading& r_;
  const Service& service_;
  std::string form_{};  // everything of the address but the field
};

}  // namespace cote::guide::corrections
