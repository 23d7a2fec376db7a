// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/mail.h"

#include "app/config.h"
#include "post/smtp.h"

namespace cote::app {

std::unique_ptr<post::Mailer> mailer_of(const Settings::Mail& mail) {
  using Tls = post::SmtpServer::Tls;
  if (!mail.folder.empty()) return std::make_unique<post::FolderMailer>(mail.folder);
  if (mail.smtp.empty()) return nullptr;
  post::SmtpServer server{
      .url = mail.smtp, .user = mail.user, .ca_file = mail.ca_file, .seconds = mail.timeout};
  server.tls = mail.tls == "off" ? Tls::off : mail.tls == "optional" ? Tls::optional : Tls::required;
  if (!mail.password_file.empty()) server.password = read_secret(mail.password_file, "mail.password_file");
  return std::make_unique<post::SmtpMailer>(std::move(server));
}

post::Sender sender_of(const Settings::Mail& mail) {
  return {.address = mail.from, .name = mail.name, .bounces = mail.bounces};
}

post::queue::Policy policy_of(const Settings::Mail& mail) {
  // A lease longer than any attempt, or a slow server would be handed the same message twice.
  return {.attempts = mail.attempts, .lease = std::chrono::seconds(mail.timeout) + std::chrono::minutes(2)};
}

}  // namespace cote::app
