// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "kernel/html.h"
#include "kernel/json.h"
#include "kernel/result.h"
#include "kernel/text.h"
#include "kernel/time.h"
#include "people/actor.h"

/// What the house holds on people: why, for how long, what is left of it afterwards. The list is data
/// (kinds.cc); the pages, the countdowns and the job that erases read it.
namespace cote::people::personal {

/// One kind of personal data. `since`, `where` and `erase` are SQL on `table`; a row's term runs from
/// `since` (an instant as text; null: it does not run yet) and ends `days` later.
struct Kind {
  std::string_view name{};  // of the text keys personal.kind.<name> and personal.purpose.<name>
  std::string_view table{};
  std::string_view since{};
  std::string_view where{};
  int days = 0;
  std::string_view erase{};  // "delete from …" without its condition; empty: another job erases, `job`
  std::string_view job = "retention";
};
std::span<const Kind> kinds();
const Kind* kind(std::string_view name);

/// The last instant this may be held, when its term began at `since`.
Time erased_at(const Kind& kind, Time since);
/// Whole days until then; 0 when the next run of the job erases it.
int days_left(const Kind& kind, Time since, Time now);
/// For the page of a record: "Will be erased in 23 days, on 16 December 2026". Says that the term does not
/// run yet when there is no `since`. Throws std::logic_error for a kind that is not in the list.
Html countdown(const Text& t, std::string_view kind, const std::optional<Time>& since, Time now);

/// What is held now and what was erased, for the page.
struct Figures {
  const Kind* kind = nullptr;
  std::int64_t held = 0;
  std::optional<Time> next{};  // when the oldest goes
  std::int64_t erased = 0;     // in all
};
/// Two statements a kind.
std::vector<Figures> figures(db::Session& session);

/// Everything the database holds on the person of an account, but for secrets (hashes, sealed fields): a
/// member for each table. Empty when there is no such account. A statement a table.
json::object held_on(db::Session& session, const AccountId& id);

/// `who` takes along what is held on a person, for `purpose`: checks the right (personal.export, or one's
/// own), notes it, then gives the text of the file. Problems name the field "purpose".
Result<std::string> export_of(db::Db& db, const Actor& who, const AccountId& id, std::string_view purpose,
                              Time now);

/// Erases the account and everything held on the person: rows that are hers go, names in rows that stay
/// become empty. The ledger keeps its entries, which hold an id only. Refused without the right
/// personal.erase, for an account that is not there, and (conflict) for the last administrator.
/// The files of the database are cleaned by the next `erase_due`.
Result<std::int64_t> erase_account(db::Db& db, const Actor& who, const AccountId& id, Time now);

/// Erases what is past its term, kind by kind, each in one transaction with the number that is kept
/// (table erased: kind, month) and an entry in the ledger; then cleans the files. Gives how many of each
/// kind; nothing erased, nothing written.
struct Erased {
  std::string_view kind{};
  std::int64_t number = 0;
};
std::vector<Erased> erase_due(db::Db& db, Time now);

}  // namespace cote::people::personal
