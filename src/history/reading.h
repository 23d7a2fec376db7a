// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>

#include "history/model.h"

namespace cote::history {

/// Reads our own form of a history (data/history.json). Throws std::runtime_error, naming the entry, when
/// the text is not JSON, a field is missing or of another type, a theme is unknown or an id comes twice:
/// the file is ours, so a fault in it is ours.
History read_history(std::string_view text);

/// The history built into the program, read on first use.
const History& shipped();

}  // namespace cote::history
