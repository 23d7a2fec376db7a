// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/db.h"
#include "guide/desk/draft.h"
#include "people/access.h"

/// The list of records: every one, public, archived or proposed, by what it is found by. The rows are made
/// from the tables of the Guide; whoever changed those without the desk is caught up with before a list is
/// read.
namespace cote::guide::desk::rows {

struct Filter {
  std::string words{};         // beginnings of words, all of them somewhere in name, address or numbers;
                               // one letter or digit alone is a word of its own
  std::string state{};         // "live", "archived", "proposed"
  std::string status{};        // of the service
  std::string commune{};       // NIS
  std::string rubric{};        // id
  std::string organisation{};  // id
  std::string freshness{};     // "fresh", "to_confirm", "old", "unknown"
  std::string draft{};         // "any", "draft", "in_review", "returned", "mine"
  std::string after{};         // slug of the last row of the page before
  bool operator==(const Filter&) const = default;
};

struct Page {
  std::vector<Row> rows{};
  bool more = false;
};
/// At most `size` rows after `filter.after`, by address. One statement, and one more when words are asked.
Page list(db::Session& session, const Filter& filter, const people::Predicate& limit,
          std::string_view account, Date today, std::size_t size);

/// How many rows there are, counted up to `most`. As many statements.
std::int64_t count(db::Session& session, const Filter& filter, const people::Predicate& limit,
                   std::string_view account, Date today, std::int64_t most);

/// True when the Guide changed since the rows were made. One statement.
bool behind(db::Session& session);
/// Makes the rows of all records that changed since; all of them when there were many.
void catch_up(db::Tx& tx);
/// Makes the row of this record, from the Guide, its last version or its drafts.
void refresh_one(db::Tx& tx, const ServiceId& service);

}  // namespace cote::guide::desk::rows
