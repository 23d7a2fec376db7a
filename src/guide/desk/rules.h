// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "guide/record.h"
#include "people/access.h"

/// What may happen to a record and to what somebody proposes for it, as a table; and how two changes of one
/// record become one. Nothing here touches the database.
namespace cote::guide::desk {

/// `none` is a draft that is not there (any more).
enum class State : std::uint8_t { none, draft, in_review, returned };
enum class Event : std::uint8_t { begin, save, send, take_back, give_back, publish, drop };
std::string_view name(State state);
std::optional<State> state_named(std::string_view word);
std::string_view name(Event event);
std::optional<Event> event_named(std::string_view word);

/// Whose draft it may be for this person to do that.
enum class Whose : std::uint8_t { own, others, any };

/// One arrow of the diagram in README.md.
struct Arrow {
  State from{};
  Event event{};
  State to{};
  people::Action right{};
  Whose whose{};
};
std::span<const Arrow> arrows();

/// What a house decides about its four eyes.
struct FourEyes {
  /// An editor may publish what she changed herself. What anybody else proposes always needs somebody
  /// else's eyes.
  bool editors_publish_own = true;
};
/// The arrow for this step by somebody with (`own`) or without the draft, or none.
const Arrow* arrow(State from, Event event, bool own, const FourEyes& four_eyes);

/// A field that two people changed in two ways.
struct Clash {
  std::string path{};
  std::string base{};
  std::string theirs{};
  std::string yours{};
  bool operator==(const Clash&) const = default;
};
/// `theirs` with the changes from `base` to `yours` that touch nothing that `theirs` changed; what they both
/// changed is in `clashes` and stands as theirs. Items that both added to a list are all kept.
struct Merged {
  Record record{};
  std::vector<Clash> clashes{};
};
Merged merge(const Record& base, const Record& theirs, const Record& yours);

}  // namespace cote::guide::desk
