// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "guide/corrections/model.h"
#include "guide/record.h"
#include "kernel/result.h"
#include "people/actor.h"

namespace cote::guide::corrections {

/// The verbs. Each is one transaction, with its entry in the ledger, or nothing.
struct Door {
  db::Db& db;

  /// Keeps what a reader reported about a field that showed `before`; gives the reporter's code, which is
  /// stored nowhere. `slow`: came without proof of work.
  Result<std::string> report(const ServiceId& service, std::string_view before, const Draft& draft,
                             std::string_view lang, bool slow, Time now) const;

  /// What became of it. Missing for a code that is none, and after its words were erased.
  Result<Correction> read(std::string_view code) const;
  /// The reporter answers a question. Conflict when none was asked.
  Result<CorrectionId> reply(std::string_view code, std::string_view words, std::string_view lang,
                             Time now) const;

  /// The desk's view: needs corrections.read.
  struct Case {
    Correction correction{};
    Record record{};  // as stored now; an empty service id when it is gone
  };
  Result<Case> open(const people::Actor& who, const CorrectionId& id) const;
  Result<std::vector<Correction>> listed(const people::Actor& who, bool decided) const;

  /// Needs corrections.moderate. An acceptance changes the field and puts it before the public in the same
  /// transaction; a value the record does not take comes back as a problem of "value". Conflict when a
  /// colleague decided before.
  Result<CorrectionId> decide(const people::Actor& who, const CorrectionId& id, const Decision& decision,
                              Time now) const;
};

/// What the field of a record says now, or empty.
std::string value_of(const Record& record, std::string_view path);
/// True for a field that must never be changed by what the public says: where a confidential place is.
bool is_hidden(const Record& record, std::string_view path);

/// Erases the words of reports after their term (rules.h). For the daily job; the ledger gets the number.
std::int64_t erase_old(db::Db& db, Time now);

}  // namespace cote::guide::corrections
