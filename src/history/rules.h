// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "history/model.h"

namespace cote::history::rules {

/// The wording for a reader of `lang`: theirs, otherwise the first. Null when nobody wrote anything.
const Wording* shown(const Wordings& words, std::string_view lang);
/// Its text, or empty.
std::string_view text(const Wordings& words, std::string_view lang);

/// By year, in the order given within a year; where every entry of a year has a month, by date.
std::vector<Entry> by_date(std::vector<Entry> entries);

/// The year to open the page at for somebody who asked for `wanted`: the first year with an entry that is
/// not before it, otherwise the last one. Zero when there is no entry.
int nearest_year(const std::vector<Entry>& entries, int wanted);

}  // namespace cote::history::rules
