// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/hours/json.h"

#include <vector>

#include "kernel/time.h"

namespace cote::guide::hours {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::vector<Interval> by_state(std::vector<Interval> slots) {
  std::vector<Interval> out;
  for (Interval& slot : slots) {
    if (!out.empty() && out.back().to == slot.from && out.back().state == slot.state)
      out.back().to = slot.to;
    else
      out.push_back(std::move(slot));
  }
  return out;
}

}  // namespace

std::string hours_json(const Schedule& schedule, Minute from, Minute to) {
  std::string out = "{\"normalized\": " + quoted(schedule.text()) + ", \"intervals\": [";
  const char* comma = "";
  for (const Interval& slot : by_state(schedule.between(from, to))) {
    out += comma + ("[\"" + iso(slot.from)) + "\",\"" + iso(slot.to) + "\",\"" +
           (slot.state == State::open ? "open" : "unknown") + "\"]";
    comma = ", ";
  }
  return out + "]}";
}

}  // namespace cote::guide::hours
