// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <list>
#include <mutex>
#include <unordered_map>

#include "guide/hours/rules.h"

namespace cote::guide::hours {

namespace ch = std::chrono;

namespace {

constexpr std::size_t kHours = 24, kMinutes = 1440, kDaysKept = 4;

// Every change of one day in order of the clock, and the states of all rows at each full hour: any minute
// is an hour's states and the few changes since.
class DayTable {
 public:
  DayTable(ch::local_days day, const std::vector<Schedule>& rows) : day_(day), frame_(frame_of(day)) {
    std::vector<std::pair<std::uint16_t, Change>> changes;
    std::vector<State> states;
    states.reserve(rows.size());
    for (const Schedule& schedule : rows) {
      const auto row = static_cast<std::uint32_t>(states.size());
      states.push_back(State::unknown);
      if (schedule.unknown()) continue;
      const auto pieces = pieces_of(schedule.rules(), frame_);
      states.back() = pieces.front().answer.state;
      for (std::size_t at = 1; at < pieces.size(); ++at)
        changes.push_back({static_cast<std::uint16_t>(pieces[at].minute), {row, pieces[at].answer.state}});
    }
    keep(changes, std::move(states));
  }

  [[nodiscard]] ch::local_days day() const { return day_; }

  [[nodiscard]] std::vector<State> at(std::size_t minute) const {
    // The hour that the short day skips is read as the next.
    if (is_short_day(frame_.today) && minute / 60 == 2) minute += 60;
    const std::size_t hour = minute / 60;
    std::vector<State> out = hours_[hour];
    for (std::size_t at = begin_[hour * 60]; at < begin_[minute + 1]; ++at)
      out[changes_[at].row] = changes_[at].state;
    return out;
  }

 private:
  struct Change {
    std::uint32_t row = 0;
    State state = State::closed;
  };

  void keep(const std::vector<std::pair<std::uint16_t, Change>>& changes, std::vector<State> states) {
    for (auto const& change : changes) ++begin_[change.first + 1U];
    for (std::size_t minute = 0; minute < kMinutes; ++minute) begin_[minute + 1] += begin_[minute];
    changes_.resize(changes.size());
    auto next = begin_;
    for (auto const& [minute, change] : changes) changes_[next[minute]++] = change;
    for (std::size_t hour = 0; hour < kHours; ++hour) {
      hours_[hour] = states;
      for (std::size_t at = begin_[hour * 60]; at < begin_[(hour + 1) * 60]; ++at)
        states[changes_[at].row] = changes_[at].state;
    }
  }

  ch::local_days day_;
  DayFrame frame_;
  std::array<std::vector<State>, kHours> hours_{};
  std::array<std::uint32_t, kMinutes + 1> begin_{};
  std::vector<Change> changes_{};
};

}  // namespace

struct Board::Impl {
  std::unordered_map<std::string, std::uint32_t> rows{};
  std::vector<Schedule> schedules{};
  std::mutex guard{};
  std::list<std::shared_ptr<const DayTable>> days{};  // the last used first

  std::shared_ptr<const DayTable> day(ch::local_days date) {
    const std::lock_guard lock(guard);
    const auto found =
        std::find_if(days.begin(), days.end(), [&](auto const& table) { return table->day() == date; });
    if (found == days.end()) {
      days.push_front(std::make_shared<const DayTable>(date, schedules));
      if (days.size() > kDaysKept) days.pop_back();
    } else {
      days.splice(days.begin(), days, found);
    }
    return days.front();
  }
};

Board::Board() : impl_(std::make_unique<Impl>()) {}
Board::~Board() = default;
Board::Board(Board&&) noexcept = default;
Board& Board::operator=(Board&&) noexcept = default;

std::uint32_t Board::add(const Schedule& schedule) {
  const auto [row, fresh] =
      impl_->rows.try_emplace(schedule.text(), static_cast<std::uint32_t>(impl_->schedules.size()));
  if (fresh) {
    impl_->schedules.push_back(schedule);
    impl_->days.clear();
  }
  return row->second;
}

std::vector<State> Board::at(Minute when) const {
  const auto day = ch::floor<ch::days>(when);
  return impl_->day(day)->at(static_cast<std::size_t>((when - day).count()));
}

std::size_t Board::size() const { return impl_->schedules.size(); }

}  // namespace cote::guide::hours
