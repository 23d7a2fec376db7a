// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "kernel/text.h"

namespace cote::activities::intake {

/// The key of another sentence, said in the reader's language within this one: the name of a skill, a level.
struct Named {
  std::string key{};
  bool operator==(const Named&) const = default;
};

/// Why something was proposed: a sentence and its figures, kept without a language.
struct Reason {
  using Value = std::variant<std::string, long long, Named>;
  std::string key{};
  std::vector<std::pair<std::string, Value>> args{};  // at most four
  bool operator==(const Reason&) const = default;
};

/// The sentence in this language.
std::string say(const Text& t, const Reason& reason);

}  // namespace cote::activities::intake
