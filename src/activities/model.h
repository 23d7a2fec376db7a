// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "guide/model.h"
#include "kernel/id.h"
#include "kernel/time.h"

/// The nouns of the catalogue. An activity is what is offered, an edition one time it is held, a session a
/// dated stretch of local time. Names follow schema.org (Course, CourseInstance, Event) and iCalendar.
namespace cote::activities {

using ActivityId = Id<struct ActivityTag>;
using EditionId = Id<struct EditionTag>;
using SessionId = Id<struct ActivitySessionTag>;
using Minutes = std::chrono::duration<std::int64_t, std::ratio<60>>;

enum class Kind : std::uint8_t {
  fle,  // French as a foreign language
  literacy,
  basic_skills,
  conversation_table,
  citizenship_workshop,
  citizenship_course,
  training,
  coaching,
  study_day,
  talk,
  discovery_day,
  festival,
  certified_training,
};
enum class ActivityState : std::uint8_t { draft, live, archived };
enum class EditionState : std::uint8_t { draft, open, closed, cancelled, over };
/// As iCalendar's STATUS.
enum class SessionStatus : std::uint8_t { tentative, confirmed, cancelled };
/// What becomes of a unit whose offer ran out: it leaves the waiting list, or goes to its end.
enum class Expiry : std::uint8_t { out, back };
/// Who needs a yes of the desk before a place or a place in the queue: nobody, who has no evidence, all.
enum class Approval : std::uint8_t { none, evidence, always };

/// A level in each of the four skills, as codes of the scale ("A1.1", "B2"); empty: unknown, or not asked.
struct Levels {
  std::string listening{};
  std::string speaking{};
  std::string reading{};
  std::string writing{};
  bool operator==(const Levels&) const = default;
};

struct Activity {
  ActivityId id{};
  Kind kind = Kind::fle;
  std::string slug{};
  OrganisationId organisation{};  // of the Guide; empty: the centre itself
  ServiceId service{};            // whose page shows the free places; may be empty
  std::string series{};           // slug of a cycle of talks or a programme; may be empty
  std::string source_lang = "fr";
  ActivityState state = ActivityState::draft;
  guide::Words title{};
  guide::Words summary{};
  guide::Words description{};
  guide::Words objectives{};
  guide::Words audience{};
  guide::Words requirements{};          // in words: what one must know or bring
  std::vector<ActivityId> completed{};  // activities to be completed before
  std::string source{};                 // "demo" marks an invented one; a file's name for imported ones
  bool operator==(const Activity&) const = default;
};

struct Edition {
  EditionId id{};
  ActivityId activity{};
  std::string slug{};
  EditionState state = EditionState::draft;
  std::int64_t capacity = 0;  // persons
  std::optional<Time> enrol_from{};
  std::optional<Time> enrol_until{};
  std::chrono::hours offer_for{48};
  Expiry expiry = Expiry::out;
  Approval approval = Approval::none;
  Levels level_in{};
  Levels level_out{};
  guide::Cost cost = guide::Cost::unknown;
  std::optional<std::int64_t> price_cents{};  // euro cents; empty: unknown
  guide::Answer childcare = guide::Answer::unknown;
  guide::Answer accepts_undocumented = guide::Answer::unknown;
  std::string zone = "Europe/Brussels";  // IANA
  PlaceId place{};                       // of the Guide; sessions may be elsewhere
  std::string room{};
  std::string link{};
  std::string nis{};                   // commune; empty: unknown, or at a distance
  std::string half_days{};             // "mo-am tu-pm": blanks between; empty: it has no weekly rhythm
  std::string recurrence{};            // RFC 5545 recurrence text its sessions were made from; empty: none
  std::int64_t threshold_percent = 0;  // of the expected minutes, for a certificate; 0: none
  guide::Words title{};                // empty: the activity's
  guide::Words price_words{};          // exemptions and the like
  guide::Words place_words{};
  guide::Words notice{};
  std::vector<guide::SpokenLanguage> languages{};
  std::string source{};
  bool operator==(const Edition&) const = default;
};

struct Trainer {
  std::string account{};  // account id; empty: has none
  std::string name{};
  Minutes length{0};
  bool operator==(const Trainer&) const = default;
};

struct Session {
  SessionId id{};  // also the UID of its iCalendar event
  EditionId edition{};
  LocalMinute starts{};
  LocalMinute ends{};
  std::string zone = "Europe/Brussels";
  Minutes length{0};  // what counts: the stretch less its breaks
  PlaceId place{};
  std::string room{};
  std::string link{};
  SessionStatus status = SessionStatus::confirmed;
  std::int64_t sequence = 0;  // grows with each change that calendars must hear of
  std::string module{};       // of a certified training; may be empty
  guide::Words title{};       // empty: the edition's
  std::vector<Trainer> trainers{};
  bool operator==(const Session&) const = default;
};

/// Places of an edition now, in persons.
struct Places {
  std::int64_t capacity = 0;
  std::int64_t taken = 0;    // confirmed, completed or offered
  std::int64_t waiting = 0;  // persons of units that wait
  [[nodiscard]] std::int64_t free() const { return capacity - taken; }
  bool operator==(const Places&) const = default;
};

}  // namespace cote::activities
