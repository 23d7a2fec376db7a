// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <map>
#include <mutex>
#include <set>

#include "guide/hours/hours.h"
#include "guide/hsds/recurrence.h"
#include "guide/hsds/schedule.h"

namespace cote::guide::hsds {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;

constexpr int kMostDates = 60;
constexpr int kCheckedDays = 760;
// Where rows without dates are compared with the text: any two years would do.
constexpr Date kReference{std::chrono::year(2026), std::chrono::January, std::chrono::day(1)};

struct Bounds {
  std::optional<Date> from{};
  std::optional<Date> to{};
  auto operator<=>(const Bounds&) const = default;
};

std::vector<Slot> merged(std::vector<Slot> slots) {
  std::ranges::sort(slots);
  std::vector<Slot> out;
  for (auto const& slot : slots) {
    if (!out.empty() && slot.from <= out.back().to)
      out.back().to = std::max(out.back().to, slot.to);
    else
      out.push_back(slot);
  }
  return out;
}

std::string range_text(const Bounds& bounds) {
  if (!bounds.from && !bounds.to) return {};
  // A range without a beginning begins before anybody asks.
  auto const from =
      bounds.from.value_or(Date(std::chrono::year(2000), std::chrono::January, std::chrono::day(1)));
  auto const to =
      bounds.to.value_or(Date(std::chrono::year(2099), std::chrono::December, std::chrono::day(31)));
  return from == to ? osm_date(from) + " " : osm_date(from) + "-" + osm_date(to) + " ";
}

/// The rules of the text, in the order they are written.
class Writer {
 public:
  void add(const Recurrence& rule) {
    Bounds const bounds{rule.from, rule.to};
    if (rule.freq == Recurrence::Freq::once || rule.interval > 1 || !rule.month_days.empty()) {
      add_dates(rule);
      return;
    }
    for (auto const& [nth, day] : rule.weekdays) {
      if (nth == 0)
        weekly_[bounds][static_cast<std::size_t>(day)].push_back(rule.slot);
      else
        monthly_[bounds][{day, nth}].push_back(rule.slot);
    }
  }
  [[nodiscard]] bool too_many() const { return too_many_; }
  [[nodiscard]] std::string text(std::string_view separator) const {
    std::vector<std::string> rules;
    for (auto const& [bounds, week] : weekly_) write_week(rules, bounds, week);
    for (auto const& [bounds, nths] : monthly_)
      for (auto const& [key, slots] : nths)
        rules.push_back(range_text(bounds) + kDays[key.first] + "[" + std::to_string(key.second) + "] " +
                        osm_slots(merged(slots)));
    for (auto const& [date, slots] : dates_) rules.push_back(osm_date(date) + " " + osm_slots(merged(slots)));
    std::string out;
    for (auto const& rule : rules) out += out.empty() ? rule : std::string(separator) + rule;
    return out;
  }

 private:
  using Week = std::array<std::vector<Slot>, 7>;

  void add_dates(const Recurrence& rule) {
    auto const first = rule.freq == Recurrence::Freq::once ? rule.start : rule.from;
    auto const last = rule.freq == Recurrence::Freq::once ? rule.start : rule.to;
    if (!first || !last) {
      too_many_ = true;
      return;
    }
    auto left = kMostDates;
    auto const end = std::min(sys_days(*last), sys_days(*first) + days(366 * 20));
    for (auto day = sys_days(*first); day <= end && !too_many_; day += days(1)) {
      if (!rule.on(day)) continue;
      if (left-- == 0) too_many_ = true;
      dates_[Date(day)].push_back(rule.slot);
    }
  }
  static void write_week(std::vector<std::string>& rules, const Bounds& bounds, const Week& week) {
    std::array<bool, 7> done{};
    for (std::size_t day = 0; day < 7; ++day) {
      if (done[day] || week[day].empty()) continue;
      auto const slots = merged(week[day]);
      unsigned same = 0;
      for (std::size_t other = day; other < 7; ++other) {
        if (done[other] || merged(week[other]) != slots) continue;
        same |= 1u << other;
        done[other] = true;
      }
      rules.push_back(range_text(bounds) + osm_days(same) + " " + osm_slots(slots));
    }
  }

