// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/freshness/door.h"

#include <fmt/format.h>

#include "guide/codes.h"
#include "guide/desk/door.h"
#include "guide/freshness/answer.h"
#include "kernel/text.h"
#include "people/ledger.h"

namespace cote::guide::freshness {
namespace {

using people::Action;
using people::Compartment;

void note(db::Tx& tx, const people::Actor& who, std::string action, const ServiceId& id, std::string detail,
          Time now) {
  people::ledger::note(
      tx, who,
      {.action = std::move(action), .subject = "service", .subject_id = id.text, .detail = std::move(detail)},
      now);
}

/// The house does not name its people to the public.
std::string public_name(const people::Actor& who, const store::Row& row) {
  if (who.is(people::Role::partner) && !row.organisation_name.empty()) return row.organisation_name;
  return Text::in(languages().front())("web.centre");
}

bool may_verify(const people::Actor& who, const store::Row& row) {
  return who.may(Compartment::freshness, Action::verify, row.organisation);
}

Result<bool> move(db::Db& db, const people::Actor& who, const ServiceId& id, Step to, Time now) {
  if (!who.may(Compartment::freshness, Action::manage)) return Refusal{Fault::forbidden};
  return db.write([&](db::Tx& tx) -> Result<bool> {
    auto const row = store::row(tx, id);
    if (!row) return Refusal{Fault::missing};
    bool const out = row->at.step == Step::withdrawn;
    if (out == (to == Step::withdrawn)) return Refusal{Fault::conflict};
    auto const today = today_of(now);
    auto at = after(row->at, to == Step::withdrawn ? Act::withdraw : Act::call, today);
    store::put(tx, id, at, row->letter, row->refused, true, now);
    note(tx, who, to == Step::withdrawn ? "freshness.withdrawn" : "freshness.brought_back", id,
         R"({"by":"desk"})", now);
    return true;
  });
}

}  // namespace

Date today_of(Time now) {
  return Date(std::chrono::local_days(std::chrono::floor<std::chrono::days>(to_local(now))));
}

Date confirm(db::Tx& tx, const people::Actor& who, const store::Row& row, const Made& made,
             const std::string& public_by, Time now) {
  auto const today = today_of(now);
  desk::Around versions(tx, {row.id}, now);
  auto const checks = verified(store::checks(tx, row.id), made.kinds, today, made.how, store::policy(tx));
  store::put_verification(
      tx, row.id,
      {.kinds = made.kinds, .on = today, .how = made.how, .by = who.name, .account = who.account.text},
      checks, public_by, now);
  versions.publish("verified", who, code(made.how));
  bool const whole = made.kinds.size() == kFactKinds;
  if (whole && row.at.step != Step::quiet)
    store::put(tx, row.id, after(row.at, Act::settle, today), 0, row.refused, true, now);
  std::string kinds;
  for (auto const kind : made.kinds) kinds += fmt::format("{}\"{}\"", kinds.empty() ? "" : ",", code(kind));
  note(tx, who, "freshness.verified", row.id,
       fmt::format(R"({{"how":"{}","facts":[{}]}})", code(made.how), kinds), now);
  return std::ranges::min(checks, {}, [](const FactCheck& c) { return std::chrono::sys_days(c.next_review); })
      .next_review;
}

Result<Date> verify(db::Db& db, const people::Actor& who, const ServiceId& id, const Made& made, Time now) {
  if (made.kinds.empty()) return Problems{{"kind", "freshness.problem.kind"}};
  return db.write([&](db::Tx& tx) -> Result<Date> {
    auto const row = store::row(tx, id);
    if (!row || !may_verify(who, *row)) return Refusal{Fault::missing};
    auto ours = made;
    if (who.is(people::Role::partner)) ours.how = VerifiedHow::service_itself;
    return confirm(tx, who, *row, ours, public_name(who, *row), now);
  });
}

Result<int> verify_due_of(db::Db& db, const people::Actor& who, const OrganisationId& organisation,
                          VerifiedHow how, Time now) {
  if (!who.may(Compartment::freshness, Action::verify, organisation)) return Refusal{Fault::missing};
  return db.write([&](db::Tx& tx) -> Result<int> {
    int done = 0;
    for (auto const& id : store::due_of(tx, organisation, today_of(now))) {
      auto const row = store::row(tx, id);
      if (!row) continue;
      Made made{.how = who.is(people::Role::partner) ? VerifiedHow::service_itself : how};
      confirm(tx, who, *row, made, public_name(who, *row), now);
      ++done;
    }
    return done;
  });
}

Result<bool> withdraw(db::Db& db, const people::Actor& who, const ServiceId& id, Time now) {
  return move(db, who, id, Step::withdrawn, now);
}

Result<bool> bring_back(db::Db& db, const people::Actor& who, const ServiceId& id, Time now) {
  return move(db, who, id, Step::call, now);
}

Result<bool> decide(db::Db& db, const people::Actor& who, std::int64_t answer, Decision decision, Time now) {
  bool const may = who.may(Compartment::freshness, Action::manage) &&
                   (decision != Decision::publish || who.may(Compartment::guide, Action::publish));
  if (!may) return Refusal{Fault::forbidden};
  return db.write([&](db::Tx& tx) -> Result<bool> {
    auto const open = store::open_answer(tx, answer);
    auto const row = open ? store::row(tx, open->service) : std::nullopt;
    if (!row) return Refusal{Fault::conflict};
    if (decision == Decision::publish) {
      auto const published = desk::publish_changes(tx, open->service, changes_from(open->changes),
                                                   "published", who, "freshness", now);
      if (published.invalid()) return published.problems();
      if (!published) return Refusal{published.fault()};
    }
    if (!store::decide_answer(tx, answer, decision != Decision::refused, who.name, now))
      return Refusal{Fault::conflict};
    constexpr std::string_view kWords[] = {"freshness.answer_published", "freshness.answer_taken",
                                           "freshness.answer_refused"};
    if (decision == Decision::publish) {
      auto const by = row->organisation_name.empty() ? row->name : row->organisation_name;
      confirm(tx, who, *row, {.how = VerifiedHow::service_itself}, by, now);
    }
    note(tx, who, std::string(kWords[static_cast<std::size_t>(decision)]), open->service, "{}", now);
    return true;
  });
}

}  // namespace cote::guide::freshness
