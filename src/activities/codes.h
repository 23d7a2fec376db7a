// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "activities/model.h"

/// The words by which the choices of this room are written: in the database, in forms and in text keys. In
/// the order of the enum; never renamed.
namespace cote::activities {

template <class E>
struct Codes;
template <>
struct Codes<Kind> {
  static constexpr std::string_view words[] = {"fle",
                                               "literacy",
                                               "basic_skills",
                                               "conversation_table",
                                               "citizenship_workshop",
                                               "citizenship_course",
                                               "training",
                                               "coaching",
                                               "study_day",
                                               "talk",
                                               "discovery_day",
                                               "festival",
                                               "certified_training"};
};
template <>
struct Codes<ActivityState> {
  static constexpr std::string_view words[] = {"draft", "live", "archived"};
};
template <>
struct Codes<EditionState> {
  static constexpr std::string_view words[] = {"draft", "open", "closed", "cancelled", "over"};
};
template <>
struct Codes<SessionStatus> {
  static constexpr std::string_view words[] = {"tentative", "confirmed", "cancelled"};
};
template <>
struct Codes<Expiry> {
  static constexpr std::string_view words[] = {"out", "back"};
};
template <>
struct Codes<Approval> {
  static constexpr std::string_view words[] = {"none", "evidence", "always"};
};
template <>
struct Codes<guide::Cost> {
  static constexpr std::string_view words[] = {"unknown", "free", "paid", "mixed"};
};
template <>
struct Codes<guide::Answer> {
  static constexpr std::string_view words[] = {"unknown", "yes", "no"};
};
template <>
struct Codes<guide::Spoken> {
  static constexpr std::string_view words[] = {"staff", "interpreter_by_phone", "on_request"};
};
template <>
struct Codes<guide::Origin> {
  static constexpr std::string_view words[] = {"source", "human", "machine"};
};

template <class E>
constexpr std::string_view code(E value) {
  return Codes<E>::words[static_cast<std::size_t>(value)];
}

/// The choice this word stands for; none for any other word.
template <class E>
constexpr std::optional<E> from_code(std::string_view word) {
  auto const found = std::ranges::find(Codes<E>::words, word);
  if (found == std::end(Codes<E>::words)) return std::nullopt;
  return static_cast<E>(found - std::begin(Codes<E>::words));
}

}  // namespace cote::activities
