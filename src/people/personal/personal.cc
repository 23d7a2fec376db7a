// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/personal/personal.h"

#include <algorithm>

#include <fmt/format.h>

#include "people/ledger.h"
#include "people/personal/kinds.h"
#include "people/store.h"

namespace cote::people::personal {
namespace {

using namespace cote::html;

std::string day_words(const Text& t, Time at) {
  std::chrono::year_month_day const date{std::chrono::floor<std::chrono::days>(to_local(at))};
  return t("personal.day", {{"day", static_cast<unsigned>(date.day())},
                            {"month", t(fmt::format("web.month.{}", static_cast<unsigned>(date.month())))},
                            {"year", std::to_string(static_cast<int>(date.year()))}});
}

db::Binds bind_for(std::string_view sql, const Account& account) {
  if (by_email(sql)) return {{"email", account.email}};
  if (by_name(sql)) return {{"name", account.name}};
  return {{"id", account.id.text}};
}

std::vector<std::string> words_of(std::string_view list) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < list.size();) {
    auto const end = std::min(list.find(", ", at), list.size());
    out.emplace_back(list.substr(at, end - at));
    at = end + 2;
  }
  return out;
}

/// The rows of one table as objects: every column as text, empty ones left out.
json::array rows_of(db::Session& session, const Holding& from, const Account& account) {
  auto const columns = words_of(from.columns);
  std::string sql = "select ";
  for (auto const& column : columns)
    sql += fmt::format("{}cast({} as text)", column == columns[0] ? "" : ", ", column);
  sql += fmt::format(" from {} where {}", from.table, from.mine);
  json::array out;
  std::vector<db::Column> const kinds_of(columns.size(), db::Column::text);
  session.fetch(sql, bind_for(from.mine, account), kinds_of, [&](std::span<db::Value> row) {
    json::object one;
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (auto const* text = std::get_if<std::string>(&row[i])) json::put(one, columns[i], *text);
    out.push_back(std::move(one));
  });
  return out;
}

bool last_administrator(db::Session& session, const AccountId& id) {
  auto const others = session.one<std::int64_t>(
      "select count(*) from account a join account_role r on r.account_id = a.id "
      "where r.role = 'administrator' and a.state = 'active' and a.id <> :id",
      {{"id", id.text}});
  auto const she = session.one<std::string>(
      "select role from account_role where account_id = :id and role = 'administrator'", {{"id", id.text}});
  return she && std::get<0>(*others) == 0;
}

void erase_rows(db::Tx& tx, const Account& account) {
  for (auto const sql : leavings()) tx.run(sql, bind_for(sql, account));
  tx.run("delete from account where id = :id", {{"id", account.id.text}});
}

void count(db::Tx& tx, std::string_view kind_name, std::int64_t number, Time now) {
  tx.run(
      "insert into erased (kind, month, number) values (:kind, :month, :number) "
      "on conflict (kind, month) do update set number = erased.number + excluded.number",
      {{"kind", kind_name}, {"month", iso(now).substr(0, 7)}, {"number", number}});
}

std::string due(const Kind& k) { return fmt::format("{} and {} < :before", k.where, k.since); }

/// Accounts go one by one, because more hangs on them than the row.
std::int64_t erase_accounts(db::Tx& tx, const Kind& k, const db::Binds& before) {
  auto const ids = tx.all<std::string>(fmt::format("select id from account where {}", due(k)), before);
  std::int64_t gone = 0;
  for (auto const& [id] : ids) {
    auto const account = store::account(tx, {id});
    if (!account || last_administrator(tx, account->id)) continue;
    erase_rows(tx, *account);
    ++gone;
  }
  return gone;
}

std::int64_t erase_kind(db::Db& db, const Kind& k, Time now) {
  db::Binds const before{{"before", iso(now - std::chrono::days(k.days))}};
  auto const waiting = db.read([&](db::Session& s) {
    return std::get<0>(
        s.one<std::int64_t>(fmt::format("select count(*) from {} where {}", k.table, due(k)), before)
            .value());
  });
  if (waiting == 0) return 0;
  return db.write([&](db::Tx& tx) {
    auto const gone = k.erase == "account" ? erase_accounts(tx, k, before)
                                           : tx.run(fmt::format("{} where {}", k.erase, due(k)), before);
    if (gone == 0) return gone;
    count(tx, k.name, gone, now);
    ledger::note(tx, Actor::house("retention"),
                 {.action = "personal.term_over",
                  .subject = std::string(k.name),
                  .detail = fmt::format(R"({{"number":{}}})", gone)},
                 now);
    return gone;
  });
}

