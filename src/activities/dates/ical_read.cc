// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <memory>
#include <set>

#include <libical/ical.h>

#include "activities/dates/clock.h"
#include "activities/dates/ical.h"
#include "activities/dates/ical_scan.h"

namespace cote::activities::dates::ical {
namespace {

using Component = std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)>;

/// What stops the reading of one event.
struct Stop {
  std::string key;
  std::string message;
};

std::string given(const char* text) { return text == nullptr ? std::string() : std::string(text); }

// Zones that have kept Belgium's clocks since 1996, by their names in tzdata and in Windows.
bool has_our_clocks(std::string_view zone) {
  constexpr std::array<std::string_view, 20> kZones{"Europe/Brussels",
                                                    "Europe/Paris",
                                                    "Europe/Amsterdam",
                                                    "Europe/Luxembourg",
                                                    "Europe/Berlin",
                                                    "Europe/Rome",
                                                    "Europe/Madrid",
                                                    "Europe/Vienna",
                                                    "Europe/Zurich",
                                                    "Europe/Copenhagen",
                                                    "Europe/Stockholm",
                                                    "Europe/Oslo",
                                                    "Europe/Prague",
                                                    "Europe/Warsaw",
                                                    "Europe/Budapest",
                                                    "CET",
                                                    "Romance Standard Time",
                                                    "W. Europe Standard Time",
                                                    "Central Europe Standard Time",
                                                    "Central European Standard Time"};
  for (auto const each : kZones) {
    if (zone == each) return true;
    // "/mozilla.org/20050126_1/Europe/Brussels"
    if (zone.starts_with('/') && zone.ends_with(each) && zone[zone.size() - each.size() - 1] == '/')
      return true;
  }
  return false;
}

struct When {
  LocalMinute at{};
  Starts kind = Starts::timed;
  bool moves_with_utc = false;
};

When when_of(const icaltimetype& time, icalproperty* of) {
  Date const day{std::chrono::year(time.year), std::chrono::month(static_cast<unsigned>(time.month)),
                 std::chrono::day(static_cast<unsigned>(time.day))};
  if (!day.ok() || time.year < 1900 || time.year > 2199) throw Stop{"time", "a day that does not exist"};
  LocalMinute const midnight = std::chrono::local_days(day);
  if (time.is_date != 0) return {midnight, Starts::whole_day, false};
  if (time.second != 0) throw Stop{"time", "a time with seconds"};
  if (time.hour < 0 || time.hour > 23 || time.minute < 0 || time.minute > 59)
    throw Stop{"time", "no such time"};
  auto const at = midnight + Minutes(time.hour * 60 + time.minute);
  if (icaltime_is_utc(time)) return {to_local(Time(at.time_since_epoch())), Starts::timed, true};
  auto* const zone = icalproperty_get_first_parameter(of, ICAL_TZID_PARAMETER);
  if (zone != nullptr && !has_our_clocks(given(icalparameter_get_tzid(zone))))
    throw Stop{"zone", "a time zone whose clocks are not Belgium's: " + given(icalparameter_get_tzid(zone))};
  return {at, Starts::timed, false};
}

class EventReader {
 public:
  EventReader(icalcomponent* from, const Raw& raw) : from_(from), raw_(raw) {}

  Event read() {
    refuse_what_broke();
    event_.uid = text(ICAL_UID_PROPERTY);
    if (event_.uid.empty() || event_.uid.size() > 255) throw Stop{"uid", "no uid, or one over 255 bytes"};
    start();
    length();
    recurrence();
    event_.summary = text(ICAL_SUMMARY_PROPERTY);
    event_.description = text(ICAL_DESCRIPTION_PROPERTY);
    event_.place = text(ICAL_LOCATION_PROPERTY);
    event_.url = text(ICAL_URL_PROPERTY);
    event_.sequence = std::max(0, icalcomponent_get_sequence(from_));
    auto const status = icalcomponent_get_status(from_);
    if (status == ICAL_STATUS_CANCELLED) event_.status = Status::cancelled;
    if (status == ICAL_STATUS_TENTATIVE) event_.status = Status::tentative;
    if (auto* const stamp = first(ICAL_DTSTAMP_PROPERTY))
      event_.stamp = stamp_of(icalproperty_get_dtstamp(stamp));
    return std::move(event_);
  }

