// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "activities/enrolment/model.h"
#include "post/outbox.h"

/// What we write to whoever speaks for a unit, in that person's language.
namespace cote::activities::letters {

struct About {
  EnrolmentId enrolment{};
  std::string title{};          // of the edition, in the language of the letter
  std::string code{};           // only in the first letter: later nobody knows it but the person
  std::optional<Time> until{};  // an offer's end
  bool clash = false;           // at the same time as something else of that person
};

/// The reason of the event call_off when the edition is over and a unit still waited.
inline constexpr std::string_view kOver = "over";
/// The kind of letter that says this event: "confirmed", "waiting", "offered", "requested", "expired",
/// "called_off", "no_place", "refused", "cancelled"; empty: none is sent.
std::string_view kind_of(Event event, std::string_view reason);
/// A letter of this kind. Its language is the person's if the house speaks it, otherwise French.
post::Message letter(std::string_view kind, const Participant& to, const About& about);

}  // namespace cote::activities::letters
