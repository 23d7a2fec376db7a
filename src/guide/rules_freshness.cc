// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>

#include "guide/rules.h"

namespace cote::guide::rules {

Trust trust(const Service& service, Date today) {
  using std::chrono::sys_days;
  auto const& p = service.provenance;
  auto const& care = service.care;
  Trust out{.score = freshness_score(p, today),
            .freshness = freshness(p, today),
            .verified_on = p.verified_on,
            .how = p.verified_how,
            .standing = care.standing};
  auto const soonest =
      std::ranges::min_element(care.checks, {}, [](const FactCheck& c) { return sys_days(c.next_review); });
  if (soonest != care.checks.end()) {
    out.next = *soonest;
    out.overdue = sys_days(soonest->next_review) <= sys_days(today);
  }
  if (out.overdue) out.score *= 0.8F;
  if (out.standing != Standing::good) out.score *= 0.5F;
  return out;
}

}  // namespace cote::guide::rules
