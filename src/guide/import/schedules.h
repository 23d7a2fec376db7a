// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "guide/import/check.h"
#include "guide/model.h"

namespace cote::guide::import {

/// The schedules of an object as one opening_hours text, and what its rows say in words. When the rows
/// cannot be said, the text is empty, the reason is among the rejects and the words remain.
struct Schedules {
  std::string text{};
  Words note{};
  [[nodiscard]] bool empty() const { return text.empty() && note.empty(); }
};
Schedules read_schedules(Record& record, std::string_view lang);

/// `text` when the hours engine can read it; empty otherwise, with a reject.
std::string known_hours(Record& record, std::string_view text);

}  // namespace cote::guide::import
