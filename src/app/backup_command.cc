// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <memory>

#include <fmt/core.h>

#include "app/backup.h"
#include "app/commands.h"
#include "app/options.h"
#include "app/progress.h"
#include "people/seal/keys.h"

namespace cote::app {
namespace {

db::CopyProgress shown_on(Progress& bar) {
  return [&bar](std::int64_t done, std::int64_t total) {
    auto const most = static_cast<std::size_t>(total);
    auto const now = static_cast<std::size_t>(done);
    bar.show(total == 0 ? now : std::min(now, most), most);
  };
}

int backup(const Settings& settings, const std::string& file, unsigned keep) {
  auto const now = SystemClock().now();
  std::filesystem::path made;
  {
    Progress bar("copying");
    made = make_backup(settings, file, now, shown_on(bar));
  }
  fmt::print("{}: {} bytes, sealed\n", made.string(), std::filesystem::file_size(made));
  Keeping const keeping{.newest = keep, .term = std::chrono::days(settings.backup.keep_days)};
  fmt::print("{} older backups removed\n",
             prune_backups(made.has_parent_path() ? made.parent_path() : ".", keeping, now));
  return 0;
}

int restore(const Settings& settings, const std::string& file, const std::string& secret, bool force) {
  Restored done;
  {
    Progress bar("restoring");
    done = restore_backup(settings, file, secret, force, shown_on(bar),
                          [](std::string_view words) { fmt::print(stderr, "{}\n", words); });
  }
  fmt::print("restored as it was at {}{}\n", iso(done.made),
             done.root_key_written ? "; the root key is in its place" : "");
  return done.ledger_breaks_at ? 1 : 0;
}

}  // namespace

void add_backup(CLI::App& app, int& code) {
  auto* const command = app.add_subcommand(
      "backup", "write a sealed copy of everything, while others work (needs keys.offline)");
  auto const options = Options::of(*command);
  auto const file = std::make_shared<std::string>();
  auto const keep = std::make_shared<unsigned>(0);
  command->add_option("file", *file, "file, or a folder, where it is named after the moment")->required();
  command->add_option("--keep", *keep, "then leave the newest so many in this folder; 0: any number");
  options->add("--keep-days", "backup.keep_days");
  command->callback([options, file, keep, &code] { code = backup(options->settings(), *file, *keep); });
}

void add_restore(CLI::App& app, int& code) {
  auto* const command = app.add_subcommand("restore", "put a backup in place of what is there");
  auto const options = Options::of(*command);
  auto const file = std::make_shared<std::string>();
  auto const secret = std::make_shared<std::string>();
  auto const force = std::make_shared<bool>(false);
  command->add_option("file", *file, "what coteacote backup wrote")->required();
  command->add_option("--key", *secret, "file with the secret half of the offline key")->required();
  command->add_flag("--force", *force, "replace a database that is there; take a broken ledger too");
  command->callback(
      [options, file, secret, force, &code] { code = restore(options->settings(), *file, *secret, *force); });
}

}  // namespace cote::app
