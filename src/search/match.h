// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "search/lexicon.h"
#include "search/tables.h"

namespace cote::search {

/// A document that has the words asked for, and what its words are worth.
struct Found {
  std::uint32_t doc = 0;
  float score = 0;
};

/// Documents having every clause, ascending. Words met in the language whose bit is `reader` count a little
/// more, enough to decide between equals. The rarest clause leads, the others are stepped through by
/// galloping; a document's worth for a clause is its best list's.
std::vector<Found> all_of(const Index::Tables& tables, const std::vector<Clause>& clauses,
                          std::uint8_t reader);
/// Documents having the clauses that weigh most: those with at least 60 % of the rarity that the best has.
std::vector<Found> some_of(const Index::Tables& tables, const std::vector<Clause>& clauses,
                           std::uint8_t reader);
/// What `list` says about `doc`, 0 when it is not there. Logarithmic.
float worth(const Index::Tables& tables, ListId list, std::uint32_t doc);

}  // namespace cote::search
