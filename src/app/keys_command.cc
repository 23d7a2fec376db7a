// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fstream>
#include <memory>

#include <fmt/core.h>

#include "app/commands.h"
#include "app/options.h"
#include "app/progress.h"
#include "app/root_key.h"
#include "db/db.h"
#include "people/seal/keys.h"
#include "people/seal/stream.h"

namespace cote::app {
namespace {

int init(const Settings& settings) {
  auto const path = root_key_file(settings);
  auto const root = people::RootFile::make(path);
  fmt::print("made root key {} in {}\n", root.current().name(), path.string());
  return 0;
}

int rotate(const Settings& settings, bool data) {
  auto const db = db::open(settings.database.address);
  db::migrate(*db);
  auto const path = root_key_file(settings);
  if (data) {
    fmt::print("{} new data keys; fields sealed before stay readable\n",
               people::rotate_data_keys(*db, path, SystemClock().now()));
    return 0;
  }
  Progress bar("wrapping keys");
  std::size_t done = 0;
  auto const wrapped = people::rotate_root(*db, path, [&](people::RotationStep step) {
    if (step == people::RotationStep::key_wrapped) bar.show(++done, 0);
  });
  fmt::print(
      "{} keys wrapped anew by root key {}; the old root key opens nothing any more, except in "
      "backups made before\n",
      wrapped, people::RootFile::read(path).current().name());
  return 0;
}

int offline(const Settings& settings) {
  auto const pair = people::make_offline_pair();
  if (!settings.keys.offline.empty()) {
    if (std::filesystem::exists(settings.keys.offline)) {
      fmt::print(stderr, "{} is there already: backups made until now need its secret half\n",
                 settings.keys.offline);
      return 1;
    }
    std::ofstream file(settings.keys.offline, std::ios::binary);
    file << pair.public_text;
    if (!file.flush()) {
      fmt::print(stderr, "cannot write {}\n", settings.keys.offline);
      return 1;
    }
    fmt::print(stderr, "the public half is in {}\n", settings.keys.offline);
  } else {
    fmt::print(stderr, "put the public half into a file and name it in keys.offline\n");
    fmt::print("{}", pair.public_text);
  }
  fmt::print(stderr, "the secret half, shown this once: print it, keep it away from this machine\n");
  fmt::print("{}", pair.secret_text);
  return 0;
}

}  // namespace

void add_keys(CLI::App& app, int& code) {
  auto* const keys = app.add_subcommand("keys", "the keys of sealed fields and of backups");
  keys->require_subcommand(1);

  auto* const init_command = keys->add_subcommand("init", "make the root key, in the file of keys.root");
  auto const init_options = Options::of(*init_command);
  init_command->callback([init_options, &code] { code = init(init_options->settings()); });

  auto* const rotate_command = keys->add_subcommand(
      "rotate", "a new root key, every data key wrapped by it; may be interrupted and run again");
  auto const rotate_options = Options::of(*rotate_command);
  auto const data = std::make_shared<bool>(false);
  rotate_command->add_flag("--data", *data, "instead, new data keys for what is sealed from now on");
  rotate_command->callback(
      [rotate_options, data, &code] { code = rotate(rotate_options->settings(), *data); });

  auto* const offline_command =
      keys->add_subcommand("offline", "make the pair of keys that backups are sealed with; shown once");
  auto const offline_options = Options::of(*offline_command);
  offline_command->callback([offline_options, &code] { code = offline(offline_options->settings()); });
}

}  // namespace cote::app
