// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/weekly.h"

#include <algorithm>

namespace cote::guide {
namespace {

constexpr std::size_t kOften = 3;

}  // namespace

std::vector<Desk> weekly_desks(const Snapshot& from, LocalMinute now, std::size_t most) {
  std::vector<Desk> out;
  for (auto const& service : from.catalogue.services) {
    if (service.status != Status::active) continue;
    for (auto const& at : service.places) {
      auto const* place = from.place(at.place.text);
      auto const& schedule = from.schedule(at);
      if ((place && place->confidential) || schedule.unknown()) continue;
      auto slots = schedule.between(now, now + std::chrono::days(7));
      std::erase_if(slots, [](const hours::Interval& i) {
        return i.state != hours::State::open || i.to - i.from >= std::chrono::hours(24);
      });
      if (slots.empty() || slots.size() > kOften) continue;
      out.push_back({&service, slots.front()});
      break;
    }
  }
  std::ranges::stable_sort(out, {}, [](const Desk& d) { return d.opens.from; });
  if (out.size() > most) out.resize(most);
  return out;
}

}  // namespace cote::guide
