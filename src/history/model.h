// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

/// The centre's history: dated steps, told in our own words.
namespace cote::history {

/// A text in one language (BCP 47).
struct Wording {
  std::string lang{};
  std::string text{};
  bool operator==(const Wording&) const = default;
};
/// The same text in several languages, the one it was written in first.
using Wordings = std::vector<Wording>;

/// What steps have in common; readers filter by it.
struct Theme {
  std::string id{};    // "welcome"
  std::string icon{};  // name of a pictogram
  Wordings label{};
  bool operator==(const Theme&) const = default;
};

struct Entry {
  std::string id{};  // "1985-radio"; stable, the address of the step in the page
  int year = 0;
  std::optional<int> month{};         // 1 to 12, when known
  std::optional<int> day{};           // only with a month
  std::vector<std::string> themes{};  // ids, the main one first
  Wordings title{};
  Wordings text{};
  bool big = false;    // one of the few that are told large
  std::string room{};  // who carries it on today: "guide", "interpreting"; "house": all of it; empty: unknown
  std::string icon{};
  bool operator==(const Entry&) const = default;
};

struct History {
  std::string source{};  // one line: where the facts come from
  std::vector<Theme> themes{};
  std::vector<Entry> entries{};  // by date
  bool operator==(const History&) const = default;
};

}  // namespace cote::history
