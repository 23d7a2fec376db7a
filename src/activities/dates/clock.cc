// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/dates/clock.h"

#include <algorithm>
#include <cstdio>

namespace cote::activities::dates {
namespace {

std::optional<unsigned> digits(std::string_view text) {
  unsigned value = 0;
  for (char const each : text) {
    if (each < '0' || each > '9') return std::nullopt;
    value = value * 10 + static_cast<unsigned>(each - '0');
  }
  return value;
}

bool is_skipped(LocalMinute local) { return to_local(to_utc(local)) != local; }

}  // namespace

Time instant_of(LocalMinute local) {
  // Only the night of the change in March can skip, and only in its third hour.
  if (clock_of(local) / std::chrono::hours(1) != 2 || !is_skipped(local)) return to_utc(local);
  return Time(local.time_since_epoch()) - std::chrono::hours(1);
}

Span span_of(LocalMinute starts, Minutes length) {
  auto const from = instant_of(starts);
  if (is_skipped(starts)) return {from, from + length};
  return {from, std::max(from, instant_of(starts + length))};
}

std::string basic(Date day) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d%02u%02u", static_cast<int>(day.year()) % 10000,
                static_cast<unsigned>(day.month()) % 100, static_cast<unsigned>(day.day()) % 100);
  return text;
}

std::string basic(LocalMinute local) {
  auto const minutes = static_cast<int>(clock_of(local).count());
  char text[16];
  std::snprintf(text, sizeof text, "T%02d%02d00", minutes / 60 % 100, minutes % 60);
  return basic(Date(day_of(local))) + text;
}

std::string basic(Time at) {
  auto out = basic(LocalMinute(std::chrono::floor<Minutes>(at).time_since_epoch()));
  char text[8];
  std::snprintf(text, sizeof text, "%02dZ",
                static_cast<int>((at - std::chrono::floor<Minutes>(at)).count()) % 60);
  return out.replace(out.size() - 2, 2, text);
}

std::optional<Date> basic_date(std::string_view text) {
  if (text.size() != 8) return std::nullopt;
  auto const y = digits(text.substr(0, 4)), m = digits(text.substr(4, 2)), d = digits(text.substr(6, 2));
  if (!y || !m || !d) return std::nullopt;
  Date const day(std::chrono::year(static_cast<int>(*y)), std::chrono::month(*m), std::chrono::day(*d));
  if (!day.ok()) return std::nullopt;
  return day;
}

std::optional<std::chrono::seconds> basic_clock(std::string_view text) {
  if (text.size() != 7 || text[0] != 'T') return std::nullopt;
  auto const h = digits(text.substr(1, 2)), m = digits(text.substr(3, 2)), s = digits(text.substr(5, 2));
  if (!h || !m || !s || *h > 23 || *m > 59 || *s > 59) return std::nullopt;
  return std::chrono::hours(*h) + std::chrono::minutes(*m) + std::chrono::seconds(*s);
}

}  // namespace cote::activities::dates
