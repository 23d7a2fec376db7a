// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "activities/intake/model.h"
#include "activities/intake/test/tasks.h"

/// Days for tests: one with names, small enough to check by hand, and random ones.
namespace cote::activities::intake {

Learner learner(std::string id, levels::Step step, std::string nis = "92094");
/// One person with a ticket of this minute of the morning.
Unit alone(Learner who, int minute, int klass = 0);
Unit family(std::string id, std::vector<Learner> members, int minute, int klass = 0);
/// A group in Namur for those who have this step and not the next.
Group group(std::string id, levels::Step step, int places, std::string half_days = "mo-am");

HalfDays half_days(std::string_view text);

struct Crowd {
  int units = 20;
  int groups = 6;
  int most_places = 4;
  int pins = 2;
  int bars = 3;
};
/// Communes, levels, half-days, childcare, limits, classes, families, pins that can be kept, bars.
Day draw_day(Draw& dice, const Crowd& crowd = {});

/// The same day, its lists in another order.
Day shuffled(const Day& day, Draw& dice);

}  // namespace cote::activities::intake
