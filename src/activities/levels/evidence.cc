// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/levels/evidence.h"

#include <algorithm>
#include <tuple>

namespace cote::activities::levels {
namespace {

constexpr std::array<std::string_view, 4> kCodes{"test_here", "certificate", "quick", "declared"};

std::size_t place_of(const Evidence& e) {
  auto const* const skill = std::get_if<Skill>(&e.about);
  return skill != nullptr ? static_cast<std::size_t>(*skill) : kSkills.size();
}

int height(const Evidence& e) {
  return std::holds_alternative<Skill>(e.about) ? static_cast<int>(e.step) : static_cast<int>(e.literacy);
}

int day_number(Date on) {
  return on.ok() ? static_cast<int>(std::chrono::sys_days(on).time_since_epoch().count()) : -1'000'000;
}

auto rank(const Evidence& e) { return std::tuple(e.source, -day_number(e.on), height(e), e.detail); }

bool counts(const Evidence& e, Date today) {
  return height(e) > 0 && (!e.on.ok() || std::chrono::sys_days(e.on) <= std::chrono::sys_days(today));
}

}  // namespace

std::string_view code(Source source) { return kCodes[static_cast<std::size_t>(source)]; }
std::string name_key(Source source) { return "level.source." + std::string(code(source)); }

Held weigh(std::span<const Evidence> all, Date today) {
  auto sorted = std::vector<Evidence>{};
  std::ranges::copy_if(all, std::back_inserter(sorted), [&](const Evidence& e) { return counts(e, today); });
  std::ranges::stable_sort(sorted, {}, rank);
  auto out = Held{};
  for (const Evidence& e : sorted) {
    auto const at = place_of(e);
    if (out.by[at].empty()) {
      out.by[at].push_back(e);
      if (at < kSkills.size())
        out.profile.french[at] = e.step;
      else
        out.profile.literacy = e.literacy;
    } else if (height(out.by[at].front()) != height(e)) {
      out.contrary[at].push_back(e);
    }
  }
  return out;
}

}  // namespace cote::activities::levels
