// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/desk.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "guide/codes.h"
#include "guide/freshness/door.h"
#include "guide/say.h"
#include "guide/store.h"
#include "kernel/text.h"
#include "people/frame.h"
#include "people/work_routes.h"
#include "web/layout.h"

namespace cote::guide::freshness {
namespace {

using people::Action;
using people::Compartment;

const people::Actor& who(const web::Visit& visit) {
  static auto const nobody = people::Actor::reader();
  return visit.actor ? *visit.actor : nobody;
}

people::Predicate readable(const web::Visit& visit) {
  return people::within(who(visit), Compartment::freshness, Action::read, "s.organisation_id");
}

web::Reply page(const web::Visit& visit, const Html& body, int status = 200) {
  return people::desk_page(visit,
                           {.title = Text::in(*visit.lang)("freshness.desk.title"),
                            .menu = "freshness",
                            .sheets = {"freshness.css"}},
                           body, status);
}

web::Reply refused(const web::Visit& visit, Fault fault) {
  if (fault == Fault::forbidden) return web::error_page(visit, 403);
  return web::error_page(visit, fault == Fault::conflict ? 409 : 404);
}

/// The whole number in `text`, or `otherwise`.
std::int64_t number(std::string_view text, std::int64_t otherwise) {
  std::int64_t out = 0;
  auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), out);
  return failure == std::errc() && end == text.data() + text.size() ? out : otherwise;
}

store::View view_of(std::string_view word) {
  constexpr std::string_view kWords[] = {"due", "call", "asked", "warned", "withdrawn"};
  auto const found = std::ranges::find(kWords, word);
  return found == std::end(kWords) ? store::View::due : static_cast<store::View>(found - std::begin(kWords));
}

/// The sentence about what was done on the page before; its values come by the address, so they are read
/// as a day and a number and nothing else.
std::string done_of(const web::Visit& visit) {
  auto const& t = Text::in(*visit.lang);
  auto const what = visit.query.get("done");
  if (what == "verified")
    if (auto const day = parse_date(visit.query.get("next")))
      return t("freshness.done.verified", {{"day", say::date(t, *day, today_of(visit.now))}});
  if (what == "many") return t("freshness.done.many", {{"count", number(visit.query.get("count"), 0)}});
  for (auto const* known : {"withdrawn", "back", "published", "taken", "refused"})
    if (what == known) return t(std::string("freshness.done.") + known);
  return {};
}

/// Back to the page the form stood on, when that is one of ours.
std::string back_to(const web::Visit& visit, const std::string& otherwise) {
  auto const from = visit.form.get("from");
  bool const ours = from.starts_with("/desk/") && from.find_first_of("?#\\") == std::string::npos;
  return ours ? std::string(from) : otherwise;
}

Made made_of(const web::Fields& form) {
  Made made;
  if (form.has("chosen")) {
    made.kinds.clear();
    for (auto const word : form.all("kind"))
      if (auto const kind = from_code<FactKind>(word))
        if (std::ranges::find(made.kinds, *kind) == made.kinds.end()) made.kinds.push_back(*kind);
    std::ranges::sort(made.kinds);
  }
  made.how = from_code<VerifiedHow>(form.get("how")).value_or(VerifiedHow::phone);
  return made;
}

std::optional<views::One> read_one(db::Db& db, const web::Visit& visit) {
  return db.read([&](db::Session& s) -> std::optional<views::One> {
    auto row = store::row(s, {visit.segments.front()});
    if (!row || !who(visit).may(Compartment::freshness, Action::read, row->organisation)) return std::nullopt;
    auto const id = row->id;
    return views::One{
        .row = std::move(*row), .checks = store::checks(s, id), .history = store::history(s, id)};
  });
}

}  // namespace

void DeskPages::mount(web::Router& router) const {
  people::WorkRoutes const add(router, this, "/desk/freshness");
  add("GET", "", "desk.freshness", "freshness.read", &DeskPages::queue);
  add("GET", "/answers", "desk.freshness.answers", "freshness.manage", &DeskPages::answers);
  add("GET", "/links", "desk.freshness.links", "freshness.manage", &DeskPages::links);
  add("GET", "/{id}", "desk.freshness.one", "freshness.read", &DeskPages::one);
  add("POST", "/{id}/verification", "desk.freshness.verify", "freshness.verify", &DeskPages::verify_one);
  add("POST", "/organisations/{id}/verification", "desk.freshness.verify_all", "freshness.verify",
      &DeskPages::verify_organisation);
  add("POST", "/{id}/withdrawal", "desk.freshness.withdraw", "freshness.manage", &DeskPages::withdraw_one);
  add("POST", "/{id}/return", "desk.freshness.return", "freshness.manage", &DeskPages::bring_back_one);
  add("POST", "/answers/{id}/decision", "desk.freshness.decide", "freshness.manage",
      &DeskPages::decide_answer);
}