  std::map<Bounds, Week> weekly_{};
  std::map<Bounds, std::map<std::pair<int, int>, std::vector<Slot>>> monthly_{};
  std::map<Date, std::vector<Slot>> dates_{};
  bool too_many_ = false;
};

struct Holiday {
  Date from{};
  Date to{};
  std::optional<Slot> slot{};  // none: closed
};

using Span = std::pair<std::int64_t, std::int64_t>;  // minutes since the epoch of local time

std::vector<Span> joined(std::vector<Span> spans, std::int64_t from, std::int64_t to) {
  std::ranges::sort(spans);
  std::vector<Span> out;
  for (auto span : spans) {
    span = {std::max(span.first, from), std::min(span.second, to)};
    if (span.first >= span.second) continue;
    if (!out.empty() && span.first <= out.back().second)
      out.back().second = std::max(out.back().second, span.second);
    else
      out.push_back(span);
  }
  return out;
}

std::int64_t minute_of(sys_days day) {
  return std::chrono::duration_cast<minutes>(day.time_since_epoch()).count();
}

/// What the rows say between two days, independently of any opening_hours text.
std::vector<Span> expand(std::span<const Recurrence> rules, std::span<const Holiday> holidays, sys_days from,
                         sys_days to) {
  std::vector<Span> spans;
  for (auto day = from - days(1); day < to; day += days(1)) {
    auto const base = minute_of(day);
    auto const holiday = std::ranges::find_if(
        holidays, [&](auto const& h) { return sys_days(h.from) <= day && day <= sys_days(h.to); });
    if (holiday != holidays.end()) {
      if (holiday->slot) spans.emplace_back(base + holiday->slot->from, base + holiday->slot->to);
      continue;
    }
    for (auto const& rule : rules)
      if (rule.on(day)) spans.emplace_back(base + rule.slot.from, base + rule.slot.to);
  }
  return joined(std::move(spans), minute_of(from), minute_of(to));
}

bool agrees(const std::string& text, std::span<const Recurrence> rules, std::span<const Holiday> holidays) {
  auto const parsed = hours::parse(text);
  if (!parsed.schedule) return false;
  std::set<sys_days> from{sys_days(kReference)};
  for (auto const& rule : rules)
    for (auto const& bound : {rule.from, rule.to})
      if (bound) from.insert(sys_days(*bound) - days(40));
  for (auto const& holiday : holidays) from.insert(sys_days(holiday.from) - days(40));
  sys_days seen{};
  for (auto const start : from) {
    if (start < seen) continue;
    seen = start + days(kCheckedDays);
    std::vector<Span> said;
    auto const local = [](sys_days day) { return hours::Minute(minutes(minute_of(day))); };
    for (auto const& each : parsed.schedule->between(local(start), local(seen))) {
      if (each.state != hours::State::open) return false;
      said.emplace_back(each.from.time_since_epoch().count(), each.to.time_since_epoch().count());
    }
    if (joined(std::move(said), minute_of(start), minute_of(seen)) != expand(rules, holidays, start, seen))
      return false;
  }
  return true;
}

std::optional<Holiday> read_holiday(const HolidayRow& row, Hours& out) {
  auto const refuse = [&](std::string field, std::string why) {
    out.field = std::move(field);
    out.refused = std::move(why);
    return std::nullopt;
  };
  auto const from = parse_date(row.start_date);
  auto const to = parse_date(row.end_date.empty() ? row.start_date : row.end_date);
  if (!from) return refuse("start_date", "is not a date (YYYY-MM-DD)");
  if (!to || *to < *from) return refuse("end_date", "is not a date (YYYY-MM-DD) from start_date on");
  if (row.closed == "true" || row.closed == "TRUE" || row.closed == "1") return Holiday{*from, *to, {}};
  auto const opens = clock_minutes(row.opens_at);
  auto const closes = clock_minutes(row.closes_at);
  if (!opens || !closes || *opens >= *closes)
    return refuse("opens_at", "neither closed nor open at local times (HH:MM)");
  return Holiday{*from, *to, Slot{*opens, *closes}};
}

/// The whole text in a description, when every row that has one says the same.
std::string described(std::span<const ScheduleRow> rows) {
  std::string text;
  for (auto const& row : rows) {
    if (!row.description.starts_with(kHoursPrefix)) return {};
    auto const said = row.description.substr(kHoursPrefix.size());
    if (!text.empty() && said != text) return {};
    text = said;
  }
  auto const parsed = hours::parse(text);
  return parsed.schedule && !parsed.schedule->unknown() ? text : std::string();
}

Hours convert(std::span<const ScheduleRow> rows, std::span<const HolidayRow> holiday_rows) {
  Hours out;
  if (auto text = described(rows); !text.empty()) return {std::move(text), {}, {}};
  std::vector<Recurrence> rules;
  Writer writer;
  for (auto const& row : rows) {
    auto const read = understand(row);
    if (!read.rule) return {{}, read.why, read.field};
    rules.push_back(*read.rule);
    writer.add(*read.rule);
    if (writer.too_many())
      return {{}, "repeats without an end, or too often, in a way opening hours cannot say", "freq"};
  }
  std::vector<Holiday> holidays;
  std::string exceptions;
  for (auto const& row : holiday_rows) {
    auto const holiday = read_holiday(row, out);
    if (!holiday) return out;
    holidays.push_back(*holiday);
    exceptions += "; " + range_text({holiday->from, holiday->to}) +
                  (holiday->slot ? osm_slots(std::span<const Slot>(&*holiday->slot, 1)) : "off");
  }
  // "; " lets a later rule replace an earlier one on its days, ", " adds: rows add up, so when days are
  // shared the second is the one that agrees.
  for (std::string_view const separator : {"; ", ", "}) {
    auto const text = writer.text(separator) + exceptions;
    if (agrees(text, rules, holidays)) return {hours::parse(text).schedule->text(), {}, {}};
  }
  return {{}, "together, these rows cannot be said in opening hours", "schedules"};
}

std::string cache_key(std::span<const ScheduleRow> rows) {
  std::string key;
  for (auto const& r : rows)
    for (auto const* part :
         {&r.valid_from, &r.valid_to, &r.dtstart, &r.until, &r.count, &r.timezone, &r.freq, &r.interval,
          &r.byday, &r.byweekno, &r.bymonthday, &r.byyearday, &r.wkst, &r.opens_at, &r.closes_at})
      key += *part + '\x1f';
  return key;
}

}  // namespace

Hours opening_hours(std::span<const ScheduleRow> rows, std::span<const HolidayRow> holidays) {
  if (rows.empty()) return {};
  auto const plain = holidays.empty() && std::ranges::none_of(rows, [](auto const& row) {
                       return row.description.starts_with(kHoursPrefix);
                     });
  if (!plain) return convert(rows, holidays);
  // Many services keep the same hours; each distinct set is compared with the engine once.
  static std::mutex guard;
  static std::map<std::string, Hours, std::less<>> known;
  auto key = cache_key(rows);
  std::scoped_lock const lock(guard);
  if (auto const found = known.find(key); found != known.end()) return found->second;
  if (known.size() > 10'000) known.clear();
  return known.emplace(std::move(key), convert(rows, holidays)).first->second;
}

}  // namespace cote::guide::hsds
