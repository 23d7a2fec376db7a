// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "app/settings.h"

/// The verbs of the shell. Each returns an exit code: 0 done, 1 failed, 2 wrong use or wrong input.
namespace cote::app {

struct ServeCommand {
  Settings settings{};
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  unsigned threads = 0;
  unsigned page_cache = 16;  // megabytes
};
int serve(const ServeCommand& command);

struct ImportCommand {
  std::string db{};
  std::string path{};
  std::string format = "guess";
  std::string rejects{};  // file for what was refused
  bool all_or_nothing = false;
};
int import_data(const ImportCommand& command);

struct ExportCommand {
  std::string db{};
  std::string format = "hsds-json";
  std::string lang = "fr";
  std::string out{};  // empty: standard output
};
int export_data(const ExportCommand& command);

struct SearchCommand {
  std::string db{};
  std::string lang = "fr";
  std::string words{};
  std::uint32_t limit = 20;
  bool json = false;
};
int search_guide(const SearchCommand& command);

struct HoursCommand {
  std::string text{};
  std::string from{};
  std::string to{};
};
int print_hours(const HoursCommand& command);

struct DemoCommand {
  std::string db{};
  std::string facts = "data/namur";  // folder of topics and communes to invent around
  std::size_t services = 200;
  std::uint32_t seed = 1983;
};
/// Fills a database with the topics and communes of `facts` and invented services, each marked so.
int demo(const DemoCommand& command);

int migrate(const std::string& db);

}  // namespace cote::app
