// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>

namespace cote::bench {

/// Serves one page of about 10 kB, rendered with the builder of kernel/html.h, until it is told to end.
/// For measuring the server without the Guide. Prints its address as coteacote does.
int serve_small_site(std::size_t cache_bytes);

}  // namespace cote::bench
