// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <compare>
#include <functional>
#include <string>

namespace cote {

/// An identifier of one kind of thing. The text is a UUID (lower case, 36 characters);
/// an empty text means "none". Two ids of different tags do not compare: mixing them does not compile.
template <class Tag>
struct Id {
  std::string text{};

  auto operator<=>(const Id&) const = default;
  [[nodiscard]] bool empty() const { return text.empty(); }
  explicit operator bool() const { return !text.empty(); }
};

using OrganisationId = Id<struct OrganisationTag>;
using PlaceId = Id<struct PlaceTag>;
using ServiceId = Id<struct ServiceTag>;

/// True when `text` has the shape of a UUID (8-4-4-4-12 hexadecimal digits, either case).
bool is_uuid(std::string_view text);

/// The UUID (version 5, RFC 4122 section 4.3) of `name` in the namespace of this software:
/// the same name always gives the same id, so shipped rows keep theirs between releases.
std::string uuid_of(std::string_view name);

}  // namespace cote

template <class Tag>
struct std::hash<cote::Id<Tag>> {
  std::size_t operator()(const cote::Id<Tag>& id) const noexcept { return std::hash<std::string>{}(id.text); }
};
