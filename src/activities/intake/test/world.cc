// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/test/world.h"

#include <array>
#include <chrono>

namespace cote::activities::intake {
namespace {

using levels::Literacy;
using levels::Step;

constexpr std::array kTowns{"92094", "92137", "91034", "92142", "91114", "93056"};
constexpr std::array kTimes{"mo-am", "mo-am tu-am", "we-pm", "th-ev", "fr-am fr-pm"};

std::string town(Draw& dice) {
  return dice.percent(5) ? "" : kTowns.at(static_cast<std::size_t>(dice.between(0, 5)));
}

Learner draw_learner(Draw& dice, std::string id) {
  auto out = learner(std::move(id), static_cast<Step>(dice.between(0, 6)), town(dice));
  if (dice.percent(30)) out.levels.set(levels::Skill::writing, static_cast<Step>(dice.between(0, 6)));
  if (dice.percent(15)) out.levels.literacy = static_cast<Literacy>(dice.between(0, 6));
  if (dice.percent(60))
    out.can = half_days(dice.percent(50) ? "mo-am tu-am we-pm fr-am fr-pm" : "th-ev mo-am");
  if (dice.percent(40)) out.prefers = half_days("mo-am tu-am");
  out.childcare = dice.percent(15);
  if (dice.percent(40)) out.farthest = dice.between(5, 60);
  return out;
}

Group draw_group(Draw& dice, int i, int most_places) {
  auto const step = static_cast<Step>(dice.between(1, 5));
  auto out = group("g" + std::to_string(i), step, dice.between(-1, most_places),
                   kTimes.at(static_cast<std::size_t>(dice.between(0, 4))));
  out.entry = levels::entry_between(step, static_cast<Step>(static_cast<int>(step) + dice.between(1, 3)));
  if (dice.percent(20)) out.entry = {.literacy = levels::Range<Literacy>{Literacy::none, Literacy::four}};
  out.childcare = dice.percent(50);
  out.nis = town(dice);
  return out;
}

template <class T>
void mix(std::vector<T>& all, Draw& dice) {
  for (std::size_t i = all.size(); i > 1; --i)
    std::swap(all[i - 1], all[static_cast<std::size_t>(dice.between(0, static_cast<int>(i) - 1))]);
}

void draw_units(Day& day, Draw& dice, int count) {
  for (int u = 0; u < count; ++u) {
    auto const id = std::to_string(u);
    auto members = std::vector<Learner>{};
    for (int m = dice.percent(30) ? dice.between(2, 4) : 1; m > 0; --m)
      members.push_back(draw_learner(dice, "l" + id + "." + std::to_string(m)));
    day.units.push_back(family("u" + id, std::move(members), dice.between(0, count), dice.between(0, 2) * 5));
  }
}

}  // namespace

HalfDays half_days(std::string_view text) { return HalfDays::parse(text).value(); }

Learner learner(std::string id, Step step, std::string nis) {
  return {.id = {std::move(id)}, .levels = levels::all_at(step), .nis = std::move(nis)};
}

Unit alone(Learner who, int minute, int klass) {
  auto id = "unit of " + who.id.text;
  return family(std::move(id), {std::move(who)}, minute, klass);
}

Unit family(std::string id, std::vector<Learner> members, int minute, int klass) {
  auto const opening = *parse_time("2026-09-01T07:00:00Z");
  return {.id = {std::move(id)},
          .members = std::move(members),
          .klass = klass,
          .ticket = opening + std::chrono::minutes(minute)};
}

Group group(std::string id, Step step, int places, std::string times) {
  return {.id = {std::move(id)},
          .entry = levels::entry_between(step, Step::unknown),
          .half_days = half_days(times),
          .nis = "92094",
          .places = places};
}

Day draw_day(Draw& dice, const Crowd& crowd) {
  auto day = Day{};
  for (int g = 0; g < crowd.groups; ++g) day.groups.push_back(draw_group(dice, g, crowd.most_places));
  draw_units(day, dice, crowd.units);
  for (std::size_t a = 0; a < kTowns.size(); ++a)
    for (std::size_t b = a + 1; b < kTowns.size(); ++b)
      if (dice.percent(90)) day.distances.set(kTowns.at(a), kTowns.at(b), dice.between(5, 60));
  for (int i = 0; i < crowd.pins; ++i)
    day.pins.push_back({day.units[static_cast<std::size_t>(i)].members.front().id,
                        day.groups[static_cast<std::size_t>(dice.between(0, crowd.groups - 1))].id});
  for (int i = 0; i < crowd.bars; ++i)
    day.bars.push_back({day.units[static_cast<std::size_t>(dice.between(crowd.pins, crowd.units - 1))].id,
                        day.groups[static_cast<std::size_t>(dice.between(0, crowd.groups - 1))].id});
  return day;
}

Day shuffled(const Day& day, Draw& dice) {
  auto out = day;
  for (Unit& u : out.units) mix(u.members, dice);
  mix(out.units, dice);
  mix(out.groups, dice);
  mix(out.pins, dice);
  mix(out.bars, dice);
  return out;
}

}  // namespace cote::activities::intake
