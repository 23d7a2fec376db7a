// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>

#include "guide/snapshot.h"

namespace cote::guide {

/// The search index of a snapshot whose look-ups are ready: document n is catalogue.services[n]. What a
/// service is called counts most, then what it is about in words people use (topic labels and their
/// synonyms in every language), then where it is, then its descriptions.
std::unique_ptr<const search::Index> index_catalogue(const Snapshot& snapshot, Date today);

}  // namespace cote::guide
