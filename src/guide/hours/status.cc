// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <string>

#include "guide/hours/calendar.h"
#include "guide/hours/hours.h"

namespace cote::guide::hours {

namespace ch = std::chrono;

namespace {

constexpr auto kSoon = ch::minutes(30);
// What begins in the evening and ends before noon is one evening on a door sign.
constexpr auto kOvernight = ch::hours(12);

// Beginnings of words, in small letters, as the signs of the region have them.
constexpr std::array<std::string_view, 16> kAppointment{
    "rendez-vous", "rendez vous",  "rendezvous",  "rdv",    "appointment", "appt",
    "afspraak",    "vereinbarung", "absprache",   "termin", "موعد",        "запис",
    "randevu",     "takim",        "zakaz wizyt", "cita"};
constexpr std::array<std::string_view, 12> kPhone{"phone",  "télé", "tele", "call",    "appel", "appeler",
                                                  "bellen", "gsm",  "هاتف", "телефон", "anruf", "tél."};
constexpr std::array<std::string_view, 12> kWithout{
    "sans rendez", "sans rdv", "without", "not needed", "not necessary", "no appointment",
    "zonder",      "ohne",     "kein",    "pas de",     "بدون",          "без"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

template <std::size_t N>
bool mentions(const std::string& text, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != text.npos; });
}

}  // namespace

Note Schedule::note_at(Minute when) const {
  if (at(when) == State::closed) return Note::none;
  const std::string comment = lower(comment_at(when));
  if (comment.empty() || mentions(comment, kWithout)) return Note::none;
  if (mentions(comment, kAppointment)) return Note::by_appointment;
  return mentions(comment, kPhone) ? Note::by_phone : Note::none;
}

Status status(const Schedule& schedule, Minute now) {
  Status out;
  out.state = schedule.at(now);
  out.note = schedule.note_at(now);
  out.until = schedule.next_change(now, ch::days(7));
  out.closes_soon = out.state == State::open && out.until && *out.until - now <= kSoon &&
                    schedule.at(*out.until) == State::closed;
  return out;
}

std::vector<Day> week(const Schedule& schedule, ch::local_days monday) {
  std::vector<Day> out;
  for (int at = 0; at < 7; ++at) {
    const auto date = monday + ch::days(at);
    out.push_back({date, {}, facts_of(date).holiday[1]});
  }
  for (Interval slot : schedule.between(monday - ch::days(1), monday + ch::days(8))) {
    while (slot.from < slot.to) {
      const auto day = ch::floor<ch::days>(slot.from);
      const Minute midnight = day + ch::days(1);
      const bool stays = slot.to <= midnight + kOvernight && slot.from > Minute(day);
      Interval piece = slot;
      if (!stays) piece.to = std::min(slot.to, midnight);
      slot.from = piece.to;
      if (day >= monday && day < monday + ch::days(7))
        out[static_cast<std::size_t>((day - monday).count())].slots.push_back(std::move(piece));
    }
  }
  return out;
}

}  // namespace cote::guide::hours
