// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/core.h>

#include "app/commands.h"
#include "guide/hours/json.h"
#include "kernel/time.h"

namespace cote::app {
namespace {

struct Hours {
  std::string text{};
  std::string from{};
  std::string to{};
};

/// A wall-clock time as people write them: a day (midnight), a minute, or an instant, which is told as
/// Belgian clocks show it.
std::optional<LocalMinute> wall_clock(std::string_view text) {
  if (auto const local = parse_local(text)) return local;
  if (auto const day = parse_date(text)) return LocalMinute(std::chrono::local_days(*day));
  if (auto const instant = parse_time(text)) return to_local(*instant);
  if (text.size() == 19 && text.substr(16, 1) == ":") return parse_local(text.substr(0, 16));
  return std::nullopt;
}

int print_hours(const Hours& asked) {
  auto const from = wall_clock(asked.from);
  auto const to = wall_clock(asked.to);
  if (!from || !to || *to < *from) {
    fmt::print(stderr, "--from and --to are local times like 2026-11-23T09:00, in that order\n");
    return 2;
  }
  auto const parsed = guide::hours::parse(asked.text);
  if (!parsed.schedule) {
    fmt::print(stderr, "not understood at byte {}: {}\n", parsed.refused.at, parsed.refused.message);
    return 2;
  }
  fmt::print("{}\n", guide::hours::hours_json(*parsed.schedule, *from, *to));
  return 0;
}

}  // namespace

void add_hours(CLI::App& app, int& code) {
  auto* const command = app.add_subcommand("hours", "evaluate an opening_hours text");
  auto const asked = std::make_shared<Hours>();
  command->add_option("text", asked->text, "for example \"Mo-Fr 09:00-12:00; PH off\"")->required();
  command->add_option("--from", asked->from, "local time, 2026-11-23T00:00")->required();
  command->add_option("--to", asked->to, "local time")->required();
  command->callback([asked, &code] { code = print_hours(*asked); });
}

}  // namespace cote::app
