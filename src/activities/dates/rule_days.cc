// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <bit>

#include "activities/dates/recurrence.h"

namespace cote::activities::dates {
namespace {

namespace ch = std::chrono;

constexpr std::uint32_t kEverySeventh = 0x10204081;  // the 1st, 8th, 15th, 22nd and 29th

unsigned weekday_of(ch::local_days day) { return ch::weekday(day).iso_encoding() - 1; }
unsigned length_of(ch::year_month month) {
  return static_cast<unsigned>(ch::year_month_day_last(month / ch::last).day());
}
std::uint32_t first_bits(unsigned count) {
  return static_cast<std::uint32_t>((std::uint64_t{1} << count) - 1);
}
std::uint32_t bit(unsigned at) { return std::uint32_t{1} << at; }
std::uint32_t month_bit(ch::local_days day) {
  return bit(static_cast<unsigned>(ch::year_month_day(day).month()) - 1);
}
ch::year_month month_of(ch::local_days day) {
  ch::year_month_day const date(day);
  return date.year() / date.month();
}

// Which of the days in a stretch of `length` days that begins on `weekday` is the nth `wanted`; none if there
// are not as many.
std::optional<unsigned> nth_day(unsigned weekday, unsigned length, const ByDay& wanted) {
  auto const first = (wanted.weekday + 7 - weekday) % 7;
  auto const many = (length - first + 6) / 7;
  auto const nth = wanted.nth > 0 ? wanted.nth - 1 : static_cast<int>(many) + wanted.nth;
  if (nth < 0 || nth >= static_cast<int>(many)) return std::nullopt;
  return first + 7 * static_cast<unsigned>(nth);
}

}  // namespace

RuleDays::RuleDays(const Rule& rule, ch::local_days first)
    : frequency_(rule.frequency),
      interval_(rule.interval),
      left_(rule.count ? *rule.count : kHorizon.count() + 1),
      positions_(rule.positions),
      first_(first),
      period_(first) {
  for (auto const month : rule.months) months_ |= bit(static_cast<unsigned>(month) - 1);
  for (auto const day : rule.month_days)
    (day > 0 ? from_front_ : from_back_) |= bit(static_cast<unsigned>(day > 0 ? day : -day) - 1);
  for (auto const& day : rule.days) {
    if (day.nth == 0)
      weekdays_ |= bit(day.weekday);
    else
      numbered_.push_back(day);
  }
  // What the rule leaves open comes from its first day (RFC 5545, section 3.3.10).
  ch::year_month_day const date(first);
  bool const open = rule.days.empty() && rule.month_days.empty();
  if (open && frequency_ == Frequency::weekly) weekdays_ = bit(weekday_of(first));
  if (open && frequency_ > Frequency::weekly) from_front_ = bit(static_cast<unsigned>(date.day()) - 1);
  if (open && frequency_ == Frequency::yearly && rule.months.empty()) months_ = month_bit(first);
  in_year_ = frequency_ == Frequency::yearly && months_ == 0;
  if (months_ == 0) months_ = first_bits(12);
  by_month_ = (from_front_ | from_back_) != 0;
  by_day_ = weekdays_ != 0 || !numbered_.empty();
  if (frequency_ == Frequency::weekly) period_ -= ch::days((weekday_of(first) + 7 - rule.week_start) % 7);
  if (frequency_ == Frequency::monthly) period_ = ch::local_days(month_of(first) / 1);
  if (frequency_ == Frequency::yearly) period_ = ch::local_days(date.year() / 1 / 1);
}

std::optional<ch::local_days> RuleDays::next() {
  while (left_ > 0) {
    while (at_ < size_) {
      auto const day = ch::local_days{} + ch::days(found_[at_++]);
      if (day < first_) continue;
      if (day - first_ > kHorizon) return std::nullopt;
      --left_;
      return day;
    }
    if (period_ - first_ > kHorizon) return std::nullopt;
    fill();
  }
  return std::nullopt;
}

void RuleDays::fill() {
  at_ = size_ = 0;
  switch (frequency_) {
    case Frequency::daily:
      fill_day();
      break;
    case Frequency::weekly:
      fill_week();
      break;
    case Frequency::monthly:
      fill_month();
      break;
    case Frequency::yearly:
      fill_year();
      break;
  }
  if (!positions_.empty()) keep_positions();
}

void RuleDays::fill_day() {
  auto const day = period_;
  period_ += ch::days(interval_);
  if ((months_ & month_bit(day)) == 0) return;
  if (by_day_ && (weekdays_ >> weekday_of(day) & 1) == 0) return;
  if (by_month_) {
    auto const date = static_cast<unsigned>(ch::year_month_day(day).day());
    auto const behind = length_of(month_of(day)) - date;
    if (((from_front_ >> (date - 1) | from_back_ >> behind) & 1) == 0) return;
  }
  keep(day);
}

void RuleDays::fill_week() {
  auto const week = period_;
  period_ += ch::days(7 * interval_);
  bool const all_months = months_ == first_bits(12);
  auto const start = weekday_of(week);
  for (unsigned at = 0; at < 7; ++at) {
    auto const day = week + ch::days(at);
    if ((weekdays_ >> (start + at) % 7 & 1) != 0 && (all_months || (months_ & month_bit(day)) != 0))
      keep(day);
  }
}

void RuleDays::fill_month() {
  auto const first = period_;
  auto const month = month_of(first);
  period_ = ch::local_days((month + ch::months(interval_)) / 1);
  if ((months_ >> (static_cast<unsigned>(month.month()) - 1) & 1) != 0)
    keep_month(first, days_of_month(month));
}

void RuleDays::fill_year() {
  auto const year = ch::year_month_day(period_).year();
  period_ = ch::local_days((year + ch::years(interval_)) / 1 / 1);
  std::array<std::uint32_t, 12> numbered{};
  if (in_year_ && !numbered_.empty()) number_in_year(year, numbered);
  for (unsigned at = 0; at < 12; ++at) {
    if ((months_ >> at & 1) == 0) continue;
    auto const month = year / ch::month(at + 1);
    auto days = days_of_month(month);
    if (in_year_ && !numbered_.empty()) {
      // days_of_month knows the month alone, so the numbered days are added to its every Monday, Tuesday…
      auto const first = ch::local_days(month / 1);
      days &= named_days(first, length_of(month)) | numbered[at];
    }
    if (days != 0) keep_month(ch::local_days(month / 1), days);
  }
}

std::uint32_t RuleDays::days_of_month(ch::year_month month) const {
  auto const length = length_of(month);
  auto days = first_bits(length);
  if (by_month_) {
    auto chosen = from_front_;
    for (auto back = from_back_; back != 0; back &= back - 1) {
      auto const behind = static_cast<unsigned>(std::countr_zero(back));
      if (behind < length) chosen |= bit(length - 1 - behind);
    }
    days &= chosen;
  }
  if (!by_day_ || (in_year_ && !numbered_.empty())) return days;
  return days & named_days(ch::local_days(month / 1), length);
}

// The days of a month that BYDAY names: every Tuesday and, where they count within the month, the second one.
std::uint32_t RuleDays::named_days(ch::local_days first, unsigned length) const {
  auto const start = weekday_of(first);
  std::uint32_t days = 0;
  for (auto every = weekdays_; every != 0; every &= every - 1)
    days |= kEverySeventh << ((static_cast<unsigned>(std::countr_zero(every)) + 7 - start) % 7);
  if (!in_year_)
    for (auto const& each : numbered_)
      if (auto const found = nth_day(start, length, each)) days |= bit(*found);
  return days & first_bits(length);
}

void RuleDays::number_in_year(ch::year year, std::array<std::uint32_t, 12>& into) const {
  auto const first = ch::local_days(year / 1 / 1);
  auto const length = static_cast<unsigned>((ch::local_days((year + ch::years(1)) / 1 / 1) - first).count());
  for (auto const& each : numbered_) {
    if (auto const found = nth_day(weekday_of(first), length, each)) {
      ch::year_month_day const date(first + ch::days(*found));
      into[static_cast<unsigned>(date.month()) - 1] |= bit(static_cast<unsigned>(date.day()) - 1);
    }
  }
}

void RuleDays::keep_month(ch::local_days first, std::uint32_t days) {
  for (; days != 0; days &= days - 1) keep(first + ch::days(std::countr_zero(days)));
}

void RuleDays::keep_positions() {
  auto const many = static_cast<int>(size_);
  std::vector<std::int32_t> chosen;
  for (auto const position : positions_) {
    auto const at = position > 0 ? position - 1 : many + position;
    if (at >= 0 && at < many) chosen.push_back(found_[static_cast<std::size_t>(at)]);
  }
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  std::copy(chosen.begin(), chosen.end(), found_.begin());
  size_ = chosen.size();
}

}  // namespace cote::activities::dates
