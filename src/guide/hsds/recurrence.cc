// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/hsds/recurrence.h"

#include <algorithm>
#include <charconv>

namespace cote::guide::hsds {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::string_view kCodes[7] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

int weekday_of(sys_days day) { return static_cast<int>(std::chrono::weekday(day).iso_encoding()) - 1; }

std::optional<int> integer(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || text.empty()) return std::nullopt;
  // "1.0" is how spreadsheets write a whole number.
  std::string_view const rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (!rest.empty() && rest != ".0") return std::nullopt;
  return value;
}

std::vector<std::string_view> parts(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    auto const comma = std::min(text.find(','), text.size());
    auto part = text.substr(0, comma);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    out.push_back(part);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return out;
}

std::optional<int> day_code(std::string_view code) {
  auto const* const found = std::ranges::find(kCodes, code);
  if (found == std::end(kCodes)) return std::nullopt;
  return static_cast<int>(found - std::begin(kCodes));
}

unsigned last_day_of(Date day) {
  return static_cast<unsigned>(
      std::chrono::year_month_day_last(day.year(), std::chrono::month_day_last(day.month())).day());
}

struct Reader {
  const ScheduleRow& row;
  Recurrence rule{};
  std::string field{};
  std::string why{};

  bool fail(std::string_view name, std::string_view reason) {
    field = name;
    why = reason;
    return false;
  }
  bool date(std::string_view name, const std::string& text, std::optional<Date>& into) {
    if (text.empty()) return true;
    // Feeds write dates as instants too; the day is what counts.
    into = parse_date(std::string_view(text).substr(0, std::min<std::size_t>(10, text.size())));
    if (text.size() > 10 && text[10] != 'T') into.reset();
    return into.has_value() || fail(name, "is not a date (YYYY-MM-DD)");
  }
  bool unsupported() {
    if (!row.byweekno.empty()) return fail("byweekno", "weeks of the year cannot be said in opening hours");
    if (!row.byyearday.empty()) return fail("byyearday", "days of the year cannot be said in opening hours");
    if (!row.timezone.empty())
      return fail("timezone", "a fixed offset cannot be kept as local time, which changes with the season");
    return true;
  }
  bool times() {
    if (row.opens_at.empty()) return fail("opens_at", "is missing");
    if (row.closes_at.empty()) return fail("closes_at", "is missing");
    auto const from = clock_minutes(row.opens_at);
    if (!from || *from == 1440) return fail("opens_at", "is not a local time (HH:MM, without offset)");
    auto const to = clock_minutes(row.closes_at);
    if (!to) return fail("closes_at", "is not a local time (HH:MM, without offset)");
    if (*from == *to) return fail("closes_at", "equals opens_at");
    rule.slot = {*from, *to < *from ? *to + 1440 : *to};
    return true;
  }
  bool dates() {
    std::optional<Date> valid_from;
    std::optional<Date> valid_to;
    std::optional<Date> until;
    if (!date("valid_from", row.valid_from, valid_from) || !date("valid_to", row.valid_to, valid_to) ||
        !date("dtstart", row.dtstart, rule.start) || !date("until", row.until, until))
      return false;
    rule.from = valid_from && rule.start ? std::max(*valid_from, *rule.start)
                : valid_from             ? valid_from
                                         : rule.start;
    rule.to = valid_to && until ? std::min(*valid_to, *until) : valid_to ? valid_to : until;
    if (rule.from && rule.to && *rule.to < *rule.from) return fail("valid_to", "ends before it begins");
    return true;
  }
  bool frequency() {
    if (row.freq == "WEEKLY") {
      rule.freq = Recurrence::Freq::weekly;
    } else if (row.freq == "MONTHLY") {
      rule.freq = Recurrence::Freq::monthly;
    } else if (!row.freq.empty()) {
      return fail("freq", "is neither WEEKLY nor MONTHLY");
    } else if (row.byday.empty() && row.bymonthday.empty()) {
      if (!rule.start) return fail("freq", "neither a frequency nor a day is given");
      rule.freq = Recurrence::Freq::once;
    }
    if (!row.interval.empty()) {
      auto const n = integer(row.interval);
      if (!n || *n < 1 || *n > 366) return fail("interval", "is not a whole number from 1");
      rule.interval = *n;
      if (*n > 1 && !rule.start) return fail("dtstart", "is missing, and an interval counts from it");
    }
    if (!row.wkst.empty()) {
      auto const day = day_code(row.wkst);
      if (!day) return fail("wkst", "is not a day (MO to SU)");
      rule.week_start = *day;
    }
    return true;
  }
  bool by_day() {
    for (auto const part : parts(row.byday)) {
      if (part.size() < 2) return fail("byday", "is not a list of days (MO to SU)");
      auto const day = day_code(part.substr(part.size() - 2));
      auto const number = part.substr(0, part.size() - 2);
      auto const nth = number.empty() ? std::optional<int>(0) : integer(number);
      if (!day || !nth) return fail("byday", "is not a list of days (MO to SU)");
      if (!number.empty() && (*nth == 0 || *nth > 5 || *nth < -5))
        return fail("byday", "has no such week of the month");
      if (*nth != 0 && rule.freq != Recurrence::Freq::monthly)
        return fail("byday", "counts weeks of the month, but freq is not MONTHLY");
      rule.weekdays.emplace_back(*nth, *day);
    }
    return true;
  }
  bool by_month_day() {
    for (auto const part : parts(row.bymonthday)) {
      auto const n = integer(part);
      if (!n || *n == 0 || *n > 31 || *n < -31)
        return fail("bymonthday", "is not a list of days of the month");
      rule.month_days.push_back(*n);
    }
    if (!rule.month_days.empty() && rule.freq != Recurrence::Freq::monthly)
      return fail("bymonthday", "goes with freq MONTHLY only");
    if (!rule.month_days.empty() && !rule.weekdays.empty())
      return fail("bymonthday", "together with byday cannot be said in opening hours");
    return true;
  }
  bool implied_days() {
    if (rule.freq == Recurrence::Freq::once || !rule.weekdays.empty() || !rule.month_days.empty())
      return true;
    if (!rule.start) return fail("byday", "is missing");
    if (rule.freq == Recurrence::Freq::weekly) rule.weekdays.emplace_back(0, weekday_of(*rule.start));
    if (rule.freq == Recurrence::Freq::monthly)
      rule.month_days.push_back(static_cast<int>(static_cast<unsigned>(rule.start->day())));
    return true;
  }
  bool counted() {
    if (row.count.empty()) return true;
    auto left = integer(row.count);
    if (!left || *left < 1) return fail("count", "is not a whole number from 1");
    if (!rule.start) return fail("count", "counts from dtstart, which is missing");
    if (!row.until.empty()) return fail("count", "and until cannot both be given");
    // Occurrences count from dtstart, also those before valid_from.
    auto unbounded = rule;
    unbounded.from = rule.start;
    unbounded.to.reset();
    auto day = sys_days(*rule.start);
    for (auto const end = day + days(366 * 20); day < end; day += days(1)) {
      if (!unbounded.on(day) || --*left > 0) continue;
      if (!rule.to || Date(day) < *rule.to) rule.to = Date(day);
      return true;
    }
    return fail("count", "reaches further than twenty years");
  }
};

}  // namespace

