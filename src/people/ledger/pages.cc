// SPDX-License-Identifier: AGPL-3.0-or-later
#include "people/ledger/pages.h"

#include <charconv>
#include <memory>

#include <fmt/format.h>

#include "kernel/csv.h"
#include "kernel/json.h"
#include "people/access.h"
#include "people/store.h"
#include "people/work_routes.h"

namespace cote::people {
namespace {

constexpr int kOnAPage = 50;
constexpr int kAtOnce = 250;  // a millisecond or so: pieces are made on a thread that others share

std::int64_t number(std::string_view text) {
  std::int64_t out = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() && out > 0 ? out : 0;
}

/// Midnight in Belgium, `later` days on.
std::optional<Time> midnight(std::string_view day, int later) {
  auto const date = parse_date(day);
  if (!date) return std::nullopt;
  return to_utc(LocalMinute(std::chrono::local_days(*date) + std::chrono::days(later)));
}

/// A spreadsheet runs what begins so.
std::string plain_cell(std::string cell) {
  if (!cell.empty() && std::string_view("=+-@\t\r").find(cell[0]) != std::string_view::npos)
    cell.insert(0, 1, '\'');
  return cell;
}

}  // namespace

LedgerAsked ledger_asked(const web::Fields& query) {
  LedgerAsked out;
  out.filter = {.account = std::string(query.get("who")),
                .action = std::string(query.get("action")),
                .subject = std::string(query.get("subject")),
                .subject_id = std::string(query.get("id")),
                .from = midnight(query.get("from"), 0),
                .until = midnight(query.get("until"), 1)};
  if (out.filter.from) out.from_day = query.get("from");
  if (out.filter.until) out.until_day = query.get("until");
  out.before = number(query.get("before"));
  return out;
}

std::string LedgerAsked::query(std::int64_t then) const {
  web::Fields out;
  auto const add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) out.add(std::string(name), std::string(value));
  };
  add("who", filter.account);
  add("action", filter.action);
  add("subject", filter.subject);
  add("id", filter.subject_id);
  add("from", from_day);
  add("until", until_day);
  if (then > 0) add("before", std::to_string(then));
  return out.encode();
}

void LedgerPages::mount(web::Router& router) {
  WorkRoutes const add(router, *this);
  add("GET", "/desk/ledger", "ledger", "ledger.read", &LedgerPages::list);
  add("GET", "/desk/ledger/export", "ledger.export", "ledger.export", &LedgerPages::file);
}

web::Reply LedgerPages::list(const web::Visit& visit) const {
  auto const asked = ledger_asked(visit.query);
  LedgerChoices choices;
  auto rows = db_.read([&](db::Session& s) {
    for (auto& account : store::accounts(s)) choices.people.emplace_back(account.id.text, account.name);
    choices.actions = ledger::actions(s);
    choices.subjects = ledger::subjects(s);
    return ledger::rows(s, asked.filter, asked.before, kOnAPage + 1);
  });
  bool const more = rows.size() > kOnAPage;
  if (more) rows.pop_back();
  return views::ledger(visit, asked, choices, rows, more);
}

web::Reply LedgerPages::file(const web::Visit& visit) const {
  bool const lines = visit.query.get("format") == "ndjson";
  auto const asked = ledger_asked(visit.query);
  // Up to this entry, so that the file ends however fast others write.
  auto const last = db_.write([&](db::Tx& tx) {
    return ledger::note(tx, *visit.actor,
                        {.action = "ledger.exported",
                         .subject = "ledger",
                         .detail = lines ? R"({"format":"ndjson"})" : R"({"format":"csv"})"},
                        visit.now);
  });
  web::Reply reply{.content_type = lines ? "application/x-ndjson" : "text/csv; charset=utf-8"};
  reply.headers.emplace_back("Content-Disposition",
                             fmt::format("attachment; filename=\"ledger.{}\"", lines ? "ndjson" : "csv"));
  struct State {
    std::int64_t before;
    bool begun = false;
    bool over = false;
  };
  auto const state = std::make_shared<State>(State{.before = last + 1});
  reply.stream = [&db = db_, asked, lines, state]() -> std::string {
    if (state->over) return {};
    auto const rows =
        db.read([&](db::Session& s) { return ledger::rows(s, asked.filter, state->before, kAtOnce); });
    std::string out;
    if (!state->begun && !lines)
      out = csv::line({"number", "at", "account", "name", "action", "subject", "id", "detail", "purpose"});
    state->begun = true;
    for (auto const& row : rows) out += lines ? ledger_ndjson(row) : ledger_csv(row);
    state->over = rows.size() < kAtOnce;
    if (!rows.empty()) state->before = rows.back().seq;
    return out;
  };
  return reply;
}

std::string ledger_csv(const ledger::Row& r) {
  return csv::line({std::to_string(r.seq), iso(r.at), plain_cell(r.account.text), plain_cell(r.actor),
                    plain_cell(r.action), plain_cell(r.subject), plain_cell(r.subject_id),
                    plain_cell(r.detail), plain_cell(r.purpose)});
}

std::string ledger_ndjson(const ledger::Row& r) {
  json::object out{{"number", r.seq}, {"at", iso(r.at)}, {"action", r.action}};
  json::put(out, "account", r.account.text);
  json::put(out, "name", r.actor);
  json::put(out, "subject", r.subject);
  json::put(out, "id", r.subject_id);
  auto detail = json::parse(r.detail);
  if (detail) out["detail"] = std::move(*detail);
  json::put(out, "purpose", r.purpose);
  return boost::json::serialize(out) + "\n";
}

}  // namespace cote::people
