// SPDX-License-Identifier: AGPL-3.0-or-later
#include "post/queue.h"

#include <algorithm>

#include "post/outbox.h"

namespace cote::post::queue {

std::chrono::seconds pause_after(std::int64_t attempts) {
  using namespace std::chrono_literals;
  auto const doublings = std::clamp<std::int64_t>(attempts - 1, 0, 9);
  return std::min<std::chrono::seconds>(1min * (1 << doublings), 6h);
}

bool is_due(db::Session& session, Time now) {
  return session
      .one<std::int64_t>(
          "select id from outbox where (state = 'queued' or state = 'sending') and next_attempt <= :now "
          "limit 1",
          {{"now", iso(now)}})
      .has_value();
}

std::optional<Outgoing> take(db::Tx& tx, std::string_view claim, const Policy& policy, Time now) {
  // A message left in "sending" by a process that died is due again when its lease is over.
  auto const due = tx.one<std::int64_t, std::string, std::string, std::string, std::string, std::string>(
      "select id, token, recipient, lang, subject, body from outbox where (state = 'queued' or state = "
      "'sending') and next_attempt <= :now order by next_attempt, id limit 1",
      {{"now", iso(now)}});
  if (!due) return std::nullopt;
  auto const& [id, token, to, lang, subject, text] = *due;
  // The conditions again: whoever came first in another process has changed the row.
  auto const mine = tx.run(
      "update outbox set state = 'sending', claim = :claim, attempts = attempts + 1, next_attempt = :until "
      "where id = :id and (state = 'queued' or state = 'sending') and next_attempt <= :now",
      {{"id", id}, {"claim", claim}, {"until", iso(now + policy.lease)}, {"now", iso(now)}});
  if (mine == 0) return std::nullopt;
  return Outgoing{.id = id, .token = token, .to = to, .lang = lang, .subject = subject, .text = text};
}

bool settle(db::Tx& tx, std::int64_t id, std::string_view claim, const Handed& handed, const Policy& policy,
            Time now) {
  using Outcome = Handed::Outcome;
  auto const row = tx.one<std::int64_t>(
      "select attempts from outbox where id = :id and claim = :claim and state = 'sending'",
      {{"id", id}, {"claim", claim}});
  if (!row) return false;
  auto const attempts = std::get<0>(*row);
  auto const outcome = handed.outcome;
  if (outcome == Outcome::sent || outcome == Outcome::bounced)
    return tx.run(
               "update outbox set state = :state, claim = '', subject = '', body = '', sent = :sent, "
               "error = :error where id = :id",
               {{"id", id},
                {"state", outcome == Outcome::sent ? "sent" : "bounced"},
                {"sent", outcome == Outcome::sent ? std::optional(iso(now)) : std::nullopt},
                {"error", handed.error.empty() ? std::nullopt : std::optional(handed.error)}}) == 1;
  bool const over = outcome == Outcome::failed || attempts >= policy.attempts;
  return tx.run(
             "update outbox set state = :state, claim = '', next_attempt = :next, error = :error where id = "
             ":id",
             {{"id", id},
              {"state", over ? "failed" : "queued"},
              {"next", iso(now + pause_after(attempts))},
              {"error", handed.error}}) == 1;
}

bool bounced(db::Tx& tx, std::int64_t id, std::string_view token, std::string_view status) {
  return tx.run(
             "update outbox set state = 'bounced', claim = '', subject = '', body = '', error = :status "
             "where id = :id and token = :token and state <> 'bounced'",
             {{"id", id}, {"token", token}, {"status", status}}) == 1;
}

std::int64_t retry(db::Tx& tx, Time now) {
  return tx.run(
      "update outbox set state = 'queued', attempts = 0, next_attempt = :now where (state = 'failed' or "
      "(state = 'queued' and next_attempt > :now)) and body <> ''",
      {{"now", iso(now)}});
}

std::int64_t forget(db::Tx& tx, Time settled_before) {
  auto const rows = tx.all<std::int64_t, std::string>(
      "select id, recipient from outbox where (state = 'sent' or state = 'failed' or state = 'bounced') and "
      "created < :before and recipient not like '@%'",
      {{"before", iso(settled_before)}});
  for (auto const& [id, recipient] : rows)
    tx.run(
        "update outbox set recipient = :domain, subject = '', body = '', about = '', about_id = '' "
        "where id = :id",
        {{"id", id}, {"domain", domain_of(recipient)}});
  return static_cast<std::int64_t>(rows.size());
}

std::vector<Count> counts(db::Session& session) {
  std::vector<Count> out;
  for (auto& [kind, state, messages] : session.all<std::string, std::string, std::int64_t>(
           "select kind, state, count(*) from outbox group by kind, state order by kind, state"))
    out.push_back({std::move(kind), std::move(state), messages});
  return out;
}

std::vector<Stuck> stuck(db::Session& session, int at_most) {
  std::vector<Stuck> out;
  for (auto& [id, kind, recipient, state, attempts, created, next, error] :
       session.all<std::int64_t, std::string, std::string, std::string, std::int64_t, std::string,
                   std::string, std::string>(
           "select id, kind, recipient, state, attempts, created, next_attempt, error from outbox where "
           "state <> 'sent' order by created desc, id desc limit :most",
           {{"most", at_most}}))
    out.push_back({id, std::move(kind), domain_of(recipient), std::move(state), attempts, std::move(created),
                   std::move(next), std::move(error)});
  return out;
}

}  // namespace cote::post::queue