/// Was anything erased since the files were last cleaned? The ledger knows.
bool needs_cleaning(db::Session& session) {
  auto const last = [&](std::string_view action) {
    auto const row = session.one<std::int64_t>(
        "select coalesce(max(seq), 0) from ledger where action = :action", {{"action", action}});
    return std::get<0>(*row);
  };
  return std::max(last("personal.erased"), last("personal.term_over")) > last("personal.files_cleaned");
}

}  // namespace

Time erased_at(const Kind& k, Time since) { return since + std::chrono::days(k.days); }

int days_left(const Kind& k, Time since, Time now) {
  auto const left = std::chrono::floor<std::chrono::days>(erased_at(k, since) - now).count();
  return static_cast<int>(std::max<std::int64_t>(0, left));
}

Html countdown(const Text& t, std::string_view kind_name, const std::optional<Time>& since, Time now) {
  auto const* const k = kind(kind_name);
  if (k == nullptr) throw std::logic_error(fmt::format("no kind of personal data is called {}", kind_name));
  if (!since) return p(cls("terme"), t("personal.term_waits", {{"days", k->days}}));
  return p(cls("terme"), t("personal.countdown", {{"days", days_left(*k, *since, now)},
                                                  {"day", day_words(t, erased_at(*k, *since))}}));
}

std::vector<Figures> figures(db::Session& session) {
  std::vector<Figures> out;
  for (auto const& k : kinds()) {
    auto const held = session.one<std::int64_t, std::optional<std::string>>(
        fmt::format("select count(*), min({}) from {} where {}", k.since, k.table, k.where));
    auto const gone = session.one<std::int64_t>(
        "select cast(coalesce(sum(number), 0) as bigint) from erased where kind = :kind", {{"kind", k.name}});
    Figures f{.kind = &k, .held = std::get<0>(*held), .erased = std::get<0>(*gone)};
    if (auto const& oldest = std::get<1>(*held))
      if (auto const since = parse_time(*oldest)) f.next = erased_at(k, *since);
    out.push_back(f);
  }
  return out;
}

json::object held_on(db::Session& session, const AccountId& id) {
  auto const account = store::account(session, id);
  if (!account) return {};
  json::object out;
  for (auto const& from : holdings()) {
    auto rows = rows_of(session, from, *account);
    if (!rows.empty()) out[from.table] = std::move(rows);
  }
  return out;
}

Result<std::string> export_of(db::Db& db, const Actor& who, const AccountId& id, std::string_view purpose,
                              Time now) {
  bool const own = !id.empty() && who.account == id;
  if (!own && !who.may(Compartment::personal, Action::export_)) return Refusal{Fault::missing};
  if (purpose.empty()) return Problems{{.field = "purpose", .key = "personal.purpose_missing"}};
  auto const text = db.write([&](db::Tx& tx) -> std::optional<std::string> {
    auto held = held_on(tx, id);
    if (held.empty()) return std::nullopt;
    ledger::note(tx, who,
                 {.action = "personal.exported",
                  .subject = "account",
                  .subject_id = id.text,
                  .purpose = std::string(purpose)},
                 now);
    return boost::json::serialize(json::object{{"made", iso(now)}, {"held", std::move(held)}});
  });
  if (!text) return Refusal{Fault::missing};
  return *text;
}

Result<std::int64_t> erase_account(db::Db& db, const Actor& who, const AccountId& id, Time now) {
  if (!who.may(Compartment::personal, Action::erase)) return Refusal{Fault::missing};
  return db.write([&](db::Tx& tx) -> Result<std::int64_t> {
    auto const account = store::account(tx, id);
    if (!account) return Refusal{Fault::missing};
    if (last_administrator(tx, id)) return Refusal{Fault::conflict};
    erase_rows(tx, *account);
    count(tx, "account", 1, now);
    return ledger::note(tx, who, {.action = "personal.erased", .subject = "account", .subject_id = id.text},
                        now);
  });
}

std::vector<Erased> erase_due(db::Db& db, Time now) {
  std::vector<Erased> out;
  for (auto const& k : kinds()) {
    if (k.erase.empty()) continue;
    if (auto const gone = erase_kind(db, k, now); gone > 0) out.push_back({.kind = k.name, .number = gone});
  }
  if (db.read(needs_cleaning)) {
    db.forget_deleted();
    db.write([&](db::Tx& tx) {
      return ledger::note(tx, Actor::house("retention"), {.action = "personal.files_cleaned"}, now);
    });
  }
  return out;
}

}  // namespace cote::people::personal
