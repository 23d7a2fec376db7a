// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/hours/reader.h"

namespace cote::guide::hours {
namespace {

constexpr int kFarYear = 9999;

// An easter that leaves its year is an error to others; these bounds keep it inside whatever the date.
constexpr int kEasterBack = 80, kEasterAhead = 200;

constexpr int kMonthDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

std::uint16_t bits(int first, int last, int size) {
  unsigned out = 0;
  for (int at = first;; at = (at + 1) % size) {
    out |= 1U << at;
    if (at == last) break;
  }
  return static_cast<std::uint16_t>(out);
}

// Moving must not leave the month, whatever its length; across its end other readers lose days. The day
// after the last weekday is in common use ("the Sunday after the last Saturday") and read alike by all.
bool may_move(int nth, int days) {
  if (days == 0 || (nth == -1 && days == 1)) return true;
  if (days > 0) return (nth >= 1 && nth <= 3) || (nth <= -2 && nth >= -4);
  return nth >= 2 || (nth <= -1 && nth >= -3);
}

}  // namespace

bool Reader::clock_follows(std::size_t ahead) const {
  if (!is(Kind::number, ahead)) return false;
  if (!is(Kind::colon, ahead + 1) || !is(Kind::number, ahead + 2)) return false;
  return is(Kind::dash, ahead + 3) || is(Kind::plus, ahead + 3) || is(Kind::half_day, ahead + 3);
}

unsigned Reader::selector(Rule& rule) {
  unsigned kind = kNone;
  switch (peek().kind) {
    case Kind::year:
      if (is(Kind::easter, 1) || (is(Kind::month, 1) && is(Kind::number, 2))) {
        dates(rule);
        kind = kDates;
      } else {
        years(rule);
        kind = kYears;
      }
      break;
    case Kind::month:
    case Kind::easter:
      dates(rule);
      kind = kDates;
      break;
    case Kind::week:
      weeks(rule);
      kind = kWeeks;
      break;
    case Kind::holiday:
      kind = holiday(rule);
      break;
    case Kind::weekday:
      weekdays(rule);
      kind = kWeekdays;
      break;
    default:
      return kNone;
  }
  separator();
  return kind;
}

// "Mo-Fr: 09:00-12:00": a colon for the eye.
void Reader::separator() {
  if (!is(Kind::colon)) return;
  const Token token = tokens_[at_++];
  if (is(Kind::end) || is(Kind::semicolon) || is(Kind::fallback) || is(Kind::comma))
    refuse(token, "nothing follows the colon", "hours.unexpected");
  if (is(Kind::number) && !(is(Kind::colon, 1) && is(Kind::number, 2)))
    refuse(peek(), "after a colon, write hours and minutes", "hours.bad_time");
}

void Reader::years(Rule& rule) {
  do {
    const Token from = expect(Kind::year, "a year");
    Years years{from.value, from.value};
    if (accept(Kind::plus)) {
      years.last = kFarYear;
    } else if (accept(Kind::dash)) {
      const Token to = expect(Kind::year, "a year");
      if (to.value <= from.value) refuse(to, "years run forwards", "hours.range");
      years.last = to.value;
    }
    if (is(Kind::slash)) refuse(peek(), "steps of years are not supported", "hours.unsupported");
    if (from.value > 2199 || (years.last > 2199 && years.last != kFarYear))
      refuse(from, "no such year", "hours.range");
    rule.years.push_back(years);
  } while (is(Kind::comma) && accept(Kind::comma));
}

void Reader::weeks(Rule& rule) {
  expect(Kind::week, "week");
  do {
    accept(Kind::week);
    const Token start = peek();
    Weeks weeks;
    weeks.first = weeks.last = static_cast<unsigned>(number(1, 53, "a week number"));
    if (accept(Kind::dash)) {
      weeks.last = static_cast<unsigned>(number(1, 53, "a week number"));
      if (accept(Kind::slash)) weeks.step = static_cast<unsigned>(number(2, 26, "a step of weeks"));
    }
    if (weeks.last < weeks.first) refuse(start, "weeks run forwards", "hours.range");
    if (is(Kind::colon) && is(Kind::number, 1) && !is(Kind::colon, 2))
      refuse(start, "a time where a week was expected", "hours.unexpected");
    rule.weeks.push_back(weeks);
  } while (is(Kind::comma) && accept(Kind::comma));
}

int Reader::offset(int most) {
  if (!(is(Kind::plus) || is(Kind::dash)) || !is(Kind::number, 1) || !is(Kind::day, 2)) return 0;
  const int sign = tokens_[at_++].kind == Kind::plus ? 1 : -1;
  const Token token = tokens_[at_++];
  ++at_;
  if (token.value < 1 || token.value > most) refuse(token, "too many days", "hours.range");
  return sign * token.value;
}

// "PH" alone must hold besides the weekday; in a list it is one alternative among weekdays.
unsigned Reader::holiday(Rule& rule) {
  if (is(Kind::comma, 1)) {
    weekdays(rule);
    return kWeekdays;
  }
  ++at_;
  rule.on_holiday = offset(1);
  if (is(Kind::comma)) refuse(peek(), "a moved holiday may not begin a list", "hours.unsupported");
  return kHoliday;
}

void Reader::weekdays(Rule& rule) {
  const Token start = peek();
  do weekday_item(rule);
  while (is(Kind::comma) && accept(Kind::comma));
  if (rule.weekdays == 0 && rule.nths.empty() && (rule.holidays & (rule.holidays - 1)) == 0)
    refuse(start, "the same holiday twice", "hours.list");
}

void Reader::weekday_item(Rule& rule) {
  if (accept(Kind::holiday)) {
    rule.holidays = static_cast<std::uint8_t>(rule.holidays | 1U << (offset(1) + 1));
    return;
  }
  const int first = expect(Kind::weekday, "a weekday or PH").value;
  if (is(Kind::bracket)) return nths(rule, static_cast<unsigned>(first));
  const bool to = is(Kind::dash) && is(Kind::weekday, 1);
  const int last = to ? peek(1).value : first;
  if (to) at_ += 2;
  const auto days = bits(first, last, 7);
  rule.weekdays = static_cast<std::uint8_t>(rule.weekdays | days);
  rule.monday_edge = rule.monday_edge || ((days ^ (days >> 6)) & 1) != 0;
}

void Reader::nths(Rule& rule, unsigned weekday) {
  expect(Kind::bracket, "[");
  const std::size_t begin = rule.nths.size();
  do {
    const Token start = peek();
    const bool negative = accept(Kind::dash);
    int first = number(1, 5, "which of the month, 1 to 5");
    int last = first;
    if (!negative && accept(Kind::dash)) last = number(1, 5, "which of the month, 1 to 5");
    if (last < first) refuse(start, "a range runs forwards", "hours.range");
    for (int nth = first; nth <= last; ++nth) rule.nths.push_back({weekday, negative ? -nth : nth, 0});
  } while (accept(Kind::comma));
  expect(Kind::end_bracket, "]");
  const Token start = peek();
  const int shift = offset(6);
  for (std::size_t at = begin; at < rule.nths.size(); ++at) {
    rule.nths[at].offset = shift;
    if (!may_move(rule.nths[at].nth, shift))
      refuse(start, "a weekday may not be moved into another month", "hours.unsupported");
  }
}

// Months and days of the month are alternatives in one list. Lists that go back and forth between the two
// are read in different ways by different programs, so they are refused.
void Reader::dates(Rule& rule) {
  const Token start = peek();
  int changes = 0;
  bool first = true, last_was_date = false;
  do {
    if (!first && !last_was_date && (is(Kind::year) || is(Kind::easter)))
      refuse(start, "write dates with a year or easter before months", "hours.unsupported");
    const bool date = date_item(rule, last_was_date);
    if (!first && date != last_was_date && ++changes > 1)
      refuse(start, "write months and days in separate rules", "hours.unsupported");
    first = false;
    last_was_date = date;
  } while (is(Kind::comma) && accept(Kind::comma));
}

bool Reader::point_follows() const {
  const std::size_t year = is(Kind::year) ? 1 : 0;
  if (is(Kind::easter, year)) return true;
  return is(Kind::month, year) &&
         (is(Kind::number, year + 1) || (is(Kind::weekday, year + 1) && is(Kind::bracket, year + 2)));
}

bool Reader::date_item(Rule& rule, bool after_date) {
  const Token start = peek();
  const std::size_t begin = at_;
  const bool day = is(Kind::year) || is(Kind::easter) || (is(Kind::number, 1) && !clock_follows(1));
  const bool nth = is(Kind::month) && is(Kind::weekday, 1) && is(Kind::bracket, 2);
  if (!day && !nth) return months(rule), false;
  const DatePoint from = point();
  if (is(Kind::dash) && (is(Kind::month, 1) || is(Kind::year, 1) || is(Kind::easter, 1))) {
    range(rule, from, start);
    return true;
  }
  if (nth) {
    // "Nov Th[4]": the month, and then a weekday in it.
    if (after_date) refuse(start, "write this in a rule of its own", "hours.unsupported");
    at_ = begin;
    return months(rule), false;
  }
  if (from.kind == DatePoint::Kind::easter) {
    if (from.year != 0) refuse(start, "the easter of one year: write its date", "hours.unsupported");
    rule.dates.push_back({from, from, true, 1});
  } else {
    day_numbers(rule, from);
  }
  return true;
}

void Reader::months(Rule& rule) {
  const int first = expect(Kind::month, "a month").value - 1;
  int last = first;
  if (is(Kind::dash) && is(Kind::month, 1)) {
    last = peek(1).value - 1;
    at_ += 2;
    if (is(Kind::number) && !is(Kind::colon, 1))
      refuse(peek(), "a range of dates has a day at both ends", "hours.range");
  }
  rule.months = static_cast<std::uint16_t>(rule.months | bits(first, last, 12));
}

DatePoint Reader::point() {
  DatePoint out;
  if (is(Kind::year)) out.year = tokens_[at_++].value;
  if (accept(Kind::easter)) {
    out.kind = DatePoint::Kind::easter;
    const Token start = peek();
    out.offset = offset(kEasterAhead);
    if (out.offset < -kEasterBack) refuse(start, "too far before easter", "hours.range");
    return out;
  }
  out.month = static_cast<unsigned>(expect(Kind::month, "a month").value);
  if (is(Kind::weekday)) {
    out.kind = DatePoint::Kind::nth;
    Rule scratch;
    const auto weekday = static_cast<unsigned>(tokens_[at_++].value);
    const Token start = peek();
    nths(scratch, weekday);
    if (scratch.nths.size() != 1) refuse(start, "one weekday only at the end of a range", "hours.range");
    out.nth = scratch.nths.front();
    out.offset = std::exchange(out.nth.offset, 0);
    return out;
  }
  const Token day = peek();
  out.date = static_cast<unsigned>(number(1, kMonthDays[out.month - 1], "a day of this month"));
  if (out.month == 2 && out.date == 29) {
    if (out.year == 0) refuse(day, "29 February needs its year", "hours.unsupported");
    if (!std::chrono::year(out.year).is_leap()) refuse(day, "that year has no 29 February", "hours.range");
  }
  return out;
}

void Reader::range(Rule& rule, const DatePoint& from, const Token& start) {
  expect(Kind::dash, "-");
  if (!point_follows()) refuse(peek(), "a range of dates has a day at both ends", "hours.range");
  const DatePoint to = point();
  if ((from.year == 0) != (to.year == 0))
    refuse(start, "a range of dates has a year at both ends or at none", "hours.unsupported");
  const DateRange range{from, to, false, 1};
  // Over ten years: a range that would be empty or nearly all of the year is a slip of the pen, and one
  // with years must run forwards.
  for (int year = 2024; year < 2034; ++year) {
    const auto first = from.in(year), last = to.in(year);
    const int past = to.kind == DatePoint::Kind::easter ? 0 : 1;
    if (first == last + std::chrono::days(past) || (from.year != 0 && last < first))
      refuse(start, "this range of dates is empty or runs backwards", "hours.range");
  }
  rule.dates.push_back(range);
  if (is(Kind::slash)) refuse(peek(), "steps in this range are not supported", "hours.unsupported");
}

void Reader::day_numbers(Rule& rule, const DatePoint& first) {
  DatePoint from = first;
  for (;;) {
    DateRange days{from, from, true, 1};
    if (is(Kind::dash)) {
      const Token dash = tokens_[at_++];
      days.single = false;
      days.to.date = static_cast<unsigned>(number(1, kMonthDays[from.month - 1], "a day of this month"));
      if (days.to.date < from.date) refuse(dash, "days run forwards", "hours.range");
      if (from.month == 2 && days.to.date > 27)
        refuse(dash, "write the month at both ends: \"Feb 10-Feb 28\"", "hours.unsupported");
      if (accept(Kind::slash)) {
        days.step = static_cast<unsigned>(number(2, 30, "a step of days"));
        if (from.month == 3 || from.month == 10)
          refuse(dash, "steps of days are not supported in a month with a clock change", "hours.unsupported");
      }
    }
    if (is(Kind::half_day) || (is(Kind::colon) && is(Kind::number, 1) && !is(Kind::colon, 2)))
      refuse(peek(), "a day of the month or a time? write hours and minutes", "hours.bad_time");
    rule.dates.push_back(days);
    if (!is(Kind::comma) || !is(Kind::number, 1)) return;
    ++at_;
    if (from.year != 0) refuse(peek(), "repeat the year and the month", "hours.unsupported");
    if (is(Kind::colon, 1)) refuse(peek(), "a time where a day was expected", "hours.bad_time");
    from.date = static_cast<unsigned>(number(1, kMonthDays[from.month - 1], "a day of this month"));
    if (from.month == 2 && from.date == 29) refuse(peek(), "29 February needs its year", "hours.unsupported");
  }
}

}  // namespace cote::guide::hours
