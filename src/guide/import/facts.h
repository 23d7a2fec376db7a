// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "guide/import/check.h"

namespace cote::guide::import {

/// The attributes of an object that are terms of our own taxonomy of facts: code → value (empty for those
/// that say all by being there, such as "audience.women"). Attributes of other taxonomies are left alone.
class Facts {
 public:
  explicit Facts(Record& record);
  [[nodiscard]] bool has(std::string_view code) const;
  [[nodiscard]] std::string value(std::string_view code) const;
  /// The rest of the one code that begins with `prefix`: "free" for "cost." when "cost.free" is there.
  [[nodiscard]] std::string_view choice(std::string_view prefix) const;
  /// All codes that begin with `prefix`, whole, as the file orders them.
  [[nodiscard]] std::vector<std::string> all(std::string_view prefix) const;

 private:
  std::vector<std::pair<std::string, std::string>> found_{};
};

}  // namespace cote::guide::import
