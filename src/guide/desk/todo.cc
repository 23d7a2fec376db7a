// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/desk/todo.h"

#include <fmt/format.h>

#include "guide/corrections/store.h"
#include "guide/desk/store.h"

namespace cote::guide::desk {
namespace {

using people::Action;
using people::Compartment;

std::int64_t first(const std::optional<std::tuple<std::int64_t>>& row) { return row ? std::get<0>(*row) : 0; }

std::int64_t mine(db::Session& session, const people::Actor& who, State state) {
  return first(session.one<std::int64_t>(
      "select count(*) from guide_draft where author_id = :author and state = :state",
      {{"author", who.account.text}, {"state", name(state)}}));
}

/// A count that is the same for everybody who may see it.
auto counted(std::string sql) {
  return [sql = std::move(sql)](db::Session& session, const people::Actor&, Time) {
    return first(session.one<std::int64_t>(sql));
  };
}

/// Searches of this month that found nothing, all together.
std::int64_t missed(db::Session& session, const people::Actor&, Time now) {
  return first(session.one<std::int64_t>(
      "select coalesce(max(times), 0) from missed_search where month = :month and words = ''",
      {{"month", iso(Date(std::chrono::floor<std::chrono::days>(to_local(now)))).substr(0, 7)}}));
}

std::int64_t due(db::Session& session, const people::Actor& who, Time now) {
  auto const limit = people::within(who, Compartment::freshness, Action::verify, "organisation_id");
  db::Binds binds = {{"today", iso(Date(std::chrono::floor<std::chrono::days>(to_local(now))))}};
  binds.insert(binds.end(), limit.binds.begin(), limit.binds.end());
  return first(session.one<std::int64_t>(
      fmt::format("select count(*) from desk_row where state = 'live' and next_review <> '' and "
                  "next_review <= :today and {}",
                  limit.sql),
      binds));
}

}  // namespace

std::vector<Todo> own_todos() {
  return {
      {.key = "desk.todo.review",
       .path = "/desk/services?draft=in_review",
       .right = "guide.review",
       .count =
           [](db::Session& session, const people::Actor& who, Time) {
             auto const limit = people::within(who, Compartment::guide, Action::review, "organisation_id");
             return store::count_in(session, State::in_review, limit);
           }},
      {.key = "desk.todo.returned",
       .path = "/desk/services?draft=mine",
       .right = "guide.propose",
       .count = [](db::Session& session, const people::Actor& who,
                   Time) { return mine(session, who, State::returned); }},
      {.key = "desk.todo.drafts",
       .path = "/desk/services?draft=mine",
       .right = "guide.propose",
       .count = [](db::Session& session, const people::Actor& who,
                   Time) { return mine(session, who, State::draft); }},
      {.key = "desk.todo.due", .path = "/desk/freshness", .right = "freshness.verify", .count = due},
      {.key = "desk.todo.links",
       .path = "/desk/freshness/links",
       .right = "freshness.read",
       .count = counted("select count(*) from link_check where state = 'broken'")},
      {.key = "desk.todo.corrections",
       .path = "/desk/corrections",
       .right = "corrections.moderate",
       .count = [](db::Session& session, const people::Actor&,
                   Time) { return corrections::store::waiting(session); }},
      {.key = "desk.todo.missed", .path = "/desk/searches", .right = "figures.read", .count = missed},
  };
}

}  // namespace cote::guide::desk
