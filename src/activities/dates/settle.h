// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "activities/dates/series.h"

namespace cote::activities::dates {

/// A place in a series: in `part`, from `slot` on, and all later parts.
struct Cut {
  std::size_t part = 0;
  LocalMinute slot{};
};

/// Gives the times of `after.parts` from `times` on to the sessions of `before` from `sessions` on; what
/// stands before stays. `before` is the series as people know it: where a session looks different now, its
/// sequence grows.
Result<Series> settle(const Series& before, Series after, Cut sessions, Cut times, const Calendar& calendar);

/// Makes two parts of one: what comes before `slot` stays, what follows is changed.
Result<Series> split(const Series& series, std::size_t part, LocalMinute slot, const Change& change,
                     const Calendar& calendar);

/// Field "starts" dates.double when two sessions that are held begin at once; else nothing.
Problems doubles(const Series& series);

/// Raises the sequence of each session that looks different than it did.
void count_changes(const Series& before, Series& after);

}  // namespace cote::activities::dates
