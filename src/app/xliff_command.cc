// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fstream>
#include <iostream>
#include <sstream>

#include <fmt/core.h>

#include "app/commands.h"
#include "app/options.h"
#include "guide/translation/xliff.h"
#include "kernel/lang.h"

namespace cote::app {
namespace {

using namespace guide::translation;

struct Xliff {
  std::string lang = "en";
  std::string file{};
  bool all = false;
};

int write_file(const std::string& address, const Xliff& asked) {
  if (find_language(asked.lang) == nullptr) {
    fmt::print(stderr, "no language \"{}\" here\n", asked.lang);
    return 2;
  }
  auto const db = db::open(address);
  db::migrate(*db);
  auto fields = db->read([&](db::Session& s) { return store::every_field(s, asked.lang); });
  if (!asked.all)
    std::erase_if(fields, [](const store::Field& f) { return f.state == guide::TranslationState::human; });
  std::ofstream file;
  if (!asked.file.empty()) file.open(asked.file, std::ios::binary);
  std::ostream& out = asked.file.empty() ? std::cout : file;
  out << xliff(fields, asked.lang);
  if (!out.flush()) {
    fmt::print(stderr, "cannot write {}\n", asked.file.empty() ? "standard output" : asked.file);
    return 1;
  }
  fmt::print(stderr, "{} texts\n", fields.size());
  return 0;
}

int read_file(const std::string& address, const Xliff& asked) {
  std::ifstream file(asked.file, std::ios::binary);
  std::ostringstream bytes;
  if (!(bytes << file.rdbuf())) {
    fmt::print(stderr, "cannot read {}\n", asked.file);
    return 1;
  }
  auto const read = read_xliff(bytes.str());
  if (!read.error.empty()) {
    fmt::print(stderr, "{}: {}\n", asked.file, read.error);
    return 2;
  }
  auto const db = db::open(address);
  db::migrate(*db);
  auto const done =
      take_in(*db, people::Actor::house("xliff import"), read.lang, read.units, SystemClock().now());
  if (!done) {
    fmt::print(stderr, "{}: no target-language that is shipped\n", asked.file);
    return 2;
  }
  auto const say = [](const std::vector<Unit>& units) {
    for (auto const& unit : units) fmt::print(stderr, "{}: {}\n", unit.id, unit.key);
  };
  say(read.refused);
  say(done->refused);
  auto const refused = read.refused.size() + done->refused.size();
  fmt::print("{} saved, {} unchanged, {} refused\n", done->saved, done->unchanged, refused);
  return refused > 0 ? 2 : 0;
}

}  // namespace

void add_xliff(CLI::App& app, int& code) {
  auto* const command = app.add_subcommand("xliff", "translations as XLIFF 1.2 files");
  command->require_subcommand(1);
  auto const asked = std::make_shared<Xliff>();
  auto* const out = command->add_subcommand("export", "write what is to be translated");
  auto const out_options = Options::of(*out);
  out->add_option("--lang", asked->lang, "into which language")->capture_default_str();
  out->add_option("--out", asked->file, "file; standard output when absent");
  out->add_flag("--all", asked->all, "also what a person translated already");
  out->callback(
      [out_options, asked, &code] { code = write_file(out_options->settings().database.address, *asked); });
  auto* const in = command->add_subcommand("import", "take translations in; says what it refuses, and why");
  auto const in_options = Options::of(*in);
  in->add_option("file", asked->file, "a file that xliff export wrote")->required();
  in->callback(
      [in_options, asked, &code] { code = read_file(in_options->settings().database.address, *asked); });
}

}  // namespace cote::app
