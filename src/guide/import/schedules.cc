// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/import/schedules.h"

#include <vector>

#include "guide/hours/hours.h"
#include "guide/hsds/schedule.h"
#include "guide/rules.h"

namespace cote::guide::import {
namespace {

/// Text or number: feeds write `count` and `interval` as either.
std::string loose(const json::object& from, std::string_view key) {
  auto const* const found = from.if_contains(key);
  if (found == nullptr) return {};
  if (found->is_string()) return std::string(found->get_string());
  if (found->is_int64()) return std::to_string(found->get_int64());
  if (found->is_uint64()) return std::to_string(found->get_uint64());
  if (found->is_double()) return boost::json::serialize(*found);
  return {};
}

hsds::ScheduleRow row_of(const json::object& o) {
  hsds::ScheduleRow row;
  row.valid_from = loose(o, "valid_from");
  row.valid_to = loose(o, "valid_to");
  row.dtstart = loose(o, "dtstart");
  row.until = loose(o, "until");
  row.count = loose(o, "count");
  row.timezone = loose(o, "timezone");
  row.freq = loose(o, "freq");
  row.interval = loose(o, "interval");
  row.byday = loose(o, "byday");
  row.byweekno = loose(o, "byweekno");
  row.bymonthday = loose(o, "bymonthday");
  row.byyearday = loose(o, "byyearday");
  row.wkst = loose(o, "wkst");
  row.opens_at = loose(o, "opens_at");
  row.closes_at = loose(o, "closes_at");
  return row;
}

void add_line(std::string& into, const std::string& line) {
  if (line.empty() || into.find(line) != std::string::npos) return;
  if (!into.empty()) into += '\n';
  into += line;
}

}  // namespace

Schedules read_schedules(Record& record, std::string_view lang) {
  std::vector<hsds::ScheduleRow> rows;
  std::vector<hsds::HolidayRow> holidays;
  std::string said;
  for (auto const* const each : record.objects("schedules")) {
    std::vector<Reject> unheard;
    Record part(*each, record.place_of(*each), false, unheard);
    auto row = row_of(*each);
    row.description = part.text("description");
    if (!row.description.starts_with(hsds::kHoursPrefix)) add_line(said, row.description);
    add_line(said, part.text("notes"));
    // A row of words alone says nothing to the engine.
    auto const wordless = row.opens_at.empty() && row.closes_at.empty() && row.byday.empty();
    if (!wordless || row.description.starts_with(hsds::kHoursPrefix)) rows.push_back(std::move(row));
  }
  for (auto const* const each : record.objects("holiday_schedules"))
    holidays.push_back({loose(*each, "start_date"), loose(*each, "end_date"), loose(*each, "closed"),
                        loose(*each, "opens_at"), loose(*each, "closes_at")});
  Schedules out;
  auto hours = hsds::opening_hours(rows, holidays);
  if (!hours.refused.empty()) record.drop("schedules." + hours.field, hours.refused);
  out.text = std::move(hours.text);
  if (!said.empty()) out.note = rules::source_words(lang, said);
  return out;
}

std::string known_hours(Record& record, std::string_view text) {
  if (text.empty()) return {};
  auto const parsed = hours::parse(text);
  if (parsed.schedule) return std::string(text);
  record.drop("opening_hours", parsed.refused.message);
  return {};
}

}  // namespace cote::guide::import
