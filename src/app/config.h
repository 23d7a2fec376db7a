// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/settings.h"

namespace cote::app {

/// The operator's mistakes, a line each: "coteacote.toml:12: server.port: 99999 is not between 0 and 65535".
/// Ends the program with status 2.
struct ConfigError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A key given on the command line: its name, its words, and the option it came by.
struct Override {
  std::string key{};
  std::string text{};
  std::string option{};
};

/// The settings that hold: defaults, then the file, then `overrides`. `path` empty: ./coteacote.toml or
/// /etc/coteacote/coteacote.toml when there is one. Throws ConfigError naming everything that is wrong:
/// TOML, unknown keys, types, ranges, and what does not go together.
Settings read_settings(const std::string& path, const std::vector<Override>& overrides);

/// The same from a text; `name` stands before the line numbers.
Settings parse_settings(std::string_view toml, std::string_view name,
                        const std::vector<Override>& overrides = {});

/// The first line of a file that holds a secret. Throws ConfigError naming `key` when it cannot be read.
std::string read_secret(const std::string& path, std::string_view key);

}  // namespace cote::app
