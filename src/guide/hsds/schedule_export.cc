// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <mutex>

#include "guide/hours/hours.h"
#include "guide/hsds/schedule.h"

namespace cote::guide::hsds {

const char* const kDays[7] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};

namespace {

constexpr const char* kMonths[12] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr const char* kCodes[7] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

struct Said {
  Slot slot{};
  std::string comment{};
  auto operator<=>(const Said&) const = default;
};
using OneDay = std::vector<Said>;

/// Rules for public holidays taken away: no row can say them.
std::string without_holidays(std::string_view text) {
  std::string out;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] == '"') quoted = !quoted;
    if (i < text.size() && (quoted || text[i] != ';')) continue;
    auto rule = text.substr(begin, i - begin);
    begin = i + 1;
    while (rule.starts_with(' ')) rule.remove_prefix(1);
    if (rule.starts_with("PH ")) continue;
    if (!out.empty()) out += "; ";
    out += rule;
  }
  return out;
}

bool names_a_year(std::string_view text) {
  for (std::size_t i = 0; i + 4 < text.size(); ++i)
    if (text[i] == '2' && text[i + 1] == '0' && text[i + 2] >= '0' && text[i + 2] <= '9' &&
        text[i + 3] >= '0' && text[i + 3] <= '9' && text[i + 4] == ' ')
      return true;
  return false;
}

/// Two years of the schedule, day by day.
std::map<std::chrono::local_days, OneDay> days_of(const hours::Schedule& schedule) {
  std::map<std::chrono::local_days, OneDay> out;
  std::chrono::local_days monday = std::chrono::local_days(std::chrono::year(2026) / 1 / 5);
  for (int week = 0; week < 104; ++week, monday += std::chrono::days(7)) {
    for (auto const& day : hours::week(schedule, monday)) {
      auto& said = out[day.date];
      for (auto const& slot : day.slots) {
        auto const base = std::chrono::time_point_cast<std::chrono::minutes>(day.date);
        said.push_back(
            {{static_cast<int>((slot.from - base).count()), static_cast<int>((slot.to - base).count())},
             slot.comment});
      }
    }
  }
  return out;
}

/// Every Monday alike, or every second Monday of the month alike…; none when the weekday follows neither.
std::optional<std::pair<bool, std::map<int, OneDay>>> regular(
    const std::map<std::chrono::local_days, OneDay>& days, int weekday) {
  std::map<int, OneDay> by_nth;
  std::map<int, OneDay> by_last;
  bool nth_holds = true;
  bool last_holds = true;
  bool same = true;
  OneDay const* first = nullptr;
  for (auto const& [date, said] : days) {
    if (static_cast<int>(std::chrono::weekday(date).iso_encoding()) - 1 != weekday) continue;
    std::chrono::year_month_day const ymd(date);
    auto const number = static_cast<int>(static_cast<unsigned>(ymd.day()));
    auto const length =
        static_cast<int>(static_cast<unsigned>((ymd.year() / ymd.month() / std::chrono::last).day()));
    if (first == nullptr) first = &said;
    same = same && said == *first;
    auto const [at_nth, fresh_nth] = by_nth.emplace((number - 1) / 7 + 1, said);
    nth_holds = nth_holds && (fresh_nth || at_nth->second == said);
    auto const [at_last, fresh_last] = by_last.emplace(-((length - number) / 7 + 1), said);
    last_holds = last_holds && (fresh_last || at_last->second == said);
  }
  if (first == nullptr) return std::nullopt;
  if (same) return std::pair(true, std::map<int, OneDay>{{0, *first}});
  if (nth_holds) return std::pair(false, std::move(by_nth));
  if (last_holds) return std::pair(false, std::move(by_last));
  return std::nullopt;
}

std::vector<ScheduleRow> rows_of(const hours::Schedule& schedule) {
  auto const days = days_of(schedule);
  std::map<std::pair<bool, Said>, std::string> rows;  // (weekly?, what) → byday
  for (int weekday = 0; weekday < 7; ++weekday) {
    auto const found = regular(days, weekday);
    if (!found) return {};
    for (auto const& [nth, day] : found->second)
      for (auto const& said : day) {
        auto& byday = rows[{!found->first, said}];
        if (!byday.empty()) byday += ',';
        if (nth != 0) byday += std::to_string(nth);
        byday += kCodes[weekday];
      }
  }
  std::vector<ScheduleRow> out;
  for (auto const& [key, byday] : rows) {
    auto const& [monthly, said] = key;
    ScheduleRow row;
    row.freq = monthly ? "MONTHLY" : "WEEKLY";
    row.byday = byday;
    row.opens_at = clock_text(said.slot.from);
    row.closes_at = clock_text(said.slot.to > 1440 ? said.slot.to - 1440 : said.slot.to);
    row.attending_type = said.comment;
    out.push_back(std::move(row));
  }
  return out;
}

std::vector<ScheduleRow> convert(std::string_view text) {
  auto const whole = hours::parse(text);
  if (!whole.schedule || whole.schedule->unknown()) return {};
  auto const normal = whole.schedule->text();
  std::vector<ScheduleRow> rows;
  // A year in the text is an exception or a season: the rows would be wrong on those days.
  if (!names_a_year(normal))
    if (auto const week = hours::parse(without_holidays(normal)); week.schedule)
      rows = rows_of(*week.schedule);
  if (rows.empty()) rows.emplace_back();
  for (auto& row : rows) row.description = std::string(kHoursPrefix) + std::string(text);
  return rows;
}

}  // namespace

std::string osm_date(Date day) {
  char text[24];
  std::snprintf(text, sizeof text, "%04d %s %02u", static_cast<int>(day.year()),
                kMonths[(static_cast<unsigned>(day.month()) + 11) % 12],
                static_cast<unsigned>(day.day()) % 100);
  return text;
}

std::string clock_text(int minute) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d", minute / 60 % 100, minute % 60);
  return text;
}

std::string osm_slots(std::span<const Slot> slots) {
  std::string out;
  for (auto const& slot : slots) {
    if (!out.empty()) out += ',';
    out += clock_text(slot.from) + "-" + clock_text(slot.to > 1440 ? slot.to - 1440 : slot.to);
  }
  return out;
}

std::string osm_days(unsigned days) {
  std::string out;
  for (int day = 0; day < 7; ++day) {
    if ((days >> day & 1u) == 0) continue;
    int last = day;
    while (last < 6 && (days >> (last + 1) & 1u) != 0) ++last;
    if (!out.empty()) out += ',';
    out += kDays[day];
    if (last > day) out += (last == day + 1 ? std::string(",") : std::string("-")) + kDays[last];
    day = last;
  }
  return out;
}

std::vector<ScheduleRow> schedule_rows(std::string_view text) {
  // Looking at two years of days takes a while, and many services keep the same hours.
  static std::mutex guard;
  static std::map<std::string, std::vector<ScheduleRow>, std::less<>> known;
  std::scoped_lock const lock(guard);
  if (auto const found = known.find(text); found != known.end()) return found->second;
  if (known.size() > 10'000) known.clear();
  return known.emplace(std::string(text), convert(text)).first->second;
}

}  // namespace cote::guide::hsds
