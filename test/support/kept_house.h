// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "app/settings.h"

namespace cote::test {

/// What backups of the database at `address` need, in a folder of its own that goes away with this object:
/// the place of a root key, not made yet, and both halves of an offline key.
class KeptHouse {
 public:
  explicit KeptHouse(const std::string& address);
  ~KeptHouse();
  KeptHouse(const KeptHouse&) = delete;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] std::filesystem::path secret_half() const { return folder_ / "offline.secret"; }

 private:
  std::filesystem::path folder_;

 public:
  app::Settings settings{};
};

}  // namespace cote::test
