// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fstream>

#include <fmt/core.h>

#include "app/commands.h"
#include "app/options.h"
#include "app/progress.h"
#include "guide/desk/rows.h"
#include "guide/import.h"

namespace cote::app {
namespace {

struct Import {
  std::string path{};
  std::string format = "guess";
  std::string rejects{};  // file for what was refused
  bool all_or_nothing = false;
};

/// The first few on standard error; all of them go to the file of --rejects.
void say_rejects(const std::vector<guide::import::Reject>& rejects, bool no_file) {
  constexpr std::size_t kShown = 20;
  for (std::size_t n = 0; n < std::min(kShown, rejects.size()); ++n) {
    auto const& reject = rejects[n];
    fmt::print(stderr, "{}: {}{}{}: {}\n", reject.where, reject.field, reject.field.empty() ? "" : " ",
               reject.dropped_record ? "record refused" : "value dropped", reject.reason);
  }
  if (rejects.size() > kShown)
    fmt::print(stderr, "… and {} more{}\n", rejects.size() - kShown,
               no_file ? " (--rejects FILE writes them all)" : "");
}

int import_data(const std::string& address, const Import& asked) {
  auto const format = guide::import::format_named(asked.format);
  if (!format) {
    fmt::print(stderr, "unknown format \"{}\"; see coteacote import --help\n", asked.format);
    return 2;
  }
  guide::import::Read read;
  {
    Progress bar("reading");
    read = guide::import::read(asked.path, *format,
                               [&](std::size_t done, std::size_t total) { bar.show(done, total); });
  }
  auto const db = db::open(address);
  db::migrate(*db);
  auto const saved = guide::import::load_into(*db, read, SystemClock().now(), asked.all_or_nothing);
  {
    Progress bar("listing for the desk");
    guide::desk::rows::catch_up_all(*db, [&](std::size_t done, std::size_t total) { bar.show(done, total); });
  }
  auto rejects = std::move(read.rejects);
  rejects.insert(rejects.end(), saved.dropped.begin(), saved.dropped.end());
  if (!asked.rejects.empty()) {
    std::ofstream file(asked.rejects, std::ios::binary);
    file << guide::import::rejects_csv(rejects);
    if (!file.flush()) {
      fmt::print(stderr, "cannot write {}\n", asked.rejects);
      return 1;
    }
  }
  say_rejects(rejects, asked.rejects.empty());
  fmt::print("{} records read, {} refused; rows in the database: {} added, {} changed, {} unchanged\n",
             saved.read, saved.rejected, saved.added, saved.changed, saved.unchanged);
  bool const nothing = asked.all_or_nothing && saved.rejected > 0;
  if (nothing) fmt::print(stderr, "nothing was saved: --all-or-nothing, and {} refused\n", saved.rejected);
  bool const all_refused = saved.rejected > 0 && saved.rejected >= saved.read;
  return nothing || all_refused ? 2 : 0;
}

}  // namespace

void add_import(CLI::App& app, int& code) {
  auto* const command = app.add_subcommand(
      "import", "read services: HSDS 3 JSON, NDJSON or CSV, HSDS 1 CSV, or a folder like data/namur");
  auto const options = Options::of(*command);
  auto const asked = std::make_shared<Import>();
  command->add_option("path", asked->path, "file, folder or zip")->required();
  command->add_option("--format", asked->format, "guess, hsds-json, hsds-ndjson, hsds-csv, hsds1-csv, own")
      ->capture_default_str();
  command->add_option("--rejects", asked->rejects, "write what was refused, and why, as CSV");
  command->add_flag("--all-or-nothing", asked->all_or_nothing, "save nothing if anything is refused");
  command->callback(
      [options, asked, &code] { code = import_data(options->settings().database.address, *asked); });
}

}  // namespace cote::app
