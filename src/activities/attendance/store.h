// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "activities/attendance/model.h"
#include "db/db.h"

/// The memory of attendance and of certificates.
namespace cote::activities::store {

std::vector<Mark> marks_of(db::Session& session, const SessionId& id);
std::vector<Mark> marks_of(db::Session& session, const ParticipantId& participant, const EditionId& edition);
std::vector<Mark> marks_of(db::Session& session, const EditionId& edition);
/// Writes a mark; what was noted before is kept. Two statements.
void put(db::Tx& tx, const Mark& mark, const EditionId& edition, Time starts, std::string_view account,
         Time now);
/// What the ledger of minutes says of one person: their sum. One statement.
Minutes attended(db::Session& session, const ParticipantId& participant, const EditionId& edition);

/// When an edition expected whom. One statement.
std::unordered_map<ParticipantId, std::vector<Stay>> stays(db::Session& session, const EditionId& edition);
/// Those who have, or had, a place: by name. One statement.
std::vector<Participant> participants_of(db::Session& session, const EditionId& edition);

/// What to look for in the attendance of all years; empty members do not limit.
struct Filter {
  EditionId edition{};
  ParticipantId participant{};
  std::string name{};  // the beginning of a person's name, as written
  std::string nis{};
  std::optional<Presence> state{};
  std::optional<Time> from{};
  std::optional<Time> until{};
};
struct Row {
  SessionId session{};
  EditionId edition{};
  ParticipantId participant{};
  std::string name{};
  std::string nis{};
  Time starts{};
  Presence state = Presence::present;
  Minutes length{0};
  bool operator==(const Row&) const = default;
};
/// The newest first, at most `limit`, after the row `after` of the page before. One statement over an index.
std::vector<Row> rows(db::Session& session, const Filter& filter, const std::optional<Row>& after, int limit);

std::optional<Certificate> certificate(db::Session& session, const CertificateId& id);
std::optional<Certificate> certificate_by_code(db::Session& session, std::string_view code);
/// All of a person and an edition, the newest first.
std::vector<Certificate> certificates_of(db::Session& session, const ParticipantId& participant,
                                         const EditionId& edition);
/// The number of the next one of a year.
std::int64_t next_number(db::Tx& tx, std::int64_t year);
void add(db::Tx& tx, const Certificate& certificate);
void set_state(db::Tx& tx, const CertificateId& id, CertificateState state);
void add_step(db::Tx& tx, const CertificateId& id, const CertificateStep& step);
std::vector<CertificateStep> certificate_steps(db::Session& session, const CertificateId& id);

}  // namespace cote::activities::store
