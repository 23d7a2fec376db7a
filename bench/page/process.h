// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

namespace cote::bench {

/// A program of ours that runs until this goes.
class Process {
 public:
  /// Starts it; its first line on standard output is kept when `wait_for_line`.
  Process(const std::vector<std::string>& command, bool wait_for_line);
  ~Process();
  Process(const Process&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }
  [[nodiscard]] const std::string& first_line() const { return first_line_; }
  /// The one process it started itself (nginx: its worker), or 0.
  [[nodiscard]] pid_t child() const;

 private:
  int output_ = -1;  // written while the next member is made
  pid_t pid_ = 0;
  std::string first_line_{};
};

/// Runs a program to its end and gives what it wrote on standard output. Throws when it fails.
std::string output_of(const std::vector<std::string>& command);

/// CPU seconds, user and system, a process has used.
double cpu_seconds(pid_t pid);

/// A port of 127.0.0.1 that nobody listens on.
std::uint16_t free_port();

/// The body of GET `target`, and its Content-Encoding.
struct Fetched {
  std::string status_line{};
  std::string coding{};
  std::string body{};
};
Fetched fetch(std::uint16_t port, const std::string& target, const std::string& accept_encoding);

}  // namespace cote::bench
