// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "search/search.h"

namespace cote::search {

/// A handful of invented services in six languages, small enough to know by heart.
enum class Doc : std::uint32_t { doctor, housing, school, french, lawyer, benefits };
inline constexpr FacetId kRubric = 0;
inline constexpr FacetId kLanguage = 1;

/// Built once.
const Index& corpus();

}  // namespace cote::search
