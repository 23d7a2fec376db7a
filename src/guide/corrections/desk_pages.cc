// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/corrections/desk_pages.h"

#include "guide/corrections/desk_views.h"
#include "guide/corrections/rules.h"
#include "kernel/text.h"
#include "people/frame.h"
#include "people/work_routes.h"
#include "web/layout.h"

namespace cote::guide::corrections {
namespace {

web::Reply page(const web::Visit& visit, const Html& body, int status = 200) {
  auto const& t = Text::in(*visit.lang);
  return people::desk_page(visit, {.title = t("report.desk.title"), .menu = "corrections"}, body, status);
}

web::Reply refused(const web::Visit& visit, Fault fault) {
  switch (fault) {
    case Fault::forbidden:
      return web::error_page(visit, 403);
    case Fault::missing:
      return web::error_page(visit, 404);
    case Fault::conflict:
      return web::error_page(visit, 409);
    case Fault::unavailable:
      return web::error_page(visit, 503);
  }
  return web::error_page(visit, 500);
}

const people::Actor& who(const web::Visit& visit) {
  static auto const nobody = people::Actor::reader();
  return visit.actor ? *visit.actor : nobody;
}

Decision decision_of(const web::Fields& form) {
  auto const verdict = form.get("verdict");
  auto const words =
      rules::tidy({.right = std::string(form.get("value")), .note = std::string(form.get("words"))});
  return {.verdict = verdict == "refuse" ? Verdict::refuse
                     : verdict == "ask"  ? Verdict::ask
                                         : Verdict::accept,
          .value = words.right,
          .by_hand = verdict == "by_hand",
          .ready = std::string(form.get("ready")),
          .words = words.note};
}

}  // namespace

void DeskPages::mount(web::Router& router) const {
  people::WorkRoutes const add(router, this);
  add("GET", "/desk/corrections", "desk.corrections", "corrections.read", &DeskPages::queue);
  add("GET", "/desk/corrections/{id}", "desk.correction", "corrections.read", &DeskPages::one);
  add("POST", "/desk/corrections/{id}/decision", "desk.correction_decision", "corrections.moderate",
      &DeskPages::decide);
}

web::Reply DeskPages::queue(const web::Visit& visit) const {
  bool const decided = visit.query.get("decided") == "1";
  auto const list = door.listed(who(visit), decided);
  if (!list) return refused(visit, list.fault());
  auto const snapshot = shelf.current();
  return page(visit, desk_views::queue(visit, *snapshot, *list, decided));
}

web::Reply DeskPages::one(const web::Visit& visit) const {
  auto const found = door.open(who(visit), {visit.segments.front()});
  if (!found) return refused(visit, found.fault());
  return page(visit, desk_views::one(visit, *found, {.decision = {.value = found->correction.proposed}}));
}

web::Reply DeskPages::decide(const web::Visit& visit) const {
  CorrectionId const id{visit.segments.front()};
  auto const decision = decision_of(visit.form);
  auto const done = door.decide(who(visit), id, decision, visit.now);
  if (done) return web::see_other("/desk/corrections");
  auto const found = door.open(who(visit), id);
  if (!found) return refused(visit, found.fault());
  if (done.refused() && done.fault() != Fault::conflict) return refused(visit, done.fault());
  auto problems = done.invalid() ? done.problems() : Problems{{"form", "report.desk.conflict", {}}};
  return page(visit, desk_views::one(visit, *found, {decision, std::move(problems)}),
              done.invalid() ? 422 : 409);
}

}  // namespace cote::guide::corrections
