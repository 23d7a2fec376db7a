// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/core.h>

#include "app/commands.h"
#include "app/options.h"
#include "db/db.h"

namespace cote::app {

void add_migrate(CLI::App& app, int& code) {
  auto* const command = app.add_subcommand("migrate", "bring the database up to date");
  auto const options = Options::of(*command);
  command->callback([options, &code] {
    auto const db = db::open(options->settings().database.address);
    fmt::print("{} migrations applied\n", db::migrate(*db).size());
    code = 0;
  });
}

}  // namespace cote::app
