// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "db/db.h"
#include "guide/desk/draft.h"
#include "people/access.h"

/// The list of records: every one, public, archived or proposed, by what it is found by. The rows are made
/// from the tables of the Guide. The desk makes them as it publishes; who changed much without it (an import)
/// makes them after, and a list that is read before that makes a few and says that it lacks the others.
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

/// How many changes of the Guide the rows do not know yet: 0 is none. One statement.
std::int64_t behind(db::Session& session);
/// Rows a request may make before it answers: a few hundredths of a second.
inline constexpr std::size_t kAtOnce = 40;
/// Makes rows of what changed since, in the order of the changes, at most `most` of them; gives how many
/// changes are left. One change that touches more records than that (a topic, a large organisation) is left
/// to catch_up_all.
std::int64_t catch_up(db::Tx& tx, std::size_t most = std::numeric_limits<std::size_t>::max());
/// Makes all of them, in transactions of a few hundred, so that the desk works meanwhile: for the program
/// that changed so much, and for the job. Says how far it is after each; false when `stopping` said so
/// before the end, and the next call begins again.
bool catch_up_all(
    db::Db& db,
    const std::function<void(std::size_t done, std::size_t total)>& progress = [](std::size_t,
                                                                                  std::size_t) {},
    const std::function<bool()>& stopping = [] { return false; });
/// Makes the row of this record, from the Guide, its last version or its drafts.
void refresh_one(db::Tx& tx, const ServiceId& service);

}  // namespace cote::guide::desk::rows
