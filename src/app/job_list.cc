// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "activities/enrolment/door.h"
#include "app/care.h"
#include "app/jobs.h"
#include "app/trust.h"
#include "guide/desk/door.h"
#include "guide/desk/rows.h"
#include "guide/public_part.h"
#include "people/links/links.h"
#include "people/sign_in/brake.h"
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

std::string send_wanted_links(const JobCall& call) {
  people::Door door(call.db);
  return fmt::format("{} links sent", people::Links(door).send_wanted(call.now));
}

std::string tidy_people(const JobCall& call) {
  return fmt::format("{} rows removed", call.db.write([&](db::Tx& tx) {
    people::brake::tidy(tx, call.now);
    return people::store::tidy(tx, {}, call.now);
  }));
}

/// Places whose offer ended go to the next who waits.
std::string end_offers(const JobCall& call) {
  return fmt::format("{} offers ended", activities::EnrolmentDoor{call.db}.expire(call.now));
}

/// Records that somebody opened to change and left as they were.
std::string drop_untouched(const JobCall& call) {
  return fmt::format("{} drafts dropped", guide::desk::drop_untouched(call.db, call.now));
}

/// What another program left for the desk's list, an import that was ended early for one.
std::string list_records(const JobCall& call) {
  auto const left = call.db.read([](db::Session& s) { return guide::desk::rows::behind(s); });
  if (left == 0) return "nothing new";
  bool const all = guide::desk::rows::catch_up_all(
      call.db, [](std::size_t, std::size_t) {}, call.stopping);
  return fmt::format("{} changes {}", left, all ? "listed" : "begun");
}

}  // namespace

std::vector<Job> all_jobs(const Settings& settings) {
  // A line a job. One that the settings switch off is left out.
  auto out = care_jobs(settings);
  // Somebody who forgot a password waits for this one.
  out.push_back({.name = "people.links", .every = std::chrono::seconds(20), .work = send_wanted_links});
  out.push_back({.name = "activities.offers", .every = std::chrono::seconds(60), .work = end_offers});
  out.push_back({.name = "people.tidy", .hour = 4, .work = tidy_people});
  out.push_back({.name = "post.retention", .hour = 3, .work = forget_messages});
  out.push_back({.name = "desk.rows", .every = std::chrono::seconds(20), .work = list_records});
  out.push_back({.name = "desk.untouched", .hour = 3, .work = drop_untouched});
  out.push_back({.name = "public.erase", .hour = 3, .work = erase_public_part});
  for (auto& job : trust_jobs(settings)) out.push_back(std::move(job));
  return out;
}

}  // namespace cote::app
