// SPDX-License-Identifier: AGPL-3.0-or-later
#include "guide/handout/sheet.h"

#include <algorithm>

#include "guide/rules.h"
#include "guide/say.h"
#include "guide/views/parts.h"
#include "web/layout.h"

namespace cote::guide::handout {
namespace {

using std::chrono::days;
using std::chrono::floor;

Said said(const Reading& r, const Words& words) {
  auto const* w = rules::shown(words, r.lang());
  return w ? Said{w->text, w->lang} : Said{};
}

std::string day_words(const Reading& r, const hours::Day& day) {
  if (day.slots.empty()) return r.t("guide.hours.closed");
  std::string out;
  for (auto const& slot : day.slots) {
    if (!out.empty()) out += r.t("web.comma");
    bool const asked = slot.state == hours::State::unknown || !slot.comment.empty();
    if (slot.to - slot.from >= days(1) && slot.state == hours::State::unknown) {
      out += r.t(slot.comment.empty() ? "guide.hours.unknown" : "guide.state.by_appointment");
    } else {
      out += say::slot(r.t, slot);
      if (asked) out += " (" + r.t("guide.state.by_appointment_short") + ")";
    }
  }
  if (day.holiday) out += " (" + r.t("guide.hours.holiday") + ")";
  return out;
}

// "lundi", "lundi et mardi", "lundi à vendredi", or the days one by one.
std::string days_words(const Reading& r, const std::vector<std::chrono::weekday>& alike) {
  auto const name = [&](std::chrono::weekday day) { return say::weekday(r.t, day); };
  auto const first = name(alike.front());
  auto const last = name(alike.back());
  auto const span = (alike.back() - alike.front()).count();
  bool const in_a_row = span == static_cast<long>(alike.size()) - 1;
  if (in_a_row && alike.size() > 2) return r.t("guide.hours.days", {{"first", first}, {"last", last}});
  if (in_a_row && alike.size() == 2) return r.t("guide.hours.two_days", {{"first", first}, {"last", last}});
  std::string out;
  for (auto const day : alike) out += (out.empty() ? "" : r.t("web.comma")) + name(day);
  return out;
}

// The week of the sheet's day, from Monday: a line for days that are alike, none for those that are closed.
std::vector<std::string> week_words(const Reading& r, const hours::Schedule& schedule) {
  if (schedule.unknown()) return {};
  auto const today = floor<days>(r.now);
  auto const monday = today - (std::chrono::weekday(today) - std::chrono::Monday);
  std::vector<std::pair<std::string, std::vector<std::chrono::weekday>>> groups;
  for (auto const& day : hours::week(schedule, monday)) {
    if (day.slots.empty() && !day.holiday) continue;
    auto const words = day_words(r, day);
    auto at = std::ranges::find(groups, words, [](const auto& one) { return one.first; });
    if (at == groups.end()) at = groups.insert(groups.end(), {words, {}});
    at->second.emplace_back(day.date);
  }
  std::vector<std::string> out;
  for (auto const& [words, alike] : groups)
    out.push_back(r.t("handout.day", {{"day", days_words(r, alike)}, {"hours", words}}));
  return out;
}

void hours_of(Entry& out, const Reading& r, const Service& s) {
  for (auto const& at : s.places) {
    auto lines = week_words(r, r.from.schedule(at));
    auto const* place = r.from.place(at.place.text);
    if (!lines.empty() && s.places.size() > 1 && place && !place->name.empty())
      out.week.emplace_back(rules::text(place->name, r.lang()));
    out.week.insert(out.week.end(), lines.begin(), lines.end());
  }
  auto const* phone = views::first_phone(r, s);
  if (out.week.empty() && s.places.empty() && phone) {
    out.week = week_words(r, r.from.schedule(*phone));
    if (!out.week.empty()) out.week.insert(out.week.begin(), r.t("guide.hours.by_phone"));
  }
  auto const state = r.from.open_state(s, r.now);
  out.open_today = say::sign(r.t, s, state, r.now).words;
  // "Day and night" and "by appointment" are said once.
  bool const same_always = out.week.size() == 1 && !state.status.until;
  if (same_always) out.week.clear();
  if (!out.week.empty() || same_always || s.status != Status::active) return;
  out.open_today = r.t(phone ? "handout.hours_unknown" : "guide.hours.none");
}

void where_of(Entry& out, const Reading& r, const Service& s) {
  if (views::confidential(r, s)) {
    out.where = r.t("guide.address_secret");
    return;
  }
  for (auto const& at : s.places) {
    auto const* place = r.from.place(at.place.text);
    if (!place || place->address.empty()) continue;
    auto const town = place->postal_code + (place->postal_code.empty() ? "" : " ") + place->locality;
    out.where = town.empty() ? place->address : place->address + ", " + town;
    out.where_known = true;
    return;
  }
  for (auto const& at : s.places)
    if (auto const* place = r.from.place(at.place.text); place && out.town.empty())
      out.town = place->locality;
  out.where = r.t(views::first_phone(r, s) ? "handout.call_first" : "handout.where_unknown");
}

// A number inside a sentence: from left to right whatever stands around it, and on one line.
std::string kept_together(std::string_view number) {
  std::string out = "\u2066";
  for (char const c : number) out += c == ' ' ? std::string("\u00A0") : std::string(1, c);
  return out + "\u2069";
}

void phones_of(Entry& out, const Reading& r, const Service& s) {
  constexpr std::size_t kMostPhones = 3;
  auto const add = [&](const std::vector<Phone>& from) {
    for (auto const& one : from)
      if (one.channel != Channel::fax && out.phones.size() < kMostPhones &&
          std::ranges::find(out.phones, one.number) == out.phones.end())
        out.phones.push_back(one.number);
  };
  add(s.phones);
  for (auto const& at : s.places) add(at.phones);
  for (auto const& contact : s.contacts) add(contact.phones);
  auto const* owner = r.from.organisation(s.organisation.text);
  if (out.phones.empty() && owner) add(owner->phones);
  if (out.phones.empty()) out.ask = r.t("handout.ask", {{"phone", kept_together(web::kCentre.phone)}});
}

std::string languages_of(const Reading& r, const Service& s) {
  std::string out;
  for (auto const& one : s.languages) {
    if (!out.empty()) out += r.t("web.comma");
    out += say::language(r.t, one.lang);
    if (one.how == Spoken::interpreter_by_phone) out += " (" + r.t("guide.spoken.interpreter") + ")";
    if (one.how == Spoken::on_request) out += " (" + r.t("guide.spoken.on_request") + ")";
  }
  return out;
}

Entry entry_of(const Reading& r, const Service& s) {
  Entry out;
  out.name = said(r, s.name);
  auto const* topic = s.topics.empty() ? nullptr : r.from.topic(s.topics.front());
  if (topic) out.topic = rules::text(topic->label, r.lang());
  where_of(out, r, s);
  phones_of(out, r, s);
  hours_of(out, r, s);
  for (auto const& document : s.documents) out.documents.push_back(said(r, document));
  out.languages = languages_of(r, s);
  auto const age = say::age(r.t, s.provenance, r.today());
  out.age = age.doubt.empty() ? age.checked : age.checked + r.t("web.comma") + age.doubt;
  out.url = r.visit.origin + views::service_url(r, s).str();
  return out;
}

}  // namespace

Sheet sheet_of(const Reading& r, const Selection& selection, std::string_view code) {
  Sheet out;
  out.title = r.t("handout.title");
  out.made = r.t("handout.made", {{"day", say::date(r.t, r.today(), r.today())}});
  for (auto const* service : selection.services) out.entries.push_back(entry_of(r, *service));
  if (selection.left_out > 0) out.left_out = r.t("handout.too_many", {{"most", kMost}});
  if (!code.empty()) {
    out.link_words = r.t("handout.link");
    out.link = r.visit.origin + "/s/" + std::string(code);
  }
  return out;
}

}  // namespace cote::guide::handout
