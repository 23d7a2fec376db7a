// SPDX-License-Identifier: AGPL-3.0-or-later
#include "support/mail_server.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <sys/wait.h>
#include <unistd.h>

namespace cote::test {

MailServer::MailServer(std::vector<std::string> options) {
  auto name = (std::filesystem::temp_directory_path() / "cote_mail_XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) return;
  folder_ = name;
  std::array<int, 2> to{};
  std::array<int, 2> from{};
  if (pipe(to.data()) != 0 || pipe(from.data()) != 0) return;
  std::vector<std::string> words{"/usr/bin/python3", COTE_SOURCE_DIR "/test/support/smtp.py", folder_};
  words.insert(words.end(), options.begin(), options.end());
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  process_ = fork();
  if (process_ == 0) {
    dup2(to[0], STDIN_FILENO);
    dup2(from[1], STDOUT_FILENO);
    for (int const end : {to[0], to[1], from[0], from[1]}) close(end);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  close(to[0]);
  close(from[1]);
  input_ = to[1];
  std::string said;
  char c = 0;
  while (::read(from[0], &c, 1) == 1 && c != '\n') said += c;
  close(from[0]);
  port_ = said.empty() ? std::uint16_t{0} : static_cast<std::uint16_t>(std::stoi(said));
}

MailServer::~MailServer() {
  if (input_ >= 0) close(input_);
  if (process_ > 0) waitpid(process_, nullptr, 0);
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

std::vector<std::string> MailServer::files(std::string_view end) const {
  std::vector<std::string> out;
  for (int n = 1;; ++n) {
    std::ifstream file(folder_ + "/" + std::to_string(n) + std::string(end), std::ios::binary);
    if (!file) return out;
    out.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
}

std::vector<std::string> MailServer::mails() const { return files(".eml"); }
std::vector<std::string> MailServer::words() const { return files(".txt"); }

}  // namespace cote::test
