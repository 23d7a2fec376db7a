// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/dates/ical.h"

namespace cote::activities::dates::ical {

/// A first look, before a parser gets the bytes: UTF-8, a calendar, within the limits, components no deeper
/// than four. Why not, or none. Keys dates.ical.large, .encoding, .form, .events, .line, .deep. One pass.
std::optional<Refused> scan(std::string_view bytes, const Limits& limits);

/// What an event's lines say before a parser has turned numbers into its own: libical cuts an INTERVAL of
/// 70000 to 16 bits and leaves out SKIP.
struct Raw {
  std::vector<std::string> rules{};  // values of RRULE, unfolded
  bool huge = false;                 // a DURATION with a number of more than six digits
};
/// One for each VEVENT, in the order of the bytes.
std::vector<Raw> raw_events(std::string_view bytes);

}  // namespace cote::activities::dates::ical
