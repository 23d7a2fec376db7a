// SPDX-License-Identifier: AGPL-3.0-or-later
#include "support/kept_house.h"

#include <fstream>

#include <fmt/format.h>
#include <unistd.h>

#include "people/seal/stream.h"

namespace cote::test {

KeptHouse::KeptHouse(const std::string& address) {
  static int made = 0;
  folder_ = std::filesystem::temp_directory_path() / fmt::format("cote_kept_{}_{}", getpid(), ++made);
  std::filesystem::create_directories(folder_);
  auto const pair = people::make_offline_pair();
  std::ofstream(folder_ / "offline.public") << pair.public_text;
  std::ofstream(secret_half()) << pair.secret_text;
  settings.database.address = address;
  settings.keys.root = (folder_ / "root.key").string();
  settings.keys.offline = (folder_ / "offline.public").string();
}

KeptHouse::~KeptHouse() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

}  // namespace cote::test
