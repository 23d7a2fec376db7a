// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "guide/corrections/door.h"
#include "guide/corrections/model.h"
#include "guide/snapshot.h"
#include "kernel/html.h"
#include "kernel/text.h"
#include "web/http.h"

/// What editors see of reports.
namespace cote::guide::corrections::desk_views {

/// The queue. `decided`: those with an answer instead of those that wait.
Html queue(const web::Visit& visit, const Snapshot& from, const std::vector<Correction>& list, bool decided);

/// One report: what was seen, what is proposed, what the record says now, what was said; and the decision,
/// with the words and mistakes of the last attempt.
struct Attempt {
  Decision decision{};
  Problems problems{};
};
Html one(const web::Visit& visit, const Door::Case& of, const Attempt& attempt);

}  // namespace cote::guide::corrections::desk_views
