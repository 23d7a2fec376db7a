// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "guide/translation/door.h"

/// Translations as files for translators' own programs: XLIFF 1.2 (OASIS, 1 February 2008).
namespace cote::guide::translation {

/// One <file> for each source language. The id of a unit is FieldId::text(); its `extradata` holds the
/// hashes of what was seen, so that a file which comes back late overwrites nobody; an outdated text
/// carries a note with the old source.
std::string xliff(const std::vector<store::Field>& fields, std::string_view lang);

struct ReadXliff {
  std::string lang{};  // target-language of the file; empty: nothing could be read
  std::vector<Typed> units{};
  std::vector<Unit> refused{};  // units without a usable id
  std::string error{};          // what the reader of XML said, in English
};
/// Reads a file of ours as any program may have written it again: targets that are empty or still
/// "needs-translation" are left out; "translated", "final" and "signed-off" confirm a text that did not
/// change. No entity from outside is ever fetched, and none of the file's own are expanded.
ReadXliff read_xliff(std::string_view file);

}  // namespace cote::guide::translation
