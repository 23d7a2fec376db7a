// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/core.h>

#include "app/commands.h"
#include "app/jobs.h"
#include "app/mail.h"
#include "app/options.h"
#include "post/worker.h"

namespace cote::app {
namespace {

int work(const Settings& settings, const std::string& now) {
  auto const at = parse_time(now);
  if (!now.empty() && !at) {
    fmt::print(stderr, "--now is an instant like 2027-05-22T06:00:00Z\n");
    return 2;
  }
  SystemClock const real;
  FixedClock const told(at.value_or(Time()));
  auto const& clock = at ? static_cast<const Clock&>(told) : real;
  auto const mailer = mailer_of(settings.mail);
  auto const db = db::open(settings.database.address);
  db::migrate(*db);
  auto const log = [](std::string_view line) { fmt::print(stderr, "{}\n", line); };
  auto const never = [] { return false; };
  run_due_jobs(*db, settings, clock, all_jobs(settings), never, log);
  if (!mailer) {
    fmt::print("mail is off: messages wait\n");
    return 0;
  }
  auto const round =
      post::deliver(*db, *mailer, sender_of(settings.mail), policy_of(settings.mail), clock, never, log);
  fmt::print("{} sent, {} later, {} bounced, {} failed{}\n", round.sent, round.later, round.bounced,
             round.failed, round.unreachable ? "; the mail server does not answer" : "");
  return round.unreachable ? 1 : 0;
}

}  // namespace

void add_work(CLI::App& app, int& code) {
  auto* const command = app.add_subcommand(
      "work", "do the jobs that are due and send the mail that waits; `serve` does so too");
  auto const options = Options::of(*command);
  // For what people write in cron: there is no other way than once.
  command->add_flag_callback(
      "--once", [] {}, "once, and end: for cron, beside a serve with server.work = false");
  auto const now = std::make_shared<std::string>();
  command->add_option("--now", *now, "as if it were this instant: for rehearsals on a copy of the database");
  command->callback([options, now, &code] { code = work(options->settings(), *now); });
}

}  // namespace cote::app
