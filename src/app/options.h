// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/config.h"

namespace cote::app {

/// The options every command has that needs the installation: --config, --db, and --set KEY=VALUE for any
/// key. Made while the command is described; `settings` is called when it runs.
class Options {
 public:
  static std::shared_ptr<Options> of(CLI::App& command);

  /// A further option ("--port") that sets `key` ("server.port"), with that key's help and default.
  void add(std::string option, std::string_view key);

  /// Throws ConfigError, which ends the program with status 2.
  [[nodiscard]] Settings settings() const;

 private:
  explicit Options(CLI::App& command);

  CLI::App& command_;
  std::string config_{};
  std::vector<std::string> set_{};
  struct Given {
    std::string option{};
    std::string key{};
    std::unique_ptr<std::string> text{};
    CLI::Option* held = nullptr;
  };
  std::vector<Given> given_{};
};

}  // namespace cote::app
