// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "activities/enrolment/model.h"
#include "activities/enrolment/rules.h"
#include "db/db.h"

/// The memory of enrolments. Residence statuses are sealed and opened by the door: here they are text.
namespace cote::activities::store {

/// An edition as a verb sees it: what decides about a form, its places, and the number of its last step. The
/// verb changes `taken` and `steps` here and writes both back with `finish`, last of all for this edition.
struct Turn {
  Edition edition{};  // without texts, levels and the like
  std::int64_t taken = 0;
  std::int64_t steps = 0;
  [[nodiscard]] std::int64_t free() const { return edition.capacity - taken; }
};
std::optional<Turn> turn(db::Tx& tx, const EditionId& id);
void finish(db::Tx& tx, const Turn& turn);

void add(db::Tx& tx, const Participant& participant, std::string_view made_by, Time now);
/// Takes a person's words away wherever they stand in this room, and letters to her. Four statements.
void erase(db::Tx& tx, const Participant& participant);
/// The person had to do with us now: what is held on her is kept from here on.
void seen(db::Tx& tx, const ParticipantId& id, Time now);
void add(db::Tx& tx, const Unit& unit, Time now);
void add(db::Tx& tx, const Enrolment& enrolment, std::string_view code_hash, Time now);
/// Writes state, queue place, dates, reason and note. One statement.
void update(db::Tx& tx, const Enrolment& enrolment, Time now);
void add(db::Tx& tx, const EditionId& edition, const Step& step);
/// Offers: the next one of an enrolment, the outcome of the open one, how many there were.
void offer(db::Tx& tx, const Enrolment& enrolment, Time now);
void settle_offer(db::Tx& tx, const EnrolmentId& id, std::string_view outcome, Time now);
std::int64_t offers(db::Session& session, const EnrolmentId& id);

std::optional<Enrolment> find(db::Session& session, const EnrolmentId& id);
std::optional<Enrolment> by_code(db::Session& session, std::string_view code_hash);
/// Those who wait, in order. One statement.
std::vector<Enrolment> queue(db::Session& session, const EditionId& id);
/// All of an edition, by number.
std::vector<Enrolment> of_edition(db::Session& session, const EditionId& id);
/// Editions with an offer that ended before `now`, and those offers.
std::vector<EditionId> editions_with_ended_offers(db::Session& session, Time now);
std::vector<Enrolment> ended_offers(db::Session& session, const EditionId& id, Time now);

/// With its members, the one who speaks for all first. Two statements.
std::optional<Unit> unit(db::Session& session, const UnitId& id);
/// Members, the one who speaks for all first.
std::vector<Participant> members(db::Session& session, const UnitId& id);
std::optional<Participant> participant(db::Session& session, const ParticipantId& id);
/// Persons known under this address, and those they enrolled with: each with the name of the person whose
/// address it is. One statement.
struct Known {
  ParticipantId contact{};
  std::string contact_name{};
  ParticipantId id{};
  std::string name{};
};
std::vector<Known> known(db::Session& session, std::string_view email);
/// Does this person stand in this edition already, in a state that is not final or that holds a place?
bool is_in(db::Session& session, const ParticipantId& id, const EditionId& edition);
/// Sessions to come of a person's other editions, and of one edition. One statement each.
std::vector<rules::Stretch> sessions_of(db::Session& session, const ParticipantId& id, const EditionId& but,
                                        Time now);
std::vector<rules::Stretch> stretches(db::Session& session, const EditionId& id, Time now);

/// Steps of an edition, in order; with the enrolment each is about: its id, size and priority.
std::vector<std::pair<Step, Enrolment>> steps_of(db::Session& session, const EditionId& id);
std::vector<Step> steps_of(db::Session& session, const EnrolmentId& id);

/// The title of an edition in `lang`, or in the language it was written in. One statement.
std::string title(db::Session& session, const EditionId& id, std::string_view lang);

}  // namespace cote::activities::store
