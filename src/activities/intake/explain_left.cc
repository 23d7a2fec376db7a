// SPDX-License-Identifier: AGPL-3.0-or-later
#include "activities/intake/explain_left.h"

#include <algorithm>
#include <array>

namespace cote::activities::intake {
namespace {

constexpr std::array<std::string_view, 9> kCodes{"level_unknown", "no_level", "half_days",
                                                 "childcare",     "distance", "barred",
                                                 "several",       "full",     "together"};
struct Single {
  Obstacle obstacle;
  Cause cause;
};
constexpr std::array kSingles{
    Single{Obstacle::half_days, Cause::half_days}, Single{Obstacle::childcare, Cause::childcare},
    Single{Obstacle::distance, Cause::distance}, Single{Obstacle::barred, Cause::barred}};

std::size_t index(int i) { return static_cast<std::size_t>(i); }

Named has_key(const levels::Profile& p, const levels::Aspect& aspect) {
  auto const* const skill = std::get_if<levels::Skill>(&aspect);
  return {skill != nullptr ? levels::name_key(p.in(*skill)) : levels::name_key(p.literacy)};
}

Named end_key(const levels::Entry& e, const levels::Aspect& aspect, bool last) {
  auto const* const skill = std::get_if<levels::Skill>(&aspect);
  if (skill == nullptr) {
    auto const range = e.literacy.value_or(levels::Range<levels::Literacy>{});
    return {levels::name_key(last ? range.to : range.from)};
  }
  auto const range = e.french[static_cast<std::size_t>(*skill)].value_or(levels::Range<levels::Step>{});
  return {levels::name_key(last ? range.to : range.from)};
}

bool level_stands_in_the_way(const Match& m) {
  return m.has(Obstacle::level) || m.has(Obstacle::level_unknown);
}

}  // namespace

std::string_view code(Cause cause) { return kCodes[static_cast<std::size_t>(cause)]; }

Reason level_reason(const Learner& learner, const Group& group, const Match& match) {
  if (!match.fit.decides) return {"intake.placed.any_level"};
  auto const& aspect = *match.fit.decides;
  return {"intake.placed.level",
          {{"skill", Named{levels::name_key(aspect)}},
           {"level", has_key(learner.levels, aspect)},
           {"from", end_key(group.entry, aspect, false)},
           {"to", end_key(group.entry, aspect, true)}}};
}

/// How many groups there are for a row, by what stands in the way.
struct LeftReasons::Look {
  int suitable = 0;
  int free = 0;      // suitable, with places left
  int of_level = 0;  // suitable or not, the level is right
  std::array<int, kSingles.size()> by_single{};
};

LeftReasons::LeftReasons(const Board& board, const std::vector<int>& group_of) : board_(board) {
  for (const Group* g : board.columns) free_.push_back(std::max(0, g->places));
  for (int const column : group_of)
    if (column >= 0) --free_[index(column)];
}

LeftReasons::Look LeftReasons::look(int row) const {
  auto out = Look{};
  for (int g = 0; g < static_cast<int>(board_.columns.size()); ++g) {
    auto const& m = board_.at(row, g);
    if (level_stands_in_the_way(m)) continue;
    ++out.of_level;
    if (m.suitable()) {
      ++out.suitable;
      if (free_[index(g)] > 0) ++out.free;
    }
    for (std::size_t i = 0; i < kSingles.size(); ++i)
      if (m.only({kSingles[i].obstacle})) ++out.by_single[i];
  }
  return out;
}

int LeftReasons::suitable(int row) const { return look(row).suitable; }

Left LeftReasons::of(int unit, int row) const {
  auto const& r = board_.rows[index(row)];
  auto const seen = look(row);
  auto out = Left{.unit = r.unit->id, .learner = r.learner->id, .suitable = seen.suitable};
  if (seen.of_level == 0)
    no_level(out, row);
  else if (seen.suitable == 0)
    no_group(out, row, seen);
  else
    with_groups(out, unit, row, seen);
  if (seen.of_level > 0) nearby(out, row);
  return out;
}

/// The group whose level is nearest tells which skill it was; an unknown level is asked for first.
void LeftReasons::no_level(Left& left, int row) const {
  left.cause = Cause::no_level;
  const Match* nearest = nullptr;
  auto at = -1;
  for (int g = 0; g < static_cast<int>(board_.columns.size()); ++g) {
    auto const& m = board_.at(row, g);
    if (nearest != nullptr && m.fit.distance >= nearest->fit.distance) continue;
    nearest = &m;
    at = g;
  }
  if (nearest == nullptr) {
    left.why.push_back({"intake.left.no_groups"});
    return;
  }
  auto const& learner = *board_.rows[index(row)].learner;
  auto const& aspect = *nearest->fit.decides;
  auto const skill = Named{levels::name_key(aspect)};
  if (nearest->has(Obstacle::level_unknown)) {
    left.cause = Cause::level_unknown;
    left.why.push_back({"intake.left.level_unknown", {{"skill", skill}}});
    return;
  }
  auto const& entry = board_.columns[index(at)]->entry;
  left.why.push_back(
      {"intake.left.no_level", {{"skill", skill}, {"level", has_key(learner.levels, aspect)}}});
  left.why.push_back({"intake.left.nearest_level",
                      {{"from", end_key(entry, aspect, false)}, {"to", end_key(entry, aspect, true)}}});
}

/// Groups of the level, none that suits: what rules out most of them by itself is the cause.
void LeftReasons::no_group(Left& left, int row, const Look& look) const {
  auto const most = std::ranges::max_element(look.by_single);
  if (*most == 0) {
    left.cause = Cause::several;
    left.why.push_back({"intake.left.several", {{"groups", static_cast<long long>(look.of_level)}}});
    return;
  }
  left.cause = kSingles[static_cast<std::size_t>(most - look.by_single.begin())].cause;
  auto const groups = std::pair<std::string, Reason::Value>{"groups", static_cast<long long>(*most)};
  if (left.cause == Cause::distance) {
    auto const limit = board_.rows[index(row)].learner->farthest.value_or(0);
    left.why.push_back({"intake.left.distance", {groups, {"limit", static_cast<long long>(limit)}}});
  } else {
    left.why.push_back({"intake.left." + std::string(code(left.cause)), {groups}});
  }
}

void LeftReasons::with_groups(Left& left, int unit, int row, const Look& look) const {
  auto const& family = board_.units[index(unit)];
  auto const without = std::ranges::count_if(family, [&](int r) { return suitable(r) == 0; });
  auto const groups = std::pair<std::string, Reason::Value>{"groups", static_cast<long long>(look.suitable)};
  left.cause = without > 0 || look.free > 0 ? Cause::together : Cause::full;
  if (without > 0)
    left.why.push_back(
        {"intake.left.together",
         {{"people", static_cast<long long>(family.size())}, {"without", static_cast<long long>(without)}}});
  else if (look.free > 0)
    left.why.push_back({"intake.left.together_full", {{"people", static_cast<long long>(family.size())}}});
  else
    left.why.push_back({"intake.left.full", {groups}});
  if (look.free > 0) return;
  auto const& learner = *board_.rows[index(row)].learner;
  for (int g = 0; g < static_cast<int>(board_.columns.size()); ++g) {
    auto const& m = board_.at(row, g);
    if (!m.suitable() || !m.fit.decides) continue;
    left.why.push_back({"intake.left.level_full",
                        {{"skill", Named{levels::name_key(*m.fit.decides)}},
                         {"level", has_key(learner.levels, *m.fit.decides)}}});
    return;
  }
}

/// Places of the right level that one thing alone keeps out of reach: what the desk may talk about.
void LeftReasons::nearby(Left& left, int row) const {
  auto nearest = std::optional<int>{};
  auto times = 0LL;
  auto no_care = 0LL;
  for (int g = 0; g < static_cast<int>(board_.columns.size()); ++g) {
    auto const& m = board_.at(row, g);
    if (free_[index(g)] <= 0) continue;
    if (m.only({Obstacle::distance}) && (!nearest || *m.km < *nearest)) nearest = m.km;
    if (m.only({Obstacle::half_days})) ++times;
    if (m.only({Obstacle::childcare})) ++no_care;
  }
  if (nearest) left.why.push_back({"intake.left.nearest_free", {{"km", static_cast<long long>(*nearest)}}});
  if (times > 0) left.why.push_back({"intake.left.other_times", {{"groups", times}}});
  if (no_care > 0) left.why.push_back({"intake.left.without_childcare", {{"groups", no_care}}});
}

}  // namespace cote::activities::intake
