// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/options.h"

#include <utility>

#include "app/settings_keys.h"

namespace cote::app {

std::shared_ptr<Options> Options::of(CLI::App& command) {
  return std::shared_ptr<Options>(new Options(command));
}

Options::Options(CLI::App& command) : command_(command) {
  command.add_option("--config", config_,
                     "configuration; otherwise coteacote.toml or /etc/coteacote/coteacote.toml");
  command.add_option("--set", set_, "KEY=VALUE: any key of the configuration, mail.smtp=smtp://localhost:25")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  add("--db", "database.address");
}

void Options::add(std::string option, std::string_view key) {
  auto const* const known = find_key(key);
  if (known == nullptr) throw std::logic_error("no key " + std::string(key));
  auto& one =
      given_.emplace_back(Given{std::move(option), std::string(key), std::make_unique<std::string>()});
  one.held = command_.add_option(one.option, *one.text, std::string(known->help));
  auto const usual = known->get(Settings{});
  auto const* const text = std::get_if<std::string>(&usual);
  one.held->default_str(text != nullptr ? *text : written(usual));
}

Settings Options::settings() const {
  std::vector<Override> overrides;
  for (auto const& pair : set_) {
    auto const equals = pair.find('=');
    if (equals == std::string::npos) throw ConfigError("--set " + pair + ": KEY=VALUE, please");
    auto const key = pair.substr(0, equals);
    overrides.push_back({key, pair.substr(equals + 1), "--set " + key});
  }
  for (auto const& one : given_)
    if (one.held->count() > 0) overrides.push_back({one.key, *one.text, one.option});
  return read_settings(config_, overrides);
}

}  // namespace cote::app
