// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/say.h"

#include <cmath>
#include <map>

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "guide/rules.h"

namespace cote::guide::say {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::minutes;

constexpr std::size_t kKnownNames = 500;

std::string numbered(std::string_view prefix, unsigned number) {
  return std::string(prefix) + std::to_string(number);
}

minutes of_day(LocalMinute at) { return at - floor<days>(at); }

// When a state ends: at an hour today, tomorrow, or a day of this week.
std::string at_hour(const Text& t, std::string_view key, LocalMinute until, LocalMinute now) {
  auto const ahead = (floor<days>(until) - floor<days>(now)).count();
  auto const time = clock(t, of_day(until));
  std::string const base(key);
  if (ahead == 0) return t(base, {{"time", time}});
  if (ahead == 1) return t(base + "_tomorrow", {{"time", time}});
  auto const day = std::chrono::weekday(floor<days>(until)).iso_encoding();
  return t(base + "_day", {{"day", t(numbered("web.day_on.", day))}, {"time", time}});
}

Sign open_sign(const Text& t, const hours::Status& s, LocalMinute now, const std::string& base) {
  if (s.closes_soon && s.until)
    return {"s-bientot", "bientot", t(base + ".closes_soon", {{"time", clock(t, of_day(*s.until))}})};
  if (!s.until) return {"s-ouvert", "ouvert", t(base + ".open_always")};
  auto const midnight = of_day(*s.until) == minutes(0);
  auto const ahead = (floor<days>(*s.until) - floor<days>(now)).count();
  if (midnight && ahead == 1) return {"s-ouvert", "ouvert", t(base + ".open_today")};
  return {"s-ouvert", "ouvert", at_hour(t, base + ".open_until", *s.until, now)};
}

Sign gone_sign(const Text& t, const Service& service, Date today) {
  auto const since = service.status_from;
  switch (service.status) {
    case Status::closed:
      return {"s-fini", "ferme",
              since ? t("guide.state.closed_for_ever_since", {{"month", month(t, *since)}})
                    : t("guide.state.closed_for_ever")};
    case Status::merged:
      return {"s-fini", "ferme", t("guide.state.merged")};
    case Status::moved:
      return {"signpost", "bientot", t("guide.state.moved")};
    default:
      return {"s-ferme", "ferme",
              service.status_until
                  ? t("guide.state.closed_until", {{"date", date(t, *service.status_until, today)}})
                  : t("guide.state.closed_for_a_time")};
  }
}

}  // namespace

std::string clock(const Text& t, minutes at) {
  auto const hour = std::to_string(at.count() / 60);
  auto const rest = at.count() % 60;
  if (rest == 0) return t("web.clock.hour", {{"hour", hour}});
  return t("web.clock.minutes", {{"hour", hour}, {"minute", (rest < 10 ? "0" : "") + std::to_string(rest)}});
}

std::string slot(const Text& t, const hours::Interval& interval) {
  auto const day = floor<days>(interval.from);
  auto to = interval.to - day;
  if (interval.from == day && to == days(1)) return t("guide.hours.all_day");
  if (to > days(1)) to -= days(1);  // ends in the night
  return t("guide.hours.slot", {{"from", clock(t, interval.from - day)}, {"to", clock(t, to)}});
}

std::string weekday(const Text& t, std::chrono::weekday day) {
  return t(numbered("web.day.", day.iso_encoding()));
}

std::string date(const Text& t, Date day, Date today) {
  auto const name = weekday(t, std::chrono::weekday(std::chrono::sys_days(day)));
  auto const of_month = t(numbered("web.month_of.", static_cast<unsigned>(day.month())));
  auto const number = std::to_string(static_cast<unsigned>(day.day()));
  auto const year = std::to_string(static_cast<int>(day.year()));
  if (day.year() == today.year())
    return t("web.date", {{"weekday", name}, {"day", number}, {"month", of_month}});
  return t("web.date_year", {{"day", number}, {"month", of_month}, {"year", year}});
}

std::string month(const Text& t, Date day) {
  return t("web.month_year", {{"month", t(numbered("web.month.", static_cast<unsigned>(day.month())))},
                              {"year", std::to_string(static_cast<int>(day.year()))}});
}

