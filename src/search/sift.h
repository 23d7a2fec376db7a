// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <vector>

#include "search/match.h"
#include "search/tables.h"

namespace cote::search {

/// Puts the documents found through the query's filters, mask and distance, and fills hits, total and
/// facets of an answer. `by_words` tells whether scores come from words: then distance and freshness only
/// temper them, otherwise they decide. `named` are documents whose name is the query (ascending): they go
/// first. Ties are broken by document number. Linear in documents found.
void sift(const Index::Tables& tables, const Query& query, const std::vector<Found>& found, bool by_words,
          const std::vector<std::uint32_t>& named, Answer& answer);

/// Every document, worth nothing yet.
std::vector<Found> everything(const Index::Tables& tables);

}  // namespace cote::search
