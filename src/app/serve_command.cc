// SPDX-License-Identifier: AGPL-3.0-or-later
#include <csignal>

#include <fmt/core.h>

#include "app/commands.h"
#include "app/options.h"
#include "app/wire.h"

namespace cote::app {
namespace {

sigset_t ends() {
  sigset_t out;
  sigemptyset(&out);
  sigaddset(&out, SIGINT);
  sigaddset(&out, SIGTERM);
  return out;
}

/// Threads made afterwards inherit this, so the signals reach wait_for_the_end only.
void hold_ending_signals() {
  auto const held = ends();
  pthread_sigmask(SIG_BLOCK, &held, nullptr);
}

/// Blocks until the shell or the service manager asks us to end.
void wait_for_the_end() {
  auto const waited = ends();
  int caught = 0;
  sigwait(&waited, &caught);
}

int serve(const Settings& settings) {
  auto chosen = choose(settings);
  for (auto const& line : chosen.wrong) fmt::print(stderr, "{}\n", line);
  if (!chosen.wrong.empty()) return 2;
  hold_ending_signals();
  SystemClock const clock;
  House const house(settings, std::move(chosen), clock);
  web::ServeOptions options;
  options.address = settings.server.address;
  options.port = static_cast<std::uint16_t>(settings.server.port);
  options.threads = settings.server.threads;
  options.database_threads = settings.server.database_threads;
  options.secret_threads = settings.server.secret_threads;
  options.cache_bytes = std::size_t{settings.server.page_cache} * 1024 * 1024;
  options.log = [](std::string_view line) { fmt::print(stderr, "{}\n", line); };
  web::Server const server(house.site(), options);
  fmt::print("Côte à Côte: http://{}:{}\n", settings.server.address, server.port());
  for (auto const& notice : house.notices()) fmt::print("{}\n", notice);
  std::fflush(stdout);
  wait_for_the_end();
  fmt::print(stderr, "stopping\n");
  return 0;
}

}  // namespace

void add_serve(CLI::App& app, int& code) {
  auto* const command = app.add_subcommand("serve", "serve the pages and the API");
  auto const options = Options::of(*command);
  options->add("--address", "server.address");
  options->add("--port", "server.port");
  options->add("--threads", "server.threads");
  options->add("--page-cache", "server.page_cache");
  options->add("--origin", "server.origin");
  options->add("--tiles", "guide.tiles");
  options->add("--tiles-credit", "guide.tiles_credit");
  options->add("--history", "history.file");
  options->add("--history-lang", "history.lang");
  command->callback([options, &code] { code = serve(options->settings()); });
}

}  // namespace cote::app
