// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "guide/desk/rules.h"
#include "guide/record.h"

/// The nouns of the desk.
namespace cote::guide::desk {

/// A record somebody is changing.
struct Draft {
  std::string id{};
  ServiceId service{};
  OrganisationId organisation{};  // whose record it is: what a partner's rights are about
  std::string author_id{};
  std::string author{};
  std::string author_role{};  // "partner": shown to who reviews
  State state = State::draft;
  std::int64_t base_version = 0;
  std::optional<Record> base{};  // none: a record that is not there yet
  Record record{};
  std::string note{};    // of the author to who reviews
  std::string answer{};  // of who gave it back
  std::string answered_by{};
  Time started{};
  Time saved{};
  std::int64_t saves = 0;
};

/// A draft as lists show it.
struct DraftLine {
  std::string id{};
  ServiceId service{};
  std::string name{};
  std::string author_id{};
  std::string author{};
  std::string author_role{};
  State state = State::draft;
  bool is_new = false;
  std::string note{};
  Time started{};
  Time saved{};
};

/// What was before the public from `at` on.
struct Version {
  std::int64_t number = 0;
  Time at{};
  std::string what{};  // "published", "found", "archived", "restored", "merged", "imported", "verified"
  std::string author_id{};
  std::string author{};
  std::string approved_by{};
  std::string note{};
  Record record{};
};

/// A row of the list of records.
struct Row {
  ServiceId service{};
  std::string slug{};
  std::string name{};
  OrganisationId organisation_id{};
  std::string organisation{};
  std::string locality{};
  std::string state{};     // "live", "archived", "proposed"
  std::string status{};    // guide::Status as a word
  std::string known_on{};  // the day the facts were last known to be true; empty: unknown
  std::string next_review{};
  std::string draft_state{};  // of the draft furthest on its way; empty: none
};

}  // namespace cote::guide::desk
