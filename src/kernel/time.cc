// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/time.h"

#include <cstdio>

namespace cote {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::sys_days;

Time last_sunday_one_utc(std::chrono::year year, std::chrono::month month) {
  sys_days const day =
      std::chrono::year_month_weekday_last(year, month, std::chrono::weekday_last(std::chrono::Sunday));
  return day + hours(1);
}

bool is_summer(Time at) {
  Date const day(std::chrono::floor<days>(at));
  return at >= last_sunday_one_utc(day.year(), std::chrono::March) &&
         at < last_sunday_one_utc(day.year(), std::chrono::October);
}

bool digits(std::string_view text, std::size_t at, std::size_t count, int& value) {
  if (at + count > text.size()) return false;
  value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
    value = value * 10 + (text[i] - '0');
  }
  return true;
}

std::optional<minutes> clock_at(std::string_view text, std::size_t at) {
  int h = 0;
  int m = 0;
  if (!digits(text, at, 2, h) || text.size() <= at + 2 || text[at + 2] != ':' || !digits(text, at + 3, 2, m))
    return std::nullopt;
  if (h > 23 || m > 59) return std::nullopt;
  return hours(h) + minutes(m);
}

}  // namespace

Time SystemClock::now() const {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

LocalMinute to_local(Time at) {
  auto const shifted = std::chrono::floor<minutes>(at) + hours(is_summer(at) ? 2 : 1);
  return LocalMinute(shifted.time_since_epoch());
}

Time to_utc(LocalMinute local) {
  Time const as_summer(local.time_since_epoch() - hours(2));
  Time const as_winter(local.time_since_epoch() - hours(1));
  if (is_summer(as_summer)) return as_summer;
  if (!is_summer(as_winter)) return as_winter;
  // Between 02:00 and 03:00 in March neither reading exists: the change itself.
  Date const day(std::chrono::floor<days>(as_winter));
  return last_sunday_one_utc(day.year(), std::chrono::March);
}

std::string iso(Date day) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()) % 10000,
                static_cast<unsigned>(day.month()) % 100, static_cast<unsigned>(day.day()) % 100);
  return text;
}

std::string iso(Time at) {
  auto const day = std::chrono::floor<days>(at);
  std::chrono::hh_mm_ss const clock(at - day);
  char text[16];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02dZ", static_cast<int>(clock.hours().count()) % 100,
                static_cast<int>(clock.minutes().count()) % 100,
                static_cast<int>(clock.seconds().count()) % 100);
  return iso(Date(day)) + text;
}

std::string iso(LocalMinute local) {
  auto const day = std::chrono::floor<days>(local);
  auto const clock = local - day;
  char text[16];
  std::snprintf(text, sizeof text, "T%02d:%02d", static_cast<int>(clock / hours(1)) % 100,
                static_cast<int>((clock % hours(1)) / minutes(1)) % 100);
  return iso(Date(day)) + text;
}

std::optional<Date> parse_date(std::string_view text) {
  int y = 0;
  int m = 0;
  int d = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  if (!digits(text, 0, 4, y) || !digits(text, 5, 2, m) || !digits(text, 8, 2, d)) return std::nullopt;
  Date const day(std::chrono::year(y), std::chrono::month(static_cast<unsigned>(m)),
                 std::chrono::day(static_cast<unsigned>(d)));
  if (!day.ok()) return std::nullopt;
  return day;
}

std::optional<LocalMinute> parse_local(std::string_view text) {
  if (text.size() != 16 || text[10] != 'T') return std::nullopt;
  auto const day = parse_date(text.substr(0, 10));
  auto const clock = clock_at(text, 11);
  if (!day || !clock) return std::nullopt;
  return LocalMinute(sys_days(*day).time_since_epoch() + *clock);
}

std::optional<Time> parse_time(std::string_view text) {
  if (text.size() < 20) return std::nullopt;
  auto const local = parse_local(text.substr(0, 16));
  int seconds = 0;
  if (!local || text[16] != ':' || !digits(text, 17, 2, seconds) || seconds > 59) return std::nullopt;
  std::size_t at = 19;
  if (text[at] == '.') {
    ++at;
    auto const first = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    if (at == first) return std::nullopt;
  }
  minutes offset(0);
  if (at >= text.size()) return std::nullopt;
  if (text[at] == 'Z') {
    if (at + 1 != text.size()) return std::nullopt;
  } else {
    auto const away = clock_at(text, at + 1);
    if ((text[at] != '+' && text[at] != '-') || at + 6 != text.size() || !away) return std::nullopt;
    offset = text[at] == '+' ? *away : -*away;
  }
  return Time(local->time_since_epoch() - offset + std::chrono::seconds(seconds));
}

}  // namespace cote
