// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "db/db.h"
#include "kernel/time.h"
#include "people/actor.h"

namespace cote::guide::desk {

/// Something that may need a person today: a line of "My day". Each part of the house brings its own.
struct Todo {
  std::string key{};    // text key with {count}: "desk.todo.review"
  std::string path{};   // where it is done
  std::string right{};  // who is shown it: "guide.review"; empty: everybody
  /// How many there are for this person. One statement, of an index.
  std::function<std::int64_t(db::Session&, const people::Actor&, Time now)> count{};
};

/// To review, returned to me, my drafts, facts to verify, broken links, reports, searches without result.
std::vector<Todo> own_todos();

}  // namespace cote::guide::desk
