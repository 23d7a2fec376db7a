// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <span>

#include <CLI/CLI.hpp>

/// The verbs of the shell, each in a file of its own: src/app/<name>_command.cc describes its options and
/// does it. `code` receives the exit code: 0 done, 1 failed, 2 wrong use or wrong input. What is thrown ends
/// the program in main.cc: ConfigError with 2, anything else with 1.
namespace cote::app {

void add_backup(CLI::App& app, int& code);
void add_bounces(CLI::App& app, int& code);
void add_config(CLI::App& app, int& code);
void add_demo(CLI::App& app, int& code);
void add_export(CLI::App& app, int& code);
void add_hours(CLI::App& app, int& code);
void add_import(CLI::App& app, int& code);
void add_job(CLI::App& app, int& code);
void add_keys(CLI::App& app, int& code);
void add_ledger(CLI::App& app, int& code);
void add_migrate(CLI::App& app, int& code);
void add_restore(CLI::App& app, int& code);
void add_search(CLI::App& app, int& code);
void add_serve(CLI::App& app, int& code);
void add_xliff(CLI::App& app, int& code);
void add_work(CLI::App& app, int& code);
void add_user(CLI::App& app, int& code);

/// All of them, in the order of --help.
using AddCommand = void (*)(CLI::App& app, int& code);
std::span<const AddCommand> commands();

}  // namespace cote::app
