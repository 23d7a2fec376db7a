// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace cote::web::test {

/// What came back over a socket.
struct Heard {
  int status = 0;                                // 0: the connection ended before an answer
  std::map<std::string, std::string> headers{};  // names in lower case
  std::string body{};
  bool whole = false;  // the body ended as its head said
  [[nodiscard]] std::string header(const std::string& name) const {
    auto const at = headers.find(name);
    return at == headers.end() ? "" : at->second;
  }
};

/// A plain TCP connection to 127.0.0.1. Reads wait ten seconds at most.
class Wire {
 public:
  explicit Wire(std::uint16_t port);
  ~Wire();
  Wire(const Wire&) = delete;

  /// False when the other side is gone.
  bool say(std::string_view bytes);
  /// One answer; `bodiless` for those to HEAD.
  Heard hear(bool bodiless = false);
  /// True when the other side closes (or resets) without a further byte.
  bool ends();
  void stop_saying();

 private:
  bool more();
  bool read_line(std::string& line);
  bool read_bytes(std::string& into, std::size_t count);
  int socket_;
  std::string waiting_{};
};

}  // namespace cote::web::test
