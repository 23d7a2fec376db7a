// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/service.h"

#include "app/mail.h"

namespace cote::app {
namespace {

web::ServeOptions options_of(const Settings::Server& server) {
  web::ServeOptions out;
  out.address = server.address;
  out.port = static_cast<std::uint16_t>(server.port);
  out.threads = server.threads;
  out.database_threads = server.database_threads;
  out.secret_threads = server.secret_threads;
  out.trusted_proxies = server.trusted_proxies;
  out.cache_bytes = std::size_t{server.page_cache} * 1024 * 1024;
  return out;
}

}  // namespace

Service::Service(const Settings& settings, Chosen chosen, const Clock& clock, Log::Sink sink)
    : log_(settings.server.log == "json", std::move(sink), clock),
      house_((log_.take_spdlog(), settings), std::move(chosen), clock) {
  auto mailer = mailer_of(settings.mail);
  auto options = options_of(settings.server);
  options.log = [this](const web::Answered& answered) {
    house_.metrics().count(answered);
    log_.answer(answered);
  };
  server_ = std::make_unique<web::Server>(house_.site(), std::move(options));
  house_.figures_from(server_.get());
  if (!settings.server.work) return;
  auto const say = [this](std::string_view line) { log_.say("info", line); };
  if (mailer)
    worker_ = std::make_unique<post::Worker>(house_.db(), std::move(mailer), sender_of(settings.mail),
                                             policy_of(settings.mail), clock, say);
  jobs_ = std::make_unique<JobThread>(house_.db(), house_.settings(), clock, say);
}

Service::~Service() {
  // All are told before any is waited for.
  if (worker_) worker_->stop();
  if (jobs_) jobs_->stop();
  house_.figures_from(nullptr);
  server_.reset();
  jobs_.reset();
  worker_.reset();
}

}  // namespace cote::app
