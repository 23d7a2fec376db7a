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

// The week of the sheet's day, from Monday, days that are alike in one line.
std::vector<std::string> week_words(const Reading& r, const hours::Schedule& schedule) {
  if (schedule.unknown()) return {};
  auto const today = floor<days>(r.now);
  auto const monday = today - (std::chrono::weekday(today) - std::chrono::Monday);
  auto const week = hours::week(schedule, monday);
  std::vector<std::string> words;
  for (auto const& day : week) words.push_back(day_words(r, day));
  std::vector<std::string> out;
  for (std::size_t i = 0; i < week.size();) {
    auto end = i + 1;
    while (end < week.size() && words[end] == words[i]) ++end;
    auto const name = [&](std::size_t at) { return say::weekday(r.t, std::chrono::weekday(week[at].date)); };
    auto label = name(i);
    if (end - i == 2) label = r.t("guide.hours.two_days", {{"first", name(i)}, {"last", name(end - 1)}});
    if (end - i > 2) label = r.t("guide.hours.days", {{"first", name(i)}, {"last", name(end - 1)}});
    out.push_back(r.t("handout.day", {{"day", label}, {"hours", words[i]}}));
    i = end;
  }
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
  if (!out.week.empty() || s.status != Status::active) out.open_today = say::sign(r.t, s, state, r.now).words;
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
  out.where = r.t("handout.call_first");
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
