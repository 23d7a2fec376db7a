// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "guide/model.h"

/// Is a record still true? When it must be asked, what is done when nobody answers: judgements only.
namespace cote::guide::freshness {

/// The patience of the house: periods and letters are rows (freshness_period, freshness_rule), the days of
/// patience stand in the configuration file; these are what ships. None of it comes from a law.
struct Policy {
  std::array<int, kFactKinds> days{180, 180, 365, 365};  // by FactKind: how long a fact stays good
  int letters_a_day = 25;                                // first letters; reminders are not counted
  int reminder_days = 14;
  int reminders = 3;
  int warn_days = 30;      // from the last reminder, unanswered, to a warning that readers see
  int withdraw_days = 90;  // from the warning until the service leaves the lists
  int link_days = 45;      // how long a link in a letter can be used
  [[nodiscard]] int days_of(FactKind kind) const { return days[static_cast<std::size_t>(kind)]; }
};

/// The kinds, all of them.
inline constexpr std::array<FactKind, kFactKinds> kKinds{FactKind::contact, FactKind::hours, FactKind::place,
                                                         FactKind::description};

/// Where a service stands.
enum class Step : std::uint8_t {
  quiet,      // nothing to do yet
  call,       // somebody must telephone: no address, or letters do not arrive
  asked,      // a letter is out
  warned,     // readers are told that nobody confirms it
  withdrawn,  // out of the lists; its page says so, and the desk keeps it
};

struct Situation {
  Step step = Step::quiet;
  Date since{};  // of the step
  int letters = 0;
  std::optional<Date> last_letter{};
  bool reachable = false;     // there is an address, and no letter to it came back
  bool letter_waits = false;  // the last letter has not left the house
  std::optional<Date> due{};  // none: nobody ever made sure of it
};

/// The next thing to do about one service, and at most one a day.
enum class Act : std::uint8_t { none, ask, remind, call, warn, withdraw, settle };
/// Nothing is warned about or withdrawn for want of an answer to a letter that never left; nothing is
/// withdrawn that was not asked by letter, because silence on our side is not theirs. A record that is not
/// due any more settles, whatever was under way. Pure; `today` is an argument.
Act next_step(const Situation& at, Date today, const Policy& policy);

/// The situation after `act`; `today` becomes its first day.
Situation after(Situation at, Act act, Date today);

/// The checks after somebody made sure of `kinds` on `day`; other kinds keep theirs.
std::vector<FactCheck> verified(std::vector<FactCheck> checks, const std::vector<FactKind>& kinds, Date day,
                                VerifiedHow how, const Policy& policy);

/// The day a record must be asked about: its own next review, else the shortest period after the day it
/// was known to be true (a year alone counts to its end). None when no day is known at all.
std::optional<Date> due(const Provenance& p, const Policy& policy);

/// `day` and `days` more of them.
Date later(Date day, int days);

}  // namespace cote::guide::freshness
