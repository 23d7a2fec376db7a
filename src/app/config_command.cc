// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/core.h>

#include "app/commands.h"
#include "app/options.h"
#include "app/settings_keys.h"

namespace cote::app {

void add_config(CLI::App& app, int& code) {
  auto* const command = app.add_subcommand("config", "check the configuration and show what holds");
  auto const options = Options::of(*command);
  auto const example = std::make_shared<bool>(false);
  command->add_flag("--example", *example, "the commented file of all keys instead");
  command->callback([options, example, &code] {
    code = 0;
    if (*example) return fmt::print("{}", example_file());
    auto const settings = options->settings();
    for (auto const& key : settings_keys()) fmt::print("{} = {}\n", key.name, shown(key, settings));
  });
}

}  // namespace cote::app
