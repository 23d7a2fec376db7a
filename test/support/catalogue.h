// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>

#include "guide/model.h"

namespace cote::test {

/// A catalogue with every field of the model used somewhere, and texts that databases have been known to
/// spoil. The same seed gives the same catalogue. Sorted as store::load gives it.
guide::Catalogue random_catalogue(std::uint32_t seed, std::size_t services);

}  // namespace cote::test