web::Reply DeskPages::queue(const web::Visit& visit) const {
  views::Queue out;
  out.asked = {.view = view_of(visit.query.get("view")),
               .organisation = std::string(visit.query.get("organisation")),
               .today = today_of(visit.now)};
  auto const number_of_page = std::max<std::int64_t>(number(visit.query.get("page"), 1), 1);
  out.asked.offset = std::min<std::int64_t>(number_of_page - 1, 100000) * out.asked.limit;
  auto const within = readable(visit);
  db.read_with([&](db::Session& s) {
    out.counts = store::counts(s, out.asked, within);
    out.rows = store::rows(s, out.asked, within);
  });
  if (!out.asked.organisation.empty() && !out.rows.empty())
    out.organisation_name = out.rows.front().organisation_name;
  out.done = done_of(visit);
  return page(visit, views::queue(visit, out));
}

web::Reply DeskPages::one(const web::Visit& visit) const {
  auto found = read_one(db, visit);
  if (!found) return web::error_page(visit, 404);
  found->done = done_of(visit);
  return page(visit, views::one(visit, *found));
}

std::vector<views::Beside> DeskPages::read_answers(const web::Visit& visit) const {
  return db.read([&](db::Session& s) {
    std::vector<views::Beside> out;
    for (auto& answer : store::open_answers(s, readable(visit))) out.push_back({.answer = std::move(answer)});
    if (out.empty()) return out;
    // The record as it is now, once for each service that answered.
    std::map<std::string, std::vector<Fact>> known;
    for (auto& beside : out) {
      auto const& id = beside.answer.service;
      auto& facts = known[id.text];
      if (facts.empty())
        if (auto const record = guide::store::load_record(s, id)) facts = facts_of(*record);
      for (auto& change : changes_from(beside.answer.changes)) {
        auto const fact = std::ranges::find(facts, change.path, &Fact::path);
        beside.changes.push_back(
            {change.path, fact == facts.end() ? "" : fact->value, std::move(change.value)});
      }
    }
    return out;
  });
}

web::Reply DeskPages::answers(const web::Visit& visit) const {
  return page(visit, views::answers(visit, read_answers(visit), done_of(visit)));
}

web::Reply DeskPages::links(const web::Visit& visit) const {
  auto const list = db.read([](db::Session& s) { return bad_links(s); });
  return page(visit, views::links(visit, list, links_checked));
}

web::Reply DeskPages::verify_one(const web::Visit& visit) const {
  auto const& id = visit.segments.front();
  auto const next = verify(db, who(visit), {id}, made_of(visit.form), visit.now);
  if (next)
    return web::see_other(back_to(visit, "/desk/freshness/" + id) + "?done=verified&next=" + iso(*next));
  if (next.refused()) return refused(visit, next.fault());
  auto found = read_one(db, visit);
  if (!found) return web::error_page(visit, 404);
  found->wrong = next.problems();
  return page(visit, views::one(visit, *found), 422);
}

web::Reply DeskPages::verify_organisation(const web::Visit& visit) const {
  auto const how = from_code<VerifiedHow>(visit.form.get("how")).value_or(VerifiedHow::phone);
  auto const count = verify_due_of(db, who(visit), {visit.segments.front()}, how, visit.now);
  if (!count) return refused(visit, count.fault());
  return web::see_other("/desk/freshness?done=many&count=" + std::to_string(*count));
}

web::Reply DeskPages::withdraw_one(const web::Visit& visit) const {
  auto const done = withdraw(db, who(visit), {visit.segments.front()}, visit.now);
  if (!done) return refused(visit, done.fault());
  return web::see_other("/desk/freshness/" + visit.segments.front() + "?done=withdrawn");
}

web::Reply DeskPages::bring_back_one(const web::Visit& visit) const {
  auto const done = bring_back(db, who(visit), {visit.segments.front()}, visit.now);
  if (!done) return refused(visit, done.fault());
  return web::see_other("/desk/freshness/" + visit.segments.front() + "?done=back");
}

web::Reply DeskPages::decide_answer(const web::Visit& visit) const {
  auto const word = visit.form.get("decision");
  auto const decision = word == "publish" ? Decision::publish
                        : word == "taken" ? Decision::taken
                                          : Decision::refused;
  auto const answer = number(visit.segments.front(), 0);
  auto const done = decide(db, who(visit), answer, decision, visit.now);
  if (done) {
    constexpr std::string_view kDone[] = {"published", "taken", "refused"};
    return web::see_other("/desk/freshness/answers?done=" +
                          std::string(kDone[static_cast<std::size_t>(decision)]));
  }
  if (done.refused()) return refused(visit, done.fault());
  auto list = read_answers(visit);
  for (auto& beside : list)
    if (beside.answer.id == answer) beside.wrong = done.problems();
  return page(visit, views::answers(visit, list, {}), 422);
}

}  // namespace cote::guide::freshness
