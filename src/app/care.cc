// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/care.h"

#include <fmt/format.h>

#include "app/wire.h"
#include "guide/freshness/confirm.h"
#include "guide/freshness/daily.h"
#include "guide/freshness/desk.h"
#include "guide/freshness/links.h"

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

std::string links(const JobCall& call) {
  auto const done =
      freshness::check_links(call.db, call.now, {.allowed = call.settings.links.check}, call.stopping);
  return fmt::format("{} looked at, {} broken", done.looked, done.broken);
}

}  // namespace

void add_care(House& house) {
  house.add<freshness::ConfirmPages>(freshness::ConfirmPages{.db = house.db()});
  house.add<freshness::DeskPages>(
      freshness::DeskPages{.db = house.db(), .links_checked = house.settings().links.check});
}

std::vector<Job> care_jobs(const Settings& settings) {
  std::vector<Job> out;
  out.push_back({.name = "freshness", .hour = 6, .work = letters});
  if (settings.links.check) out.push_back({.name = "links", .hour = 4, .work = links});
  return out;
}

}  // namespace cote::app
