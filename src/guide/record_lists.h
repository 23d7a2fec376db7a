// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "guide/record.h"

/// The lists of a record: what "one past the end adds an item" and "emptying all takes it away" mean. For
/// record*.cc and the desk's form only.
namespace cote::guide::record {

/// Adds the items that `changes` speak of and that are next in their lists; each has an id of its own.
void grow(Record& record, const std::vector<FieldValue>& changes);

/// Takes away the items that say nothing any more: those that said something in `before`, and those that
/// were added.
void shrink(Record& record, const Record& before);

}  // namespace cote::guide::record