std::optional<int> clock_minutes(std::string_view text) {
  if (text.size() == 8 && text.substr(5) == ":00") text.remove_suffix(3);
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  auto const digit = [&](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 1000; };
  auto const minutes = (digit(0) * 10 + digit(1)) * 60 + digit(3) * 10 + digit(4);
  if (minutes > 1440 || digit(3) > 5) return std::nullopt;
  return minutes;
}

bool Recurrence::on(sys_days day) const {
  Date const date(day);
  if ((from && date < *from) || (to && date > *to)) return false;
  if (freq == Freq::once) return date == *start;
  auto const weekday = weekday_of(day);
  if (freq == Freq::weekly) {
    if (std::ranges::none_of(weekdays, [&](auto const& each) { return each.second == weekday; }))
      return false;
    if (interval == 1) return true;
    auto const week = [&](sys_days of) { return of - days((weekday_of(of) - week_start + 7) % 7); };
    return (week(day) - week(*start)).count() / 7 % interval == 0;
  }
  if (interval > 1) {
    auto const months = (date.year() / date.month()) - (start->year() / start->month());
    if (months.count() % interval != 0) return false;
  }
  auto const number = static_cast<int>(static_cast<unsigned>(date.day()));
  auto const length = static_cast<int>(last_day_of(date));
  for (auto const wanted : month_days)
    if (wanted == number || wanted == number - length - 1) return true;
  for (auto const& [nth, wanted] : weekdays) {
    if (wanted != weekday) continue;
    if (nth == 0 || nth == (number - 1) / 7 + 1 || nth == -((length - number) / 7 + 1)) return true;
  }
  return false;
}

Understood understand(const ScheduleRow& row) {
  Reader reader{row};
  bool const good = reader.unsupported() && reader.times() && reader.dates() && reader.frequency() &&
                    reader.by_day() && reader.by_month_day() && reader.implied_days() && reader.counted();
  if (!good) return {std::nullopt, reader.field, reader.why};
  return {reader.rule, {}, {}};
}

}  // namespace cote::guide::hsds
