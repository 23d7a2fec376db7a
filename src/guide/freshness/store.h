// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/db.h"
#include "guide/freshness/policy.h"
#include "guide/model.h"
#include "people/access.h"

/// What is remembered of verification. Every function is a fixed number of statements.
namespace cote::guide::freshness::store {

/// One service as the desk and the job see it.
struct Row {
  ServiceId id{};
  OrganisationId organisation{};
  std::string name{};
  std::string organisation_name{};
  std::string source_lang{};
  Provenance provenance{};  // the dates only
  std::string email{};      // the service's own, else of a contact of it, else its organisation's
  std::string phone{};
  std::string refused{};  // an address that letters came back from
  std::int64_t letter = 0;
  Situation at{};
};

/// What the rows say; days of patience are those that ship. Two statements.
Policy policy(db::Session& session);

/// Which services: those a predicate lets through, of one kind.
enum class View : std::uint8_t { due, call, asked, warned, withdrawn };
struct Asked {
  View view = View::due;
  std::string organisation{};  // of one organisation alone; empty: all
  Date today{};
  std::int64_t limit = 50;
  std::int64_t offset = 0;
};
/// The most pressing first: those never verified, then by the day they were due. One statement.
std::vector<Row> rows(db::Session& session, const Asked& asked, const people::Predicate& within);
/// How many there are in every view, in their order. One statement.
using Counts = std::array<std::int64_t, 5>;
Counts counts(db::Session& session, const Asked& asked, const people::Predicate& within);
/// What the job must look at: what is due, and whatever is under way. One statement.
std::vector<Row> under_way(db::Session& session, Date today);
/// None when there is no such service. Two statements.
std::optional<Row> row(db::Session& session, const ServiceId& id);
/// Services of an organisation that are due. One statement.
std::vector<ServiceId> due_of(db::Session& session, const OrganisationId& organisation, Date today);

/// Writes the step; readers are told when what they see of it changed.
void put(db::Tx& tx, const ServiceId& id, const Situation& at, std::int64_t letter, std::string_view refused,
         bool seen_by_readers, Time now);

/// When it is to be asked, for a record that came without a day. Readers are not told: nothing they see
/// changes.
void put_next_review(db::Tx& tx, const ServiceId& id, Date day);

std::vector<FactCheck> checks(db::Session& session, const ServiceId& id);
struct Verification {
  std::vector<FactKind> kinds{};
  Date on{};
  VerifiedHow how = VerifiedHow::unknown;
  std::string by{};
  std::string account{};
};
/// The newest first, at most a hundred.
std::vector<Verification> history(db::Session& session, const ServiceId& id);
/// Adds to the history, keeps `checks` as the present state, and writes the record's own dates: `by` in
/// words for the public. A verification of some kinds only moves the next review and nothing else.
void put_verification(db::Tx& tx, const ServiceId& id, const Verification& made,
                      const std::vector<FactCheck>& checks, std::string_view public_by, Time now);

struct Link {
  std::string hash{};
  ServiceId service{};
  Time expires{};
  bool used = false;
};
void put_link(db::Tx& tx, const Link& link, Time now);
std::optional<Link> link(db::Session& session, std::string_view hash);
/// Takes the link, and with it every other one of its service. False when somebody was faster.
bool use_link(db::Tx& tx, const Link& link, Time now);

/// What a service answered, waiting for an editor. `changes` is JSON: [{"path":…,"value":…}].
struct Answer {
  std::int64_t id = 0;
  ServiceId service{};
  std::string name{};
  std::string changes{};
  std::string note{};
  std::string at{};
};
std::int64_t put_answer(db::Tx& tx, const Answer& answer, Time now);
std::vector<Answer> open_answers(db::Session& session, const people::Predicate& within);
std::optional<Answer> open_answer(db::Session& session, std::int64_t id);
/// False when it was decided before.
bool decide_answer(db::Tx& tx, std::int64_t id, bool taken, std::string_view by, Time now);

}  // namespace cote::guide::freshness::store