std::string distance(const Text& t, double km) {
  if (km < 0.95) {
    auto const hundreds = std::max(1L, std::lround(km * 10)) * 100;
    return t("guide.about_m", {{"m", std::to_string(hundreds)}});
  }
  return t("guide.about_km", {{"km", std::to_string(std::lround(km))}});
}

std::string language(const Text& t, std::string_view tag) {
  auto const key = "guide.language." + std::string(tag);
  if (t.has(key)) return t(key);
  // ICU opens its tables for every name, and a page asks for the same few; tags come from addresses too,
  // so only those that fit are kept.
  thread_local std::map<std::pair<std::string, std::string>, std::string> known;
  std::pair const names{t.lang().tag, std::string(tag)};
  if (auto const at = known.find(names); at != known.end()) return at->second;
  icu::UnicodeString name;
  icu::Locale(names.second.c_str()).getDisplayLanguage(icu::Locale(names.first.c_str()), name);
  std::string out;
  name.toUTF8String(out);
  if (out.empty()) out = names.second;
  if (known.size() < kKnownNames) known.emplace(names, out);
  return out;
}

Sign sign(const Text& t, const hours::Status& s, LocalMinute now, bool by_phone) {
  std::string const base = by_phone ? "guide.line" : "guide.state";
  if (s.state == hours::State::open) {
    auto out = open_sign(t, s, now, base);
    if (s.note == hours::Note::by_appointment)
      out.words += t("web.comma") + t("guide.state.by_appointment_short");
    return out;
  }
  if (s.state == hours::State::closed) {
    if (!s.until) return {"s-ferme", "ferme", t(base + ".closed")};
    return {"s-ferme", "ferme", at_hour(t, base + ".opens", *s.until, now)};
  }
  if (s.note == hours::Note::by_appointment) return {"s-inconnu", "inconnu", t("guide.state.by_appointment")};
  if (s.note == hours::Note::by_phone) return {"s-inconnu", "inconnu", t("guide.state.by_phone")};
  return {"s-inconnu", "inconnu", t("guide.state.unknown")};
}

Sign sign(const Text& t, const Service& service, const Snapshot::OpenState& state, LocalMinute now) {
  if (service.status != Status::active)
    return gone_sign(t, service, Date(std::chrono::local_days(floor<days>(now))));
  auto const& s = state.status;
  if (s.state == hours::State::unknown && s.note == hours::Note::none) {
    if (service.admission == Admission::appointment)
      return {"s-inconnu", "inconnu", t("guide.state.by_appointment")};
    if (service.admission == Admission::phone_only)
      return {"s-inconnu", "inconnu", t("guide.state.by_phone")};
    if (!service.phones.empty()) return {"s-inconnu", "inconnu", t("guide.state.unknown_call")};
  }
  return sign(t, s, now, state.by_phone);
}

Age age(const Text& t, const Provenance& p, Date today) {
  Age out;
  auto const freshness = rules::freshness(p, today);
  auto const day = p.verified_on ? p.verified_on : p.as_of;
  auto const year = day ? static_cast<int>(day->year()) : p.as_of_year.value_or(0);
  if (year == 0) {
    out.checked = t("guide.age.never");
  } else if (day && freshness == rules::Freshness::fresh) {
    out.checked = t("guide.age.checked_on", {{"date", date(t, *day, today)}});
  } else {
    out.checked = t("guide.age.checked", {{"year", std::to_string(year)}});
  }
  out.old = freshness == rules::Freshness::old || freshness == rules::Freshness::unknown;
  if (freshness != rules::Freshness::fresh) out.doubt = t(out.old ? "guide.age.old" : "guide.age.to_confirm");
  return out;
}

std::string ages(const Text& t, const Service& s) {
  if (s.min_age && s.max_age) return t("guide.age_between", {{"min", *s.min_age}, {"max", *s.max_age}});
  if (s.min_age) return t("guide.age_from", {{"min", *s.min_age}});
  if (s.max_age) return t("guide.age_to", {{"max", *s.max_age}});
  return {};
}

}  // namespace cote::guide::say
