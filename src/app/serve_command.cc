// SPDX-License-Identifier: AGPL-3.0-or-later
#include <csignal>
#include <cstdlib>
#include <thread>

#include <fmt/core.h>

#include "app/commands.h"
#include "app/options.h"
#include "app/service.h"
#include "app/service_manager.h"

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

/// Somebody who asks twice means it.
void end_at_once_when_asked_again() {
  std::thread([] {
    wait_for_the_end();
    std::_Exit(130);
  }).detach();
}

/// A whole line at once, so that lines of several threads do not mix.
void to_standard_error(std::string_view line) { fmt::print(stderr, "{}\n", line); }

int serve(const Settings& settings) {
  auto chosen = choose(settings);
  for (auto const& line : chosen.wrong) fmt::print(stderr, "{}\n", line);
  if (!chosen.wrong.empty()) return 2;
  hold_ending_signals();
  SystemClock const clock;
  {
    Service service(settings, std::move(chosen), clock, to_standard_error);
    fmt::print("Côte à Côte: http://{}:{}\n", settings.server.address, service.port());
    for (auto const& notice : service.house().notices()) fmt::print("{}\n", notice);
    std::fflush(stdout);
    tell_service_manager("READY=1");
    wait_for_the_end();
    tell_service_manager("STOPPING=1");
    service.log().say("info", "stopping");
    end_at_once_when_asked_again();
  }
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
