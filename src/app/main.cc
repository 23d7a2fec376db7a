// SPDX-License-Identifier: AGPL-3.0-or-later
#include <exception>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/commands.h"
#include "app/config.h"
#include "app/version.h"

namespace cote::app {
namespace {

int run(int argc, char** argv) {
  CLI::App app{"Côte à Côte: the work of an integration centre, and the Guide of services for newcomers"};
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string(version()));
  int code = 0;
  for (auto const add : commands()) add(app, code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Asking for help is not a mistake; anything else is.
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const ConfigError& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "coteacote: {}\n", error.what());
    return 1;
  }
  return code;
}

}  // namespace
}  // namespace cote::app

int main(int argc, char** argv) { return cote::app::run(argc, argv); }
