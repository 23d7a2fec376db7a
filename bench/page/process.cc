// SPDX-License-Identifier: AGPL-3.0-or-later
#include "page/process.h"

#include <array>
#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace cote::bench {
namespace {

pid_t start(const std::vector<std::string>& command, int& output) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) throw std::runtime_error("no pipe");
  pid_t const pid = fork();
  if (pid == 0) {
    dup2(ends[1], STDOUT_FILENO);
    // What a server logs is written, as an operator's would be, and not read.
    int const nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(nowhere, STDERR_FILENO);
    close(ends[0]);
    close(ends[1]);
    std::vector<char*> words;
    for (auto const& word : command) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    execvp(words[0], words.data());
    _exit(127);
  }
  close(ends[1]);
  if (pid < 0) throw std::runtime_error("cannot start " + command[0]);
  output = ends[0];
  return pid;
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in out{};
  out.sin_family = AF_INET;
  out.sin_port = htons(port);
  out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return out;
}

std::string header(const std::string& head, const std::string& name) {
  auto const at = head.find("\r\n" + name + ": ");
  if (at == std::string::npos) return {};
  auto const from = at + name.size() + 4;
  return head.substr(from, head.find("\r\n", from) - from);
}

}  // namespace

Process::Process(const std::vector<std::string>& command, bool wait_for_line)
    : pid_(start(command, output_)) {
  char c = 0;
  while (wait_for_line && read(output_, &c, 1) == 1 && c != '\n') first_line_ += c;
  if (wait_for_line && first_line_.empty())
    throw std::runtime_error(command[0] + " ended before it said anything");
}

Process::~Process() {
  kill(pid_, SIGTERM);
  waitpid(pid_, nullptr, 0);
  close(output_);
}

pid_t Process::child() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/task/" + std::to_string(pid_) + "/children");
  pid_t out = 0;
  file >> out;
  return out;
}

std::string output_of(const std::vector<std::string>& command) {
  int output = -1;
  pid_t const pid = start(command, output);
  std::string out;
  std::array<char, 4096> bytes{};
  for (ssize_t got = 0; (got = read(output, bytes.data(), bytes.size())) > 0;)
    out.append(bytes.data(), static_cast<std::size_t>(got));
  close(output);
  int status = 0;
  waitpid(pid, &status, 0);
  if (status != 0) throw std::runtime_error(command[0] + " " + command.at(1) + " failed\n" + out);
  return out;
}

double cpu_seconds(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(file, text);
  // The name in brackets may hold blanks; user and system time are fields 14 and 15.
  std::istringstream rest(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int field = 3; field < 14; ++field) rest >> skipped;
  double user = 0;
  double system = 0;
  rest >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::uint16_t free_port() {
  int const probe = socket(AF_INET, SOCK_STREAM, 0);
  auto at = loopback(0);
  socklen_t size = sizeof at;
  bool const bound = bind(probe, reinterpret_cast<sockaddr*>(&at), size) == 0 &&
                     getsockname(probe, reinterpret_cast<sockaddr*>(&at), &size) == 0;
  close(probe);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(at.sin_port);
}

Fetched fetch(std::uint16_t port, const std::string& target, const std::string& accept_encoding) {
  int const wire = socket(AF_INET, SOCK_STREAM, 0);
  auto const at = loopback(port);
  if (connect(wire, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0) {
    close(wire);
    throw std::runtime_error("nobody listens on port " + std::to_string(port));
  }
  auto const asked = "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                     "\r\nConnection: close\r\nAccept-Encoding: " + accept_encoding + "\r\n\r\n";
  std::string all;
  if (send(wire, asked.data(), asked.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(asked.size())) {
    std::array<char, 16384> bytes{};
    for (ssize_t got = 0; (got = recv(wire, bytes.data(), bytes.size(), 0)) > 0;)
      all.append(bytes.data(), static_cast<std::size_t>(got));
  }
  close(wire);
  auto const end = all.find("\r\n\r\n");
  if (end == std::string::npos) throw std::runtime_error("no answer to " + target);
  auto const head = all.substr(0, end + 2);
  return {head.substr(0, head.find("\r\n")), header(head, "Content-Encoding"), all.substr(end + 4)};
}

}  // namespace cote::bench
