// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "app/care.h"
#include "app/jobs.h"
#include "app/trust.h"
#include "guide/public_part.h"
#include "post/queue.h"

namespace cote::app {
namespace {

/// Messages that went long ago keep only what can be counted.
std::string forget_messages(const JobCall& call) {
  auto const before = call.now - std::chrono::days(call.settings.mail.keep_days);
  auto const count = call.db.write([&](db::Tx& tx) { return post::queue::forget(tx, before); });
  return fmt::format("{} messages forgotten", count);
}

/// Reports and their answers go when their term is over.
std::string erase_public_part(const JobCall& call) {
  return fmt::format("{} rows erased", guide::erase_public_part(call.db, call.now));
}

}  // namespace

std::vector<Job> all_jobs(const Settings& settings) {
  // A line a job. One that the settings switch off is left out.
  auto out = care_jobs(settings);
  out.push_back({.name = "post.retention", .hour = 3, .work = forget_messages});
  out.push_back({.name = "public.erase", .hour = 3, .work = erase_public_part});
  for (auto const& room : {care_jobs(settings), trust_jobs(settings)})
    out.insert(out.end(), room.begin(), room.end());
  return out;
}

}  // namespace cote::app
