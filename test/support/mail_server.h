// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace cote::test {

/// A real mail server on loopback (test/support/smtp.py says which address does what), in a process of its
/// own that ends with this object. What it takes is kept as files.
class MailServer {
 public:
  explicit MailServer(std::vector<std::string> options = {});
  ~MailServer();
  MailServer(const MailServer&) = delete;
  MailServer& operator=(const MailServer&) = delete;

  /// False when Debian's python3-aiosmtpd is not here: skip, and say so.
  [[nodiscard]] bool runs() const { return port_ != 0; }
  [[nodiscard]] std::string url() const { return "smtp://localhost:" + std::to_string(port_); }
  [[nodiscard]] const std::string& folder() const { return folder_; }
  /// What it took so far, in order, with the envelope in X-MailFrom and X-RcptTo.
  [[nodiscard]] std::vector<std::string> mails() const;
  /// The same mails as their readers see them: the subject, then every part, decoded.
  [[nodiscard]] std::vector<std::string> words() const;

 private:
  [[nodiscard]] std::vector<std::string> files(std::string_view end) const;
  std::string folder_{};
  pid_t process_ = 0;
  int input_ = -1;  // the server ends when this closes
  std::uint16_t port_ = 0;
};

}  // namespace cote::test
