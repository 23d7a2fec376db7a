// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "guide/corrections/model.h"
#include "kernel/result.h"

namespace cote::guide::corrections::rules {

inline constexpr std::size_t kLongestRight = 500;  // characters
inline constexpr std::size_t kLongestNote = 1000;

/// Words of a report are erased so long after the answer; one that nobody ever decided, after kForgotten.
inline constexpr std::chrono::days kKeptAfterAnswer{180};
inline constexpr std::chrono::days kForgotten{540};

/// A draft without control characters and blanks at its ends; line ends stay.
Draft tidy(Draft draft);
/// What is wrong with it: nothing said at all, or too much. `note` alone is enough for "other".
Problems check(const Draft& draft);
/// The same for the answer to a question of the desk.
Problems check_reply(std::string_view words);

/// Sentences ready to be sent, as text keys; every language has them.
std::span<const std::string_view> ready_answers(Verdict verdict);
/// An answer must say something; an acceptance must name a value or be by hand.
Problems check(const Decision& decision);

std::string_view name(State state);
State parse_state(std::string_view word);

/// The part of a service's page that a field belongs to: "phones/0/number" and "email" are "contact".
/// One of kParts, or "other".
std::string_view part_of(std::string_view path);
inline constexpr std::string_view kParts[] = {"status",  "name",        "hours",       "address",
                                              "contact", "languages",   "audience",    "documents",
                                              "price",   "appointment", "description", "other"};

}  // namespace cote::guide::corrections::rules
