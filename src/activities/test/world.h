// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "activities/enrolment/model.h"
#include "activities/model.h"
#include "db/db.h"
#include "kernel/time.h"
#include "people/actor.h"

/// Invented activities for tests.
namespace cote::activities::test {

inline Time at(std::string_view text) { return *parse_time(text); }
inline LocalMinute local(std::string_view text) { return *parse_local(text); }
inline auto const kNow = at("2026-09-01T08:00:00Z");

/// An open edition of an activity of its own: `sessions` Tuesdays from 8 September, 9:00 to 12:00, 180
/// minutes each.
struct Course {
  ActivityId activity{};
  EditionId edition{};
  std::vector<SessionId> sessions{};
};
struct CourseOptions {
  std::string slug = "fle-a1";
  std::int64_t capacity = 20;
  int sessions = 4;
  Approval approval = Approval::none;
  Expiry expiry = Expiry::out;
  std::int64_t threshold_percent = 0;
  OrganisationId organisation{};
};
Course make_course(db::Db& db, const CourseOptions& options = {});

people::Actor worker();
/// A form of `size` persons, "Nom 7", with an address of example.org and a key made of the name.
Form form_of(int number, int size = 1);

/// Checks what must hold of every edition at every moment, from the tables alone: capacity, the count of
/// places, no unit split, nobody waiting whom the free places would fit, at most one open offer each. Empty,
/// or the first thing that does not hold.
std::string broken(db::Session& session);

}  // namespace cote::activities::test
