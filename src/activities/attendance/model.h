// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "activities/enrolment/model.h"
#include "activities/model.h"

/// Who was there, for how many minutes; and the papers that say so.
namespace cote::activities {

using CertificateId = Id<struct CertificateTag>;

enum class Presence : std::uint8_t { present, late, excused, absent };

/// What is noted of one person at one session. No mark: nobody has noted anything yet.
struct Mark {
  SessionId session{};
  ParticipantId participant{};
  Presence state = Presence::present;
  Minutes length{0};  // of presence; a late person's is less than the session's
  bool operator==(const Mark&) const = default;
};

/// A stretch in which an edition expected somebody: from getting the place until giving it up.
struct Stay {
  Time joined{};
  std::optional<Time> gone{};
};

/// What attendance adds up to, in minutes.
struct Tally {
  Minutes attended{0};
  Minutes expected{0};   // of all sessions that expected the person, past and to come
  Minutes excused{0};    // of expected ones
  Minutes absent{0};     // of expected ones, with what a late person missed
  Minutes remaining{0};  // of expected ones not noted yet
  std::int64_t sessions = 0;
  bool operator==(const Tally&) const = default;
};

/// Where a threshold stands: none is asked, it is met, it can be met, or it can no longer be reached.
enum class Threshold : std::uint8_t { none, met, possible, out_of_reach };

enum class CertificateState : std::uint8_t { valid, corrected, withdrawn };

/// A paper as it was given. What it says does not change when the attendance does.
struct Certificate {
  CertificateId id{};
  std::int64_t year = 0;
  std::int64_t number = 0;  // in its year
  std::string code{};       // printed on it, for whoever checks it
  ParticipantId participant{};
  EditionId edition{};
  std::string name{};  // empty: erased when its time had come
  std::string title{};
  std::string lang = "fr";
  Minutes attended{0};
  Minutes expected{0};
  Date first_day{};  // of the sessions where the person was
  Date last_day{};
  std::string level_out{};  // as tested; empty: it says nothing about a level
  CertificateState state = CertificateState::valid;
  CertificateId replaces{};
  Time issued{};
  bool operator==(const Certificate&) const = default;
};

struct CertificateStep {
  std::string what{};  // issued, duplicated, corrected, withdrawn
  Time at{};
  std::string account{};
  std::string reason{};
  bool operator==(const CertificateStep&) const = default;
};

}  // namespace cote::activities
