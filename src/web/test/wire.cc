// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/test/wire.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace cote::web::test {

Wire::Wire(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  timeval const patience{10, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    ::close(socket_);
    socket_ = -1;
  }
}

Wire::~Wire() {
  if (socket_ >= 0) ::close(socket_);
}

bool Wire::say(std::string_view bytes) {
  while (!bytes.empty()) {
    auto const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Wire::stop_saying() { ::shutdown(socket_, SHUT_WR); }

bool Wire::more() {
  std::array<char, 16384> bytes{};
  auto const got = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (got <= 0) return false;
  waiting_.append(bytes.data(), static_cast<std::size_t>(got));
  return true;
}

bool Wire::ends() { return waiting_.empty() && !more(); }

bool Wire::read_line(std::string& line) {
  std::size_t at = 0;
  while ((at = waiting_.find("\r\n")) == std::string::npos)
    if (!more()) return false;
  line = waiting_.substr(0, at);
  waiting_.erase(0, at + 2);
  return true;
}

bool Wire::read_bytes(std::string& into, std::size_t count) {
  while (waiting_.size() < count)
    if (!more()) return false;
  into += waiting_.substr(0, count);
  waiting_.erase(0, count);
  return true;
}

Heard Wire::hear(bool bodiless) {
  Heard out;
  std::string line;
  if (!read_line(line) || line.size() < 12) return out;
  out.status = std::stoi(line.substr(9, 3));
  while (read_line(line) && !line.empty()) {
    auto const colon = line.find(": ");
    auto name = line.substr(0, colon);
    std::ranges::transform(name, name.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    out.headers[name] = line.substr(colon + 2);
  }
  if (bodiless || out.status == 304 || out.status == 204 || out.status == 100) {
    out.whole = true;
  } else if (out.headers.contains("content-length")) {
    out.whole = read_bytes(out.body, std::stoul(out.header("content-length")));
  } else if (out.header("transfer-encoding") == "chunked") {
    while (read_line(line)) {
      auto const size = std::stoul(line, nullptr, 16);
      std::string end;
      if (!read_bytes(out.body, size) || !read_bytes(end, 2) || end != "\r\n") break;
      out.whole = size == 0;
      if (out.whole) break;
    }
  } else {
    while (more()) {
    }
    out.body = std::move(waiting_);
    waiting_.clear();
    out.whole = true;
  }
  return out;
}

}  // namespace cote::web::test
