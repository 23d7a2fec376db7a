// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/confirm.h"

#include <fmt/format.h>

#include "guide/freshness/door.h"
#include "guide/freshness/letter.h"
#include "guide/rules.h"
#include "guide/say.h"
#include "guide/store.h"
#include "people/ledger.h"
#include "web/layout.h"

namespace cote::guide::freshness {
namespace {

const people::Actor& the_service() {
  static auto const actor = people::Actor{.name = "service"};
  return actor;
}

web::Reply page(const web::Visit& visit, std::string_view title_key, const Html& body, int status) {
  auto reply = web::page(visit,
                         {.title = Text::in(*visit.lang)(title_key),
                          .path = {},
                          .sheets = {"desk.css", "freshness.css"},
                          .indexed = false},
                         body, status);
  reply.keep = web::Keep::no;
  return reply;
}

std::string day_of(const web::Visit& visit, Date day) {
  return say::date(Text::in(*visit.lang), day, today_of(visit.now));
}

/// The link of this visit, while it may be used; otherwise the page that says why not.
struct Opened {
  std::optional<store::Link> link{};
  web::Reply refusal{};
};
web::Reply said(const web::Visit& visit, std::string_view key, int status, std::string text) {
  auto const title = std::string(key) + ".title";
  return page(visit, title, views::said(visit, Text::in(*visit.lang)(title), text, true), status);
}
web::Reply used(const web::Visit& visit) {
  return said(visit, "freshness.used", 410, Text::in(*visit.lang)("freshness.used.text"));
}
Opened open_link(db::Session& session, const web::Visit& visit) {
  auto const& t = Text::in(*visit.lang);
  auto link = store::link(session, hash_of(visit.segments.front()));
  if (!link) return {.refusal = said(visit, "freshness.unknown", 404, t("freshness.unknown.text"))};
  if (link->used) return {.refusal = used(visit)};
  if (link->expires < visit.now)
    return {.refusal = said(visit, "freshness.expired", 410,
                            t("freshness.expired.text", {{"day", day_of(visit, today_of(link->expires))}}))};
  return {.link = std::move(link)};
}

struct Shown {
  Opened opened{};
  views::Asking asking{};
};
Shown shown(db::Db& db, const web::Visit& visit) {
  return db.read([&](db::Session& session) {
    Shown out{.opened = open_link(session, visit)};
    if (!out.opened.link) return out;
    auto const record = guide::store::load_record(session, out.opened.link->service);
    if (!record) return Shown{.opened = {.refusal = used(visit)}};
    out.asking = {.token = visit.segments.front(),
                  .service = std::string(rules::text(record->service.name, visit.lang->tag)),
                  .last_day = today_of(out.opened.link->expires),
                  .facts = facts_of(*record)};
    return out;
  });
}

/// Keeps the answer, and stops the letters: a person of the house goes on from here.
void keep(db::Tx& tx, const store::Row& row, const Correction& correction, Time now) {
  auto const number = store::put_answer(
      tx, {.service = row.id, .changes = to_json(correction.changes), .note = correction.note}, now);
  if (row.at.step == Step::asked)
    store::put(tx, row.id, after(row.at, Act::call, today_of(now)), row.letter, row.refused, false, now);
  std::string paths;
  for (auto const& change : correction.changes)
    paths += fmt::format("{}\"{}\"", paths.empty() ? "" : ",", change.path);
  people::ledger::note(tx, the_service(),
                       {.action = "freshness.answered",
                        .subject = "service",
                        .subject_id = row.id.text,
                        .detail = fmt::format(R"({{"answer":{},"fields":[{}]}})", number, paths)},
                       now);
}

}  // namespace

void ConfirmPages::mount(web::Router& router) const {
  auto const add = [&](std::string method, std::string pattern, std::string name, auto handler) {
    router.add({.method = std::move(method),
                .pattern = std::move(pattern),
                .name = std::move(name),
                .work = web::Work::database},
               [this, handler](const web::Visit& v) { return (this->*handler)(v); });
  };
  add("GET", "/confirm/{token}", "freshness.confirm", &ConfirmPages::show);
  add("POST", "/confirm/{token}", "freshness.confirm.right", &ConfirmPages::all_right);
  add("GET", "/confirm/{token}/correction", "freshness.confirm.form", &ConfirmPages::form);
  add("POST", "/confirm/{token}/correction", "freshness.confirm.correct", &ConfirmPages::correct);
}

web::Reply ConfirmPages::show(const web::Visit& visit) const {
  auto const found = shown(db, visit);
  if (!found.opened.link) return found.opened.refusal;
  return page(visit, "freshness.confirm.ask", views::ask(visit, found.asking), 200);
}

web::Reply ConfirmPages::form(const web::Visit& visit) const {
  auto const found = shown(db, visit);
  if (!found.opened.link) return found.opened.refusal;
  return page(visit, "freshness.form.title", views::correction(visit, found.asking, nullptr, {}), 200);
}

web::Reply ConfirmPages::all_right(const web::Visit& visit) const {
  auto const& t = Text::in(*visit.lang);
  return db.write([&](db::Tx& tx) {
    auto const opened = open_link(tx, visit);
    if (!opened.link) return opened.refusal;
    auto const row = store::row(tx, opened.link->service);
    if (!row || !store::use_link(tx, *opened.link, visit.now)) return used(visit);
    auto const by = row->organisation_name.empty() ? row->name : row->organisation_name;
    auto const next = confirm(tx, the_service(), *row, {.how = VerifiedHow::service_itself}, by, visit.now);
    return page(
        visit, "freshness.thanks.title",
        views::said(visit, t("freshness.thanks.title"),
                    t("freshness.thanks.text", {{"service", row->name}, {"month", say::month(t, next)}}),
                    false),
        200);
  });
}

web::Reply ConfirmPages::correct(const web::Visit& visit) const {
  auto const& t = Text::in(*visit.lang);
  auto const found = shown(db, visit);
  if (!found.opened.link) return found.opened.refusal;
  auto const correction = read_correction(found.asking.facts, visit.form);
  if (!correction)
    return page(visit, "freshness.form.title",
                views::correction(visit, found.asking, &visit.form, correction.problems()), 422);
  return db.write([&](db::Tx& tx) {
    auto const row = store::row(tx, found.opened.link->service);
    if (!row || !store::use_link(tx, *found.opened.link, visit.now)) return used(visit);
    keep(tx, *row, *correction, visit.now);
    return page(visit, "freshness.sent.title",
                views::said(visit, t("freshness.sent.title"), t("freshness.sent.text"), false), 200);
  });
}

}  // namespace cote::guide::freshness
