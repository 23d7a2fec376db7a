// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fstream>
#include <iostream>
#include <iterator>

#include <fmt/core.h>

#include "app/commands.h"
#include "app/options.h"
#include "db/db.h"
#include "post/queue.h"
#include "post/report.h"

namespace cote::app {
namespace {

/// A mail server's alias runs this for every mail to the address for bounces: whatever comes, nothing may
/// go back to the sender, so mail that means nothing to us is no failure.
int take_report(const Settings& settings, const std::string& path) {
  std::string mail;
  if (path == "-") {
    mail.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
      fmt::print(stderr, "{} cannot be read\n", path);
      return 2;
    }
    mail.assign(std::istreambuf_iterator<char>(file), {});
  }
  auto const report = post::read_report(mail);
  if (!report) {
    fmt::print("no report on a message of ours\n");
    return 0;
  }
  if (report->action != "failed") {
    fmt::print("message {}: only a note, nothing changes\n", report->id);
    return 0;
  }
  auto const db = db::open(settings.database.address);
  bool const marked = db->write(
      [&](db::Tx& tx) { return post::queue::bounced(tx, report->id, report->token, report->status); });
  fmt::print("message {}: {}\n", report->id, marked ? "bounced" : "unknown, or known to have bounced");
  return 0;
}

}  // namespace

void add_bounces(CLI::App& app, int& code) {
  auto* const command = app.add_subcommand("bounces", "read a report of non-delivery and mark its message");
  auto const options = Options::of(*command);
  auto const path = std::make_shared<std::string>();
  command->add_option("file", *path, "a mail; - is standard input, for a mail server's alias")->required();
  command->callback([options, path, &code] { code = take_report(options->settings(), *path); });
}

}  // namespace cote::app
