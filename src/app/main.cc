// SPDX-License-Identifier: AGPL-3.0-or-later
#include <exception>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/commands.h"

namespace cote::app {
namespace {

constexpr const char* kDb = "sqlite:PATH or postgresql://…";

/// Adds `--db`, the same everywhere.
void db_option(CLI::App* command, std::string& into) {
  into = Settings{}.db;
  command->add_option("--db", into, kDb)->capture_default_str();
}

struct Shell {
  CLI::App app{"Côte à Côte: the work of an integration centre, and the Guide of services for newcomers"};
  ServeCommand serving;
  ImportCommand importing;
  ExportCommand exporting;
  SearchCommand searching;
  HoursCommand timing;
  DemoCommand showing;
  std::string migrated = Settings{}.db;
  int code = 0;

  Shell() {
    app.require_subcommand(1);
    app.set_version_flag("--version", COTE_VERSION);
    add_serve();
    add_data();
    add_questions();
  }

  void add_serve() {
    auto* serve_command = app.add_subcommand("serve", "serve the pages and the API");
    db_option(serve_command, serving.settings.db);
    serve_command->add_option("--address", serving.address, "address to listen on")->capture_default_str();
    serve_command->add_option("--port", serving.port, "0: any free one")->capture_default_str();
    serve_command->add_option("--threads", serving.threads, "0: one a core")->capture_default_str();
    serve_command->add_option("--page-cache", serving.page_cache, "megabytes of finished pages; 0: none")
        ->capture_default_str();
    serve_command->add_option("--origin", serving.settings.origin,
                              "scheme and host readers see, https://guide.example.org");
    serve_command->add_option("--tiles", serving.settings.tiles,
                              "PMTiles file, or address of tiles with {z}/{x}/{y}; none: our own backdrop");
    serve_command->add_option("--tiles-credit", serving.settings.tiles_credit,
                              "who made the tiles, shown on the map");
    serve_command->add_option("--history", serving.settings.history,
                              "the centre's timeline as TimelineJS JSON; none: the one that ships");
    serve_command->add_option("--history-lang", serving.settings.history_lang, "language of that timeline")
        ->capture_default_str();
    serve_command->callback([this] { code = serve(serving); });

    auto* migrate_command = app.add_subcommand("migrate", "bring the database up to date");
    db_option(migrate_command, migrated);
    migrate_command->callback([this] { code = migrate(migrated); });
  }

  void add_data() {
    auto* import_command = app.add_subcommand(
        "import", "read services: HSDS 3 JSON, NDJSON or CSV, HSDS 1 CSV, or a folder like data/namur");
    db_option(import_command, importing.db);
    import_command->add_option("path", importing.path, "file, folder or zip")->required();
    import_command
        ->add_option("--format", importing.format, "guess, hsds-json, hsds-ndjson, hsds-csv, hsds1-csv, own")
        ->capture_default_str();
    import_command->add_option("--rejects", importing.rejects, "write what was refused, and why, as CSV");
    import_command->add_flag("--all-or-nothing", importing.all_or_nothing,
                             "save nothing if anything is refused");
    import_command->callback([this] { code = import_data(importing); });

    auto* export_command = app.add_subcommand("export", "write every public service");
    db_option(export_command, exporting.db);
    export_command
        ->add_option("--format", exporting.format,
                     "hsds-json, hsds-ndjson, hsds-csv (zip), geojson, csv, xlsx")
        ->capture_default_str();
    export_command->add_option("--lang", exporting.lang, "language of the texts")->capture_default_str();
    export_command->add_option("--out", exporting.out, "file; standard output when absent");
    export_command->callback([this] { code = export_data(exporting); });

    auto* demo_command = app.add_subcommand("demo", "fill a database with invented services, marked so");
    db_option(demo_command, showing.db);
    demo_command->add_option("--services", showing.services, "how many")->capture_default_str();
    demo_command->add_option("--facts", showing.facts, "folder of topics and communes")
        ->capture_default_str();
    demo_command->add_option("--seed", showing.seed, "the same seed, the same services")
        ->capture_default_str();
    demo_command->callback([this] { code = demo(showing); });
  }

  void add_questions() {
    auto* search_command = app.add_subcommand("search", "find services, as the Guide does");
    db_option(search_command, searching.db);
    search_command->add_option("words", searching.words, "what to look for")->required();
    search_command->add_option("--lang", searching.lang, "language of the reader")->capture_default_str();
    search_command->add_option("--limit", searching.limit, "at most")->capture_default_str();
    search_command->add_flag("--json", searching.json, "an array of {id, name, topics, score}");
    search_command->callback([this] { code = search_guide(searching); });

    auto* hours_command = app.add_subcommand("hours", "evaluate an opening_hours text");
    hours_command->add_option("text", timing.text, "for example \"Mo-Fr 09:00-12:00; PH off\"")->required();
    hours_command->add_option("--from", timing.from, "local time, 2026-11-23T00:00")->required();
    hours_command->add_option("--to", timing.to, "local time")->required();
    hours_command->callback([this] { code = print_hours(timing); });
  }
};

int run(int argc, char** argv) {
  Shell shell;
  try {
    shell.app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Asking for help is not a mistake; anything else is.
    return shell.app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "coteacote: {}\n", error.what());
    return 1;
  }
  return shell.code;
}

}  // namespace
}  // namespace cote::app

int main(int argc, char** argv) { return cote::app::run(argc, argv); }
