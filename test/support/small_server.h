// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace cote::test {

/// A real HTTP/1.1 server on a free port of loopback, one request a connection, for what speaks to the
/// servers of others. `answer` gives the whole reply: "HTTP/1.1 200 OK\r\n…".
class SmallServer {
 public:
  struct Asked {
    std::string method{};
    std::string target{};
    std::string body{};
  };
  using Answer = std::function<std::string(const Asked&)>;

  explicit SmallServer(Answer answer);
  ~SmallServer();
  SmallServer(const SmallServer&) = delete;

  /// "http://127.0.0.1:4711".
  [[nodiscard]] std::string url() const;
  /// Everything it was asked so far.
  [[nodiscard]] std::vector<Asked> asked() const;

 private:
  void serve();

  Answer answer_;
  int socket_ = -1;
  int port_ = 0;
  std::atomic<bool> stopping_ = false;
  mutable std::mutex mutex_{};
  std::vector<Asked> asked_{};
  std::thread thread_{};
};

/// A whole reply with its length.
std::string http_reply(const std::string& status, const std::string& body, const std::string& headers = {});

}  // namespace cote::test
