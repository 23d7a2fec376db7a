// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/reason.h"

#include <stdexcept>

namespace cote::activities::intake {

std::string say(const Text& t, const Reason& reason) {
  auto named = std::vector<std::string>{};
  named.reserve(reason.args.size());
  auto args = std::vector<Arg>{};
  for (auto const& [name, value] : reason.args) {
    if (auto const* const number = std::get_if<long long>(&value))
      args.emplace_back(name, *number);
    else if (auto const* const other = std::get_if<Named>(&value))
      args.emplace_back(name, named.emplace_back(t(other->key)));
    else
      args.emplace_back(name, std::get<std::string>(value));
  }
  switch (args.size()) {
    case 0:
      return t(reason.key);
    case 1:
      return t(reason.key, {args[0]});
    case 2:
      return t(reason.key, {args[0], args[1]});
    case 3:
      return t(reason.key, {args[0], args[1], args[2]});
    case 4:
      return t(reason.key, {args[0], args[1], args[2], args[3]});
    default:
      throw std::logic_error("more figures than a sentence takes: " + reason.key);
  }
}

}  // namespace cote::activities::intake
