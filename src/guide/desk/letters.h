// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "db/db.h"
#include "guide/desk/draft.h"
#include "people/actor.h"

/// What the desk writes to the author of a draft.
namespace cote::guide::desk::letters {

enum class About : std::uint8_t { returned, published };

/// Queues the letter in `tx`, in the author's language: which record, and a link under `origin`. What a
/// reviewer remarked stays in the house. Nothing to an author who is `who`, or who has no account in use.
/// Three statements to find out.
void tell_author(db::Tx& tx, const people::Actor& who, const Draft& draft, About about,
                 std::string_view origin, Time now);

}  // namespace cote::guide::desk::letters
