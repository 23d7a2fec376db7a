// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>

#include "activities/dates/clock.h"
#include "activities/dates/rule.h"

namespace cote::activities::dates {
namespace {

constexpr std::array<std::string_view, 7> kDays{"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
constexpr std::array<std::string_view, 4> kFrequencies{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"};

std::string text_of(int number) { return std::to_string(number); }
std::string text_of(const ByDay& day) {
  return (day.nth == 0 ? "" : std::to_string(day.nth)) + std::string(kDays.at(day.weekday));
}

template <class T>
void list(std::string& out, std::string_view name, const std::vector<T>& values) {
  if (values.empty()) return;
  out.append(";").append(name);
  char between = '=';
  for (auto const& each : values) {
    out += between;
    out += text_of(each);
    between = ',';
  }
}

}  // namespace

std::string write(const Rule& rule, Starts starts) {
  std::string out = "FREQ=" + std::string(kFrequencies.at(static_cast<std::size_t>(rule.frequency)));
  if (rule.interval != 1) out += ";INTERVAL=" + std::to_string(rule.interval);
  if (rule.count) out += ";COUNT=" + std::to_string(*rule.count);
  if (rule.until)
    out += ";UNTIL=" +
           (starts == Starts::timed ? basic(*rule.until) : basic(Date(day_of(to_local(*rule.until)))));
  list(out, "BYMONTH", rule.months);
  list(out, "BYMONTHDAY", rule.month_days);
  list(out, "BYDAY", rule.days);
  list(out, "BYSETPOS", rule.positions);
  if (rule.week_start != 0) out += ";WKST=" + std::string(kDays.at(rule.week_start));
  return out;
}

}  // namespace cote::activities::dates
