// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/trust.h"

#include <fmt/format.h>

#include "app/backup.h"
#include "app/wire.h"
#include "people/accounts/access_page.h"
#include "people/ledger/pages.h"
#include "people/personal/pages.h"

namespace cote::app {
namespace {

std::string erase(const JobCall& call) {
  std::string out;
  for (auto const& gone : people::personal::erase_due(call.db, call.now))
    out += fmt::format("{}{} {}", out.empty() ? "" : ", ", gone.number, gone.kind);
  return out.empty() ? "nothing was past its term" : out + " erased";
}

std::string back_up(const JobCall& call) {
  auto const& backup = call.settings.backup;
  std::filesystem::create_directories(backup.folder);
  auto const made = make_backup(call.settings, backup.folder, call.now);
  Keeping const keeping{.newest = backup.keep, .term = std::chrono::days(backup.keep_days)};
  auto const gone = prune_backups(backup.folder, keeping, call.now);
  return fmt::format("{} bytes, {} older removed", std::filesystem::file_size(made), gone);
}

}  // namespace

void add_trust(House& house) {
  house.add<people::AccessPages>();
  house.add<people::LedgerPages>(house.db());
  house.add<people::PersonalPages>(house.db());
}

std::vector<Job> trust_jobs(const Settings& settings) {
  std::vector<Job> out;
  out.push_back({.name = "retention", .hour = 3, .work = erase});
  if (!settings.backup.folder.empty())
    out.push_back({.name = "backup", .hour = settings.backup.hour, .work = back_up});
  return out;
}

}  // namespace cote::app
