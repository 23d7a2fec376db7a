// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

#include <fmt/core.h>

#include "app/commands.h"
#include "app/options.h"
#include "app/progress.h"
#include "db/db.h"
#include "people/ledger.h"

namespace cote::app {
namespace {

namespace ledger = people::ledger;

/// "SEQ:HASH", as verify prints it.
std::optional<ledger::Anchor> parse_anchor(std::string_view text) {
  auto const colon = text.find(':');
  if (colon == std::string_view::npos || text.size() - colon - 1 != 64) return std::nullopt;
  ledger::Anchor anchor{.hash = std::string(text.substr(colon + 1))};
  auto const [end, error] = std::from_chars(text.data(), text.data() + colon, anchor.seq);
  if (error != std::errc() || end != text.data() + colon || anchor.seq < 1) return std::nullopt;
  return anchor;
}

std::string_view words(ledger::Broken::What what) {
  using enum ledger::Broken::What;
  switch (what) {
    case altered:
      return "is not what was written: it was edited, moved or replaced";
    case missing:
      return "is missing: it was removed";
    case cut:
      return "is missing: the end of the ledger was cut off";
    case beyond:
      return "was added past the program";
    case anchor:
      return "is not the one that was noted outside: the ledger was written anew";
  }
  return "";
}

int verify(const std::string& address, const std::string& anchor_text) {
  auto const anchor = parse_anchor(anchor_text);
  if (!anchor_text.empty() && !anchor) {
    fmt::print(stderr, "--anchor is a number, a colon and 64 hexadecimal digits, as verify prints them\n");
    return 2;
  }
  auto const db = db::open(address);
  ledger::Verdict verdict;
  {
    Progress bar("verifying");
    verdict = db->read([&](db::Session& session) {
      return ledger::verify(session, anchor, [&](std::int64_t done, std::int64_t total) {
        bar.show(static_cast<std::size_t>(std::min(done, total)), static_cast<std::size_t>(total));
      });
    });
  }
  if (verdict.broken) {
    fmt::print("the chain breaks: entry {} {}; the {} before it hold\n", verdict.broken->seq,
               words(verdict.broken->what), verdict.entries);
    return 1;
  }
  fmt::print("{} entries, every link holds\n", verdict.entries);
  if (verdict.entries > 0)
    fmt::print("note this outside this machine, for --anchor: {}:{}\n", verdict.entries, verdict.hash);
  return 0;
}

}  // namespace

void add_ledger(CLI::App& app, int& code) {
  auto* const ledger_command =
      app.add_subcommand("ledger", "what happened, and proof that nobody changed it");
  ledger_command->require_subcommand(1);
  auto* const command = ledger_command->add_subcommand(
      "verify", "compute every link again; names the first that is broken and ends with 1");
  auto const options = Options::of(*command);
  auto const anchor = std::make_shared<std::string>();
  command->add_option("--anchor", *anchor, "NUMBER:HASH noted earlier, somewhere else");
  command->callback(
      [options, anchor, &code] { code = verify(options->settings().database.address, *anchor); });
}

}  // namespace cote::app
