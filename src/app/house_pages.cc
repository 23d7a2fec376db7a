// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/house_pages.h"

#include <charconv>

#include <fmt/format.h>

#include "app/house_view.h"
#include "app/settings_keys.h"
#include "app/version.h"
#include "people/actor.h"
#include "people/frame.h"
#include "people/ledger.h"
#include "people/work_routes.h"

namespace cote::app {
namespace {

constexpr int kStuckShown = 50;

std::int64_t number(std::string_view text, std::int64_t otherwise) {
  std::int64_t out = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

}  // namespace

void HousePages::mount(web::Router& router) const {
  people::WorkRoutes const add(router, this, "/desk/house");
  add("GET", "", "house.show", "configuration.read", &HousePages::show);
  add("POST", "/retries", "house.retry", "configuration.manage", &HousePages::retry);
}

web::Reply HousePages::show(const web::Visit& visit) const {
  auto const snapshot = house.shelf().current();
  auto const& settings = house.settings();
  HouseView view{.version = std::string(version()),
                 .began = house.began(),
                 .postgresql = house.db().is_postgresql(),
                 .services = snapshot->catalogue.services.size(),
                 .built = snapshot->built,
                 .mail_on = !settings.mail.smtp.empty() || !settings.mail.folder.empty(),
                 .mail_to_folder = !settings.mail.folder.empty(),
                 .retried = number(visit.query.get("retried"), -1)};
  view.may_retry =
      visit.actor && visit.actor->may(people::Compartment::configuration, people::Action::manage);
  house.db().read_with([&](db::Session& session) {
    view.mail = post::queue::counts(session);
    view.stuck = post::queue::stuck(session, kStuckShown);
    view.jobs = job_states(session, all_jobs(settings), visit.now);
    view.database_bytes = db::stored_bytes(session, view.postgresql);
  });
  for (auto const& key : settings_keys()) view.settings.emplace_back(key.name, shown(key, settings));
  auto const& t = Text::in(*visit.lang);
  return people::desk_page(visit, {.title = t("house.title"), .menu = "house", .sheets = {"operation.css"}},
                           house_page(visit, view));
}

web::Reply HousePages::retry(const web::Visit& visit) const {
  auto const& who = *visit.actor;
  if (!who.may(people::Compartment::configuration, people::Action::manage)) return {.status = 403};
  auto const count = house.db().write([&](db::Tx& tx) {
    auto const put_back = post::queue::retry(tx, visit.now);
    people::ledger::note(tx, who,
                         {.action = "post.retried",
                          .subject = "outbox",
                          .detail = fmt::format("{{\"messages\":{}}}", put_back)},
                         visit.now);
    return put_back;
  });
  return web::see_other(fmt::format("/desk/house?retried={}#mail", count));
}

}  // namespace cote::app
