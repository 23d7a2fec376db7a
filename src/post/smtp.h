// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "post/mailer.h"

namespace cote::post {

struct SmtpServer {
  std::string url{};                                               // "smtp://host:587" or "smtps://host:465"
  enum class Tls { required, optional, off } tls = Tls::required;  // STARTTLS; smtps:// always is TLS
  std::string user{};
  std::string password{};
  std::string ca_file{};  // certificates to trust instead of the system's; empty: the system's
  unsigned seconds = 30;  // one message may take
};

/// A mail server, by libcurl. Keeps its connection from letter to letter. Certificates are checked.
class SmtpMailer final : public Mailer {
 public:
  explicit SmtpMailer(SmtpServer server);
  ~SmtpMailer() override;
  Handed hand_over(const Letter& letter) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cote::post
