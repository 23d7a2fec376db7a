// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "db/db.h"
#include "people/ledger.h"
#include "web/http.h"

/// The ledger to read (right ledger.read) and to take along (ledger.export).
namespace cote::people {

class LedgerPages {
 public:
  explicit LedgerPages(db::Db& db) : db_(db) {}
  void mount(web::Router& router);

 private:
  [[nodiscard]] web::Reply list(const web::Visit& visit) const;
  /// CSV or NDJSON, oldest last, some hundred entries at a time; taking it along is an entry itself.
  [[nodiscard]] web::Reply file(const web::Visit& visit) const;

  db::Db& db_;
};

/// What a query asks for: who, action, subject, id, from and until (days of the Belgian calendar, both
/// included), before (an entry's number). What is no day or number does not limit.
struct LedgerAsked {
  ledger::Filter filter{};
  std::int64_t before = 0;
  std::string from_day{};
  std::string until_day{};
  /// As a query string for the next page or the file.
  [[nodiscard]] std::string query(std::int64_t then) const;
};
LedgerAsked ledger_asked(const web::Fields& query);

/// What there is to choose from.
struct LedgerChoices {
  std::vector<std::pair<std::string, std::string>> people{};  // id and name
  std::vector<std::string> actions{};
  std::vector<std::string> subjects{};
};
namespace views {
web::Reply ledger(const web::Visit& visit, const LedgerAsked& asked, const LedgerChoices& choices,
                  const std::vector<ledger::Row>& rows, bool more);
}  // namespace views

/// A line of the files. Cells that a spreadsheet would run as a formula are led by an apostrophe.
std::string ledger_csv(const ledger::Row& row);
std::string ledger_ndjson(const ledger::Row& row);

}  // namespace cote::people
