// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fstream>
#include <iostream>

#include <fmt/core.h>

#include "app/commands.h"
#include "app/options.h"
#include "app/snapshot_of.h"
#include "guide/export.h"

namespace cote::app {
namespace {

struct Export {
  std::string format = "hsds-json";
  std::string lang = "fr";
  std::string out{};  // empty: standard output
};

int export_data(const std::string& address, const Export& asked) {
  auto const format = guide::exporting::format_named(asked.format);
  if (!format) {
    fmt::print(stderr, "unknown format \"{}\"; see coteacote export --help\n", asked.format);
    return 2;
  }
  auto const snapshot = snapshot_of(address, SystemClock().now());
  std::ofstream file;
  if (!asked.out.empty()) file.open(asked.out, std::ios::binary);
  std::ostream& out = asked.out.empty() ? std::cout : file;
  guide::exporting::write(*snapshot, *format, asked.lang, [&](std::string_view piece) { out << piece; });
  if (!out.flush()) {
    fmt::print(stderr, "cannot write {}\n", asked.out.empty() ? "standard output" : asked.out);
    return 1;
  }
  return 0;
}

}  // namespace

void add_export(CLI::App& app, int& code) {
  auto* const command = app.add_subcommand("export", "write every public service");
  auto const options = Options::of(*command);
  auto const asked = std::make_shared<Export>();
  command->add_option("--format", asked->format, "hsds-json, hsds-ndjson, hsds-csv (zip), geojson, csv, xlsx")
      ->capture_default_str();
  command->add_option("--lang", asked->lang, "language of the texts")->capture_default_str();
  command->add_option("--out", asked->out, "file; standard output when absent");
  command->callback(
      [options, asked, &code] { code = export_data(options->settings().database.address, *asked); });
}

}  // namespace cote::app
