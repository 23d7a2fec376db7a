// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "guide/desk/draft.h"
#include "guide/desk/rules.h"
#include "kernel/result.h"
#include "people/actor.h"

/// The verbs of the desk: who may is asked here, the rules are in rules.h, and each verb is one
/// transaction with its line in the ledger. A record or draft that this person may not see is missing, not
/// forbidden.
namespace cote::guide::desk {

using people::Actor;

/// What saving or publishing met: everything went well when `clashes` is empty.
struct Outcome {
  Draft draft{};
  std::vector<Clash> clashes{};
  std::int64_t version = 0;  // the one that was published
};

struct Door {
  db::Db& db;
  FourEyes four_eyes{};
  /// "https://guide.example.org": what links in letters to authors begin with.
  std::string origin{};

  /// Begins to change a record, or goes on where this person stopped.
  Result<Draft> begin(const Actor& who, const ServiceId& service, Time now) const;
  /// Begins a record that is not there yet, of an organisation that is.
  Result<Draft> begin_new(const Actor& who, const OrganisationId& organisation, std::string_view service_name,
                          Time now) const;

  /// Changes fields of the draft. `seen` is the count of saves this person's form was made from: when
  /// another window saved since, what both changed comes back as clashes and nothing is written.
  Result<Outcome> save(const Actor& who, std::string_view draft, std::int64_t seen,
                       const std::vector<FieldValue>& changes, Time now) const;
  /// send, take_back, give_back (with an answer), drop.
  Result<Draft> move(const Actor& who, std::string_view draft, Event event, std::string_view note,
                     Time now) const;
  /// Puts the draft before the public. What somebody else published since the draft began stays; what both
  /// changed comes back as clashes and nothing is written.
  Result<Outcome> publish(const Actor& who, std::string_view draft, std::string_view note, Time now) const;
  /// Decides clashes: the draft now stands on the record as it is, with these values where both changed.
  Result<Draft> settle(const Actor& who, std::string_view draft, const std::vector<FieldValue>& chosen,
                       Time now) const;

  /// Takes the record away from the public; it keeps its versions and can be restored. Gives the version.
  Result<std::int64_t> archive(const Actor& who, const ServiceId& service, std::string_view why,
                               Time now) const;
  /// Publishes an earlier version again, as a new one; also brings back what was archived.
  Result<std::int64_t> restore(const Actor& who, const ServiceId& service, std::int64_t version,
                               Time now) const;

  /// Makes one record of two: `keep` with the `chosen` fields, and the addresses of both; `gone` leaves the
  /// Guide as "merged", its address leads to `keep`, and restoring a version of it takes the merge back.
  /// Gives the version of `keep`.
  Result<std::int64_t> join(const Actor& who, const ServiceId& keep, const ServiceId& gone,
                            const std::vector<FieldValue>& chosen, Time now) const;
};

/// Something done to many records, each by its own rules.
struct Bulk {
  /// "verify", "send", "publish", "archive"; "add_topic"; "set_rubric": topics of other rubrics than that of
  /// the topic go, and it is added.
  std::string act{};
  VerifiedHow how = VerifiedHow::phone;
  std::string note{};  // why, or the topic
};
/// What became of one of them: done when `key` is empty, otherwise the key of the sentence that says why not.
struct BulkLine {
  ServiceId service{};
  std::string name{};
  std::string key{};
};
/// Each record is a transaction of its own: one that may not or cannot changes nothing for the others.
std::vector<BulkLine> in_bulk(const Door& door, const Actor& who, const std::vector<ServiceId>& services,
                              const Bulk& bulk, Time now);
/// What "add_topic" and "set_rubric" would do to each, with nothing done: an empty key would change. Three
/// statements and those of loading each record.
std::vector<BulkLine> outlook(const Door& door, const Actor& who, const std::vector<ServiceId>& services,
                              const Bulk& bulk);

/// Publishes `changes` to a record inside somebody else's transaction: for corrections, translations,
/// freshness and imports, which have asked for their own right. The version before is kept, the list
/// follows; the ledger is the caller's. Nothing changed: gives the last version's number.
Result<std::int64_t> publish_changes(db::Tx& tx, const ServiceId& service,
                                     const std::vector<FieldValue>& changes, std::string_view what,
                                     const Actor& who, std::string_view note, Time now);
/// The same with the whole record.
std::int64_t publish_record(db::Tx& tx, const Record& record, std::string_view what, const Actor& who,
                            std::string_view author, std::string_view note, Time now);

/// Drafts of public records that somebody opened a day ago and never changed: nobody edits those. For the
/// daily job; gives how many.
std::int64_t drop_untouched(db::Db& db, Time now);

/// For what changes many records at once and saves them itself: what is public of this one becomes a version
/// unless it is one already; and, afterwards, what it became.
void keep_as_found(db::Tx& tx, const ServiceId& service, Time now);
void add_version(db::Tx& tx, const ServiceId& service, std::string_view what, const Actor& who,
                 std::string_view note, Time now);

/// Versions around a change that writes the Guide's tables by itself, inside its transaction: made before,
/// it keeps what is public of these records; `publish` adds what became of those that changed. Holds the
/// records in between.
class Around {
 public:
  Around(db::Tx& tx, const std::vector<ServiceId>& services, Time now);
  /// Gives how many versions it added.
  int publish(std::string_view what, const Actor& who, std::string_view note);

 private:
  db::Tx& tx_;
  Time now_;
  std::vector<Record> before_{};
};

}  // namespace cote::guide::desk
