// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fmt/format.h>

#include "people/ledger.h"

namespace cote::people::ledger {
namespace {

/// The distinct words of an indexed column, by leaping along the index from one to the next.
std::vector<std::string> distinct(db::Session& session, std::string_view sql) {
  std::vector<std::string> out;
  for (auto& [word] : session.all<std::string>(sql)) out.push_back(std::move(word));
  return out;
}

struct Condition {
  std::string sql = "1 = 1";
  db::Binds binds{};
  void add(std::string_view text, std::string_view name, std::string_view value) {
    sql += fmt::format(" and {}", text);
    binds.emplace_back(name, value);
  }
};

Condition condition(const Filter& filter) {
  Condition out;
  if (!filter.account.empty()) out.add("l.account_id = :account", "account", filter.account);
  if (filter.action.ends_with('.')) {
    out.add("l.action like :action", "action", filter.action + "%");
  } else if (!filter.action.empty()) {
    out.add("l.action = :action", "action", filter.action);
  }
  if (!filter.subject.empty()) out.add("l.subject = :subject", "subject", filter.subject);
  if (!filter.subject_id.empty()) out.add("l.subject_id = :subject_id", "subject_id", filter.subject_id);
  if (filter.from) out.add("l.at >= :since", "since", iso(*filter.from));
  if (filter.until) out.add("l.at < :until", "until", iso(*filter.until));
  return out;
}

}  // namespace

std::vector<Row> rows(db::Session& session, const Filter& filter, std::int64_t before, int limit) {
  auto where = condition(filter);
  if (before > 0) {
    where.sql += " and l.seq < :before";
    where.binds.emplace_back("before", before);
  }
  where.binds.emplace_back("most", limit);
  std::vector<Row> out;
  for (auto& [seq, at, account, actor, name, action, subject, subject_id, detail, purpose] :
       session.all<std::int64_t, std::string, std::string, std::string, std::string, std::string, std::string,
                   std::string, std::string, std::string>(
           fmt::format(
               "select l.seq, l.at, l.account_id, l.actor, a.name, l.action, l.subject, l.subject_id, "
               "l.detail, l.purpose from ledger l left join account a on a.id = l.account_id "
               "where {} order by l.seq desc limit :most",
               where.sql),
           where.binds))
    out.push_back({.seq = seq,
                   .at = parse_time(at).value_or(Time{}),
                   .account = {std::move(account)},
                   .actor = name.empty() ? std::move(actor) : std::move(name),
                   .action = std::move(action),
                   .subject = std::move(subject),
                   .subject_id = std::move(subject_id),
                   .detail = std::move(detail),
                   .purpose = std::move(purpose)});
  return out;
}

std::vector<std::string> actions(db::Session& session) {
  return distinct(
      session,
      "with recursive w (x) as (select min(action) from ledger union all select (select min(l.action) "
      "from ledger l where l.action > w.x) from w where w.x is not null) "
      "select x from w where x is not null order by x");
}

std::vector<std::string> subjects(db::Session& session) {
  return distinct(session,
                  "with recursive w (x) as (select min(subject) from ledger union all select (select "
                  "min(l.subject) from ledger l where l.subject > w.x) from w where w.x is not null) "
                  "select x from w where x is not null order by x");
}

}  // namespace cote::people::ledger
