// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/care.h"

#include <fstream>

#include <fmt/format.h>

#include "app/wire.h"
#include "guide/freshness/confirm.h"
#include "guide/freshness/daily.h"
#include "guide/freshness/desk.h"
#include "guide/freshness/links.h"
#include "guide/translation/desk.h"
#include "kernel/lang.h"

namespace cote::app {
namespace {

using namespace guide;

freshness::DailySettings letters_of(const Settings& settings) {
  auto const& chosen = settings.freshness;
  return {.origin = settings.server.origin,
          .reminder_days = static_cast<int>(chosen.remind_days),
          .warn_days = static_cast<int>(chosen.warn_days),
          .withdraw_days = static_cast<int>(chosen.withdraw_days)};
}

std::string letters(const JobCall& call) {
  return said(freshness::daily(call.db, call.now, letters_of(call.settings), call.stopping));
}

translation::MachineSettings machine_of(const Settings& settings) {
  translation::MachineSettings out{.url = settings.translation.url};
  while (out.url.ends_with('/')) out.url.pop_back();
  if (!settings.translation.key_file.empty()) {
    std::ifstream file(settings.translation.key_file);
    std::getline(file, out.key);
  }
  return out;
}

/// A few texts a day and language: a machine's words are to be read over, and people read slowly.
std::string drafts(const JobCall& call) {
  constexpr std::size_t kMost = 100;
  translation::Drafts done;
  for (auto const& lang : languages()) {
    auto const some =
        translation::fill(call.db, machine_of(call.settings), lang.tag, kMost, call.now, call.stopping);
    done.made += some.made;
    done.failed += some.failed;
  }
  return fmt::format("{} drafts, {} failed", done.made, done.failed);
}

std::string links(const JobCall& call) {
  auto const done =
      freshness::check_links(call.db, call.now, {.allowed = call.settings.links.check}, call.stopping);
  return fmt::format("{} looked at, {} broken", done.looked, done.broken);
}

}  // namespace

void add_care(House& house) {
  house.add<freshness::ConfirmPages>(freshness::ConfirmPages{.db = house.db()});
  house.add<freshness::DeskPages>(house.db(), house.settings().links.check);
  house.add<translation::DeskPages>(house.db(), machine_of(house.settings()));
}

std::vector<Job> care_jobs(const Settings& settings) {
  std::vector<Job> out;
  out.push_back({.name = "freshness", .hour = 6, .work = letters});
  if (settings.links.check) out.push_back({.name = "links", .hour = 4, .work = links});
  if (!settings.translation.url.empty()) out.push_back({.name = "drafts", .hour = 3, .work = drafts});
  return out;
}

}  // namespace cote::app