 private:
  icalproperty* first(icalproperty_kind kind) { return icalcomponent_get_first_property(from_, kind); }
  icalproperty* only(icalproperty_kind kind, const char* name) {
    auto* const found = first(kind);
    if (icalcomponent_count_properties(from_, kind) > 1)
      throw Stop{"twice", std::string(name) + " stands twice"};
    return found;
  }

  std::string text(icalproperty_kind kind) {
    auto* const found = first(kind);
    auto* const value = found == nullptr ? nullptr : icalproperty_get_value(found);
    if (value == nullptr) return {};
    std::string out;
    auto const kind_of = icalvalue_isa(value);
    auto const all = kind_of == ICAL_TEXT_VALUE  ? given(icalvalue_get_text(value))
                     : kind_of == ICAL_URI_VALUE ? given(icalvalue_get_uri(value))
                                                 : std::string();
    for (char const each : all)
      if (static_cast<unsigned char>(each) >= 0x20 || each == '\n' || each == '\t') out += each;
    return out;
  }

  static Time stamp_of(const icaltimetype& time) {
    Date const day{std::chrono::year(time.year), std::chrono::month(static_cast<unsigned>(time.month)),
                   std::chrono::day(static_cast<unsigned>(time.day))};
    if (!day.ok()) return {};
    return std::chrono::sys_days(day) + std::chrono::hours(time.hour) + std::chrono::minutes(time.minute) +
           std::chrono::seconds(time.second);
  }

