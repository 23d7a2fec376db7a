// SPDX-License-Identifier: AGPL-3.0-or-later
#include "support/small_server.h"

#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace cote::test {
namespace {

/// Reads one request: the head, then as much body as it announces.
std::string receive(int connection) {
  std::string got;
  std::size_t wanted = std::string::npos;
  char piece[4096];
  while (got.size() < wanted) {
    auto const n = recv(connection, piece, sizeof piece, 0);
    if (n <= 0) break;
    got.append(piece, static_cast<std::size_t>(n));
    auto const end = got.find("\r\n\r\n");
    if (wanted != std::string::npos || end == std::string::npos) continue;
    auto const length = got.find("Content-Length: ");
    wanted = end + 4 + (length < end ? std::stoul(got.substr(length + 16)) : 0);
  }
  return got;
}

SmallServer::Asked understood(const std::string& request) {
  auto const first = request.find(' ');
  auto const second = request.find(' ', first + 1);
  auto const end = request.find("\r\n\r\n");
  if (second == std::string::npos || end == std::string::npos) return {};
  return {request.substr(0, first), request.substr(first + 1, second - first - 1), request.substr(end + 4)};
}

}  // namespace

SmallServer::SmallServer(Answer answer) : answer_(std::move(answer)) {
  socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (socket_ < 0 || bind(socket_, plain, size) != 0 || listen(socket_, 16) != 0 ||
      getsockname(socket_, plain, &size) != 0)
    throw std::runtime_error("no port on loopback for a test");
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

SmallServer::~SmallServer() {
  stopping_ = true;
  thread_.join();
  close(socket_);
}

std::string SmallServer::url() const { return "http://127.0.0.1:" + std::to_string(port_); }

std::vector<SmallServer::Asked> SmallServer::asked() const {
  std::scoped_lock const lock(mutex_);
  return asked_;
}

void SmallServer::serve() {
  while (!stopping_) {
    pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
    if (poll(&waiting, 1, 50) <= 0) continue;
    int const connection = accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    auto const request = understood(receive(connection));
    {
      std::scoped_lock const lock(mutex_);
      asked_.push_back(request);
    }
    auto const reply = answer_(request);
    for (std::size_t sent = 0; sent < reply.size();) {
      auto const n = send(connection, reply.data() + sent, reply.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) break;
      sent += static_cast<std::size_t>(n);
    }
    close(connection);
  }
}

std::string http_reply(const std::string& status, const std::string& body, const std::string& headers) {
  return "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + headers + "\r\n" + body;
}

}  // namespace cote::test
