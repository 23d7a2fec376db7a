// SPDX-License-Identifier: AGPL-3.0-or-later
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "post/mailer.h"

namespace cote::post {

FolderMailer::FolderMailer(std::string folder) : folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_);
}

Handed FolderMailer::hand_over(const Letter& letter) {
  auto const path = fmt::format("{}/{}.eml", folder_, letter.id);
  auto const unfinished = path + ".part";
  {
    std::ofstream file(unfinished, std::ios::binary);
    file << letter.text;
    if (!file.flush()) return {Handed::Outcome::unreachable, "the folder cannot be written"};
  }
  std::error_code failed;
  std::filesystem::rename(unfinished, path, failed);
  if (failed) return {Handed::Outcome::unreachable, "the folder cannot be written"};
  return {Handed::Outcome::sent, {}};
}

}  // namespace cote::post
