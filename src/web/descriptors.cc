// SPDX-License-Identifier: AGPL-3.0-or-later
#include "web/descriptors.h"

#include <algorithm>

#include <sys/resource.h>

namespace cote::web {

void make_room_for_descriptors(unsigned connections) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  rlim_t const wanted = std::min<rlim_t>(rlim_t{connections} + 256, limit.rlim_max);
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = wanted;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace cote::web
