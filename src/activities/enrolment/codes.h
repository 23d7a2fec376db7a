// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "activities/codes.h"
#include "activities/enrolment/model.h"

namespace cote::activities {

template <>
struct Codes<Sex> {
  static constexpr std::string_view words[] = {"unknown", "female", "male", "other"};
};
template <>
struct Codes<UnitKind> {
  static constexpr std::string_view words[] = {"person", "family", "group"};
};
template <>
struct Codes<State> {
  static constexpr std::string_view words[] = {"requested", "waiting",   "offered",  "confirmed", "completed",
                                               "dropped",   "cancelled", "declined", "expired",   "refused"};
};
template <>
struct Codes<Event> {
  static constexpr std::string_view words[] = {"ask",      "place",  "queue",   "offer",  "accept",
                                               "decline",  "expire", "requeue", "cancel", "drop",
                                               "complete", "refuse", "call_off"};
};
template <>
struct Codes<Eligibility> {
  static constexpr std::string_view words[] = {"unknown", "declared", "tested", "certificate", "overridden"};
};
template <>
struct Codes<EnrolChannel> {
  static constexpr std::string_view words[] = {"self", "worker", "partner"};
};

}  // namespace cote::activities
