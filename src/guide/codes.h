// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "guide/model.h"

/// The words by which the Guide's choices are written: in the database, in our own files and in text
/// keys. In the order of the enum; never renamed.
namespace cote::guide {

template <class E>
struct Codes;
template <>
struct Codes<Origin> {
  static constexpr std::string_view words[] = {"source", "human", "machine"};
};
template <>
struct Codes<Status> {
  static constexpr std::string_view words[] = {"active", "temporarily_closed", "moved", "closed", "merged"};
};
template <>
struct Codes<Precision> {
  static constexpr std::string_view words[] = {"exact", "street", "commune", "unknown"};
};
template <>
struct Codes<Cost> {
  static constexpr std::string_view words[] = {"unknown", "free", "paid", "mixed"};
};
template <>
struct Codes<Admission> {
  static constexpr std::string_view words[] = {"unknown", "walk_in", "appointment", "both", "phone_only"};
};
template <>
struct Codes<Answer> {
  static constexpr std::string_view words[] = {"unknown", "yes", "no"};
};
template <>
struct Codes<Capacity> {
  static constexpr std::string_view words[] = {"unknown", "available", "waiting_list", "full"};
};
template <>
struct Codes<Spoken> {
  static constexpr std::string_view words[] = {"staff", "interpreter_by_phone", "on_request"};
};
template <>
struct Codes<Channel> {
  static constexpr std::string_view words[] = {"voice", "mobile", "fax", "text", "video"};
};
template <>
struct Codes<VerifiedHow> {
  static constexpr std::string_view words[] = {"unknown", "visit", "phone", "email", "service_itself", "web"};
};

template <>
struct Codes<FactKind> {
  static constexpr std::string_view words[] = {"contact", "hours", "place", "description"};
};
template <>
struct Codes<Standing> {
  static constexpr std::string_view words[] = {"good", "unconfirmed", "withdrawn"};
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

}  // namespace cote::guide
