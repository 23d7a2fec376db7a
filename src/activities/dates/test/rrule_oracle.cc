// SPDX-License-Identifier: AGPL-3.0-or-later
// Our side for tools/oracle/rrule.mjs: a line in, "start TAB rule TAB most TAB minutes"; a line out, the rule
// in its normal form, the wall-clock times, their instants and the real minutes of sessions that long, in
// lists separated by commas, or "! key message".
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "activities/dates/recurrence.h"

namespace {

using namespace cote;
using namespace cote::activities::dates;

std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> out(1);
  for (char const each : line) {
    if (each == '\t')
      out.emplace_back();
    else
      out.back() += each;
  }
  return out;
}

std::string answer(const std::string& line) {
  auto const field = fields(line);
  if (field.size() != 4) return "! oracle.line a line needs four fields";
  auto const day = basic_date(field[0].substr(0, 8));
  auto const clock = field[0].size() == 15 ? basic_clock(field[0].substr(8)) : std::nullopt;
  if (!day || !clock) return "! oracle.start not a wall-clock time";
  auto const read = read_rule(field[1]);
  if (!read.rule) return "! " + read.refused.key + " " + read.refused.message;
  Recurrence const recurrence{
      LocalMinute(std::chrono::local_days(*day)) + std::chrono::floor<Minutes>(*clock), read.rule, {}, {}};
  std::string local, utc, real;
  for (auto const at : expand(recurrence, std::stoul(field[2]))) {
    auto const span = span_of(at, Minutes(std::stol(field[3])));
    auto const* const comma = local.empty() ? "" : ",";
    local += comma + basic(at);
    utc += comma + iso(span.from);
    real += comma + std::to_string(span.minutes().count());
  }
  return write(*read.rule) + "\t" + local + "\t" + utc + "\t" + real;
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) std::cout << answer(line) << "\n";
}