  // libical takes away what it cannot read and leaves a note: of a missing place one may say nothing, without
  // its rule an event would be another one.
  void refuse_what_broke() {
    constexpr std::array<std::string_view, 9> kNeeded{
        "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "UID", "EXRULE"};
    for (auto* each = first(ICAL_XLICERROR_PROPERTY); each != nullptr;
         each = icalcomponent_get_next_property(from_, ICAL_XLICERROR_PROPERTY)) {
      auto const note = given(icalproperty_get_xlicerror(each));
      for (auto const needed : kNeeded)
        if (note.find(needed) != std::string::npos) throw Stop{"broken", note.substr(0, 200)};
    }
    if (raw_.huge) throw Stop{"end", "a duration past all measure"};
    if (icalcomponent_count_properties(from_, ICAL_RRULE_PROPERTY) != static_cast<int>(raw_.rules.size()))
      throw Stop{"broken", "a rule that the parser left out"};
    if (first(ICAL_EXRULE_PROPERTY) != nullptr) throw Stop{"rule", "EXRULE is not supported"};
  }

  void start() {
    auto* const found = only(ICAL_DTSTART_PROPERTY, "DTSTART");
    if (found == nullptr) throw Stop{"time", "there is no DTSTART"};
    start_ = when_of(icalproperty_get_dtstart(found), found);
    event_.kind = start_.kind;
    event_.when.starts = start_.at;
  }

  LocalMinute end() {
    if (auto* const found = only(ICAL_DTEND_PROPERTY, "DTEND")) {
      auto const ends = when_of(icalproperty_get_dtend(found), found);
      if (ends.kind != start_.kind) throw Stop{"end", "DTSTART and DTEND are of two kinds"};
      return ends.at;
    }
    auto* const found = only(ICAL_DURATION_PROPERTY, "DURATION");
    if (found == nullptr) {
      if (start_.kind == Starts::whole_day) return start_.at + std::chrono::days(1);
      throw Stop{"end", "it has no end"};
    }
    auto const lasts = icalproperty_get_duration(found);
    if (lasts.is_neg != 0 || lasts.weeks > 52 || lasts.days > 366 || lasts.hours > 9'000 ||
        lasts.minutes > 600'000)
      throw Stop{"end", "a duration below zero or past a year"};
    // Days are days of the calendar, hours are real ones (RFC 5545, section 3.3.6).
    auto const days = start_.at + std::chrono::days(lasts.weeks * 7U + lasts.days);
    auto const real =
        std::chrono::hours(lasts.hours) + Minutes(lasts.minutes) + std::chrono::seconds(lasts.seconds);
    if (real % Minutes(1) != std::chrono::seconds(0)) throw Stop{"time", "a duration with seconds"};
    return start_.kind == Starts::whole_day ? days + std::chrono::floor<Minutes>(real)
                                            : to_local(instant_of(days) + real);
  }

  void length() {
    event_.length = end() - start_.at;
    if (event_.length <= Minutes(0)) throw Stop{"end", "it ends before it begins"};
    if (event_.length > std::chrono::days(366)) throw Stop{"end", "it is longer than a year"};
    if (event_.kind == Starts::whole_day && event_.length % std::chrono::days(1) != Minutes(0))
      throw Stop{"end", "a whole day of some hours"};
  }

  LocalMinute slot(const icaltimetype& time, icalproperty* of) {
    auto const found = when_of(time, of);
    if (found.kind != start_.kind) throw Stop{"time", "a date among times, or a time among dates"};
    return found.at;
  }

  void recurrence() {
    if (auto* const found = only(ICAL_RRULE_PROPERTY, "RRULE")) {
      if (start_.moves_with_utc) throw Stop{"zone", "a series in UTC: its clock in Belgium is not told"};
      auto const rule = read_rule(raw_.rules.front(), start_.kind);
      if (!rule.rule) throw Stop{"rule", rule.refused.message};
      if (read_rule(given(icalproperty_get_value_as_string(found)), start_.kind).rule != rule.rule)
        throw Stop{"rule", "two readers read two rules"};
      event_.when.rule = rule.rule;
    }
    each(ICAL_RDATE_PROPERTY, [&](icalproperty* found) {
      auto const value = icalproperty_get_rdate(found);
      if (icalvalue_isa(icalproperty_get_value(found)) == ICAL_PERIOD_VALUE ||
          icaltime_is_null_time(value.time))
        throw Stop{"rule", "RDATE with periods is not supported"};
      event_.when.added.push_back(slot(value.time, found));
    });
    each(ICAL_EXDATE_PROPERTY, [&](icalproperty* found) {
      event_.when.removed.push_back(slot(icalproperty_get_exdate(found), found));
    });
    if (auto* const found = only(ICAL_RECURRENCEID_PROPERTY, "RECURRENCE-ID")) {
      if (icalproperty_get_first_parameter(found, ICAL_RANGE_PARAMETER) != nullptr)
        throw Stop{"rule", "RANGE is not supported"};
      event_.of = slot(icalproperty_get_recurrenceid(found), found);
    }
  }

  template <class Take>
  void each(icalproperty_kind kind, Take take) {
    for (auto* found = first(kind); found != nullptr; found = icalcomponent_get_next_property(from_, kind))
      take(found);
  }

  icalcomponent* from_;
  const Raw& raw_;
  When start_{};
  Event event_{};
};

void take(icalcomponent* calendar, const std::vector<Raw>& raw, std::size_t& at, Read& into) {
  std::set<std::pair<std::string, std::optional<LocalMinute>>> seen;
  for (auto* each = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT); each != nullptr;
       each = icalcomponent_get_next_component(calendar, ICAL_VEVENT_COMPONENT)) {
    try {
      if (at >= raw.size()) throw Stop{"broken", "an event that is not a line of its own"};
      auto event = EventReader(each, raw[at++]).read();
      if (!seen.insert({event.uid, event.of}).second) throw Stop{"twice", "the same event stands twice"};
      into.events.push_back(std::move(event));
    } catch (const Stop& stop) {
      into.rejects.push_back(
          {given(icalcomponent_get_uid(each)).substr(0, 255), "dates.ical." + stop.key, stop.message});
    }
  }
}

}  // namespace

Read read(std::string_view bytes, const Limits& limits) {
  Read out;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (auto why = scan(bytes, limits)) {
    out.refused = std::move(why);
    return out;
  }
  Component const root(icalparser_parse_string(std::string(bytes).c_str()), icalcomponent_free);
  if (root == nullptr) {
    out.refused = Refused{"dates.ical.form", "not an iCalendar file", 0};
    return out;
  }
  auto const raw = raw_events(bytes);
  std::size_t at = 0;
  // Several calendars in one file come under a root of their own.
  if (icalcomponent_isa(root.get()) == ICAL_VCALENDAR_COMPONENT) {
    take(root.get(), raw, at, out);
    return out;
  }
  for (auto* each = icalcomponent_get_first_component(root.get(), ICAL_VCALENDAR_COMPONENT); each != nullptr;
       each = icalcomponent_get_next_component(root.get(), ICAL_VCALENDAR_COMPONENT))
    take(each, raw, at, out);
  return out;
}

}  // namespace cote::activities::dates::ical
