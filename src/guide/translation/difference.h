// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cote::guide::translation {

/// A piece of a text and what became of it.
struct Piece {
  enum class Kind : std::uint8_t { same, removed, added };
  Kind kind = Kind::same;
  std::string text{};
  bool operator==(const Piece&) const = default;
};

/// What changed from `before` to `after`, word by word: the pieces that are not removed, put together, are
/// `after`; those that are not added are `before`. The longest common words are kept, so the time is the
/// product of the words; above 1,500 of them on a side everything is removed and added.
std::vector<Piece> difference(std::string_view before, std::string_view after);

}  // namespace cote::guide::translation
