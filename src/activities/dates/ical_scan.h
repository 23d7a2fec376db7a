// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "activities/dates/ical.h"

namespace cote::activities::dates::ical {

/// A first look, before a parser gets the bytes: UTF-8, a calendar, within the limits, components no deeper
/// than four. Why not, or none. Keys dates.ical.large, .encoding, .form, .events, .line, .deep. One pass.
std::optional<Refused> scan(std::string_view bytes, const Limits& limits);

}  // namespace cote::activities::dates::ical
