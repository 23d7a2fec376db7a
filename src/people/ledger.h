// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "kernel/time.h"
#include "people/actor.h"

/// What happened, who did it, in what order: append-only, each entry sealed to the one before by a hash.
/// An entry is written in the transaction of the change it tells; reading a person's data is an entry too.
namespace cote::people::ledger {

struct Entry {
  std::string action{};   // "guide.published": room, then what was done, in the past
  std::string subject{};  // kind of thing: "service", "account"
  std::string subject_id{};
  /// What changed, as a small JSON object: field names, states, numbers. Never personal text, never a
  /// wording: those are in the versions, where they can be erased.
  std::string detail = "{}";
  std::string purpose{};  // why personal data was read, when it was
};

/// Appends `entry`; gives its number. Three statements. Writers of all processes wait for each other here,
/// so it comes last in a transaction. Of a person only the account's id is written: entries outlive accounts,
/// and an erased person must not live on in them.
std::int64_t note(db::Tx& tx, const Actor& who, const Entry& entry, Time now);

/// Notes that `who` read what is held on a person: `subject` "account" and its id, and why ("support",
/// "the person asked"). Call it before the page is made, so that nothing is shown that was not noted.
std::int64_t read_of(db::Db& db, const Actor& who, std::string_view subject, std::string_view subject_id,
                     std::string_view purpose, Time now);

/// An entry as it stands.
struct Row {
  std::int64_t seq = 0;
  Time at{};
  AccountId account{};  // empty: the house itself or the public
  std::string actor{};  // the name as accounts give it now; of a job its own; empty: the account is gone
  std::string action{};
  std::string subject{};
  std::string subject_id{};
  std::string detail{};
  std::string purpose{};
};

/// What to look for; empty members do not limit.
struct Filter {
  std::string account{};  // an id
  std::string action{};   // "guide.published", or "guide." for everything of that room
  std::string subject{};
  std::string subject_id{};
  std::optional<Time> from{};   // from this instant on
  std::optional<Time> until{};  // before this instant
};

/// The entries before number `before` (0: from the newest), newest first, at most `limit`. One statement over
/// an index, whatever the size of the ledger.
std::vector<Row> rows(db::Session& session, const Filter& filter, std::int64_t before, int limit);
/// The actions, and the kinds of thing, that occur, in order. A statement each, a look-up a distinct word.
std::vector<std::string> actions(db::Session& session);
std::vector<std::string> subjects(db::Session& session);

/// The first place where the chain does not hold.
struct Broken {
  enum class What {
    altered,  // the entry, or the order, is not what was written
    missing,  // no entry of this number
    cut,      // the ledger was longer once
    beyond,   // an entry that was added past us
    anchor,   // the entry is not the one that was noted outside
  };
  std::int64_t seq = 0;
  What what = What::altered;
};
/// A number and its hash, noted somewhere else: what only a ledger rewritten as a whole could hide.
struct Anchor {
  std::int64_t seq = 0;
  std::string hash{};
};
struct Verdict {
  std::int64_t entries = 0;  // that held
  std::string hash{};        // of the last of them
  std::optional<Broken> broken{};
};
/// Computes every hash again, in order, in constant memory; `progress` gets done and total.
Verdict verify(db::Session& session, const std::optional<Anchor>& anchor = {},
               const std::function<void(std::int64_t, std::int64_t)>& progress = {});

}  // namespace cote::people::ledger
