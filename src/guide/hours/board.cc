// SPDX-License-Identifier: AGPL-3.0-or-later
#include <unordered_map>

#include "guide/hours/rules.h"

namespace cote::guide::hours {

namespace ch = std::chrono;

struct Board::Impl {
  std::unordered_map<std::string, std::uint32_t> rows{};
  std::vector<Schedule> schedules{};
};

Board::Board() : impl_(std::make_unique<Impl>()) {}
Board::~Board() = default;
Board::Board(Board&&) noexcept = default;
Board& Board::operator=(Board&&) noexcept = default;

std::uint32_t Board::add(const Schedule& schedule) {
  const auto [row, fresh] =
      impl_->rows.try_emplace(schedule.text(), static_cast<std::uint32_t>(impl_->schedules.size()));
  if (fresh) impl_->schedules.push_back(schedule);
  return row->second;
}

std::vector<State> Board::at(Minute when) const {
  const auto day = ch::floor<ch::days>(when);
  const DayFrame frame = frame_of(day);
  const int minute = static_cast<int>((when - day).count());
  std::vector<State> out;
  out.reserve(impl_->schedules.size());
  for (const Schedule& schedule : impl_->schedules)
    out.push_back(schedule.unknown() ? State::unknown : answer_at(schedule.rules(), frame, minute).state);
  return out;
}

std::size_t Board::size() const { return impl_->schedules.size(); }

}  // namespace cote::guide::hours
