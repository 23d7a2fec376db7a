// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <stdexcept>

#include "activities/dates/clock.h"
#include "activities/dates/ical.h"

namespace cote::activities::dates::ical {
namespace {

constexpr std::size_t kFold = 75;  // octets of a line without its end (RFC 5545, section 3.1)
constexpr std::string_view kZone = ";TZID=Europe/Brussels:";

// The rule since 1996 (kernel/time.h).
constexpr std::string_view kBelgium =
    "BEGIN:VTIMEZONE\r\nTZID:Europe/Brussels\r\n"
    "BEGIN:DAYLIGHT\r\nDTSTART:19960331T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
    "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nEND:DAYLIGHT\r\n"
    "BEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
    "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

bool is_control(char each) { return static_cast<unsigned char>(each) < 0x20 || each == 0x7f; }
bool continues(char each) { return (static_cast<unsigned char>(each) & 0xc0) == 0x80; }

std::string escaped(std::string_view text) {
  std::string out;
  for (char const each : text) {
    if (each == '\n')
      out += "\\n";
    else if (each == '\\' || each == ';' || each == ',')
      (out += '\\') += each;
    else if (!is_control(each) || each == '\t')
      out += each;
  }
  return out;
}

// A parameter's value, quoted, by RFC 6868.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char const each : text) {
    if (each == '\n')
      out += "^n";
    else if (each == '^')
      out += "^^";
    else if (each == '"')
      out += "^'";
    else if (!is_control(each))
      out += each;
  }
  return out + "\"";
}

// An address may not carry a line end, a quote or a space into the file.
std::string uri(std::string_view text) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (char const each : text) {
    auto const byte = static_cast<unsigned char>(each);
    if (byte > 0x20 && byte < 0x7f && each != '"' && each != '<' && each != '>' && each != '\\')
      out += each;
    else
      ((out += '%') += kHex[byte >> 4]) += kHex[byte & 15];
  }
  return out;
}

class Writer {
 public:
  void raw(std::string_view lines) { out_ += lines; }

  void line(std::string_view text) {
    for (std::size_t room = kFold; !text.empty(); room = kFold - 1) {
      auto take = std::min(room, text.size());
      while (take > room - 4 && take < text.size() && continues(text[take])) --take;
      out_ += text.substr(0, take);
      text.remove_prefix(take);
      out_ += text.empty() ? "\r\n" : "\r\n ";
    }
  }
  void text(std::string_view name, std::string_view value) {
    if (!value.empty()) line(std::string(name) + ":" + escaped(value));
  }
  void time(std::string_view name, LocalMinute at, Starts kind) {
    if (kind == Starts::whole_day)
      line(std::string(name) + ";VALUE=DATE:" + basic(Date(day_of(at))));
    else
      line(std::string(name) + std::string(kZone) + basic(at));
  }
  void times(std::string_view name, const std::vector<LocalMinute>& list, Starts kind) {
    for (auto const at : list) time(name, at, kind);
  }
  void person(std::string_view name, const Person& who) {
    line(std::string(name) + (who.name.empty() ? "" : ";CN=" + quoted(who.name)) +
         ":mailto:" + uri(who.mail));
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_{};
};

void demand(bool holds, const char* what) {
  if (!holds) throw std::logic_error(std::string("ical::write: ") + what);
}

void check(const File& file) {
  bool const sent = file.method == Method::request || file.method == Method::cancel;
  for (auto const& each : file.events) {
    demand(!each.uid.empty() && each.length > Minutes(0), "an event without uid or length");
    demand(each.kind == Starts::timed || each.length % Minutes(1440) == Minutes(0),
           "a whole day of some hours");
    if (file.method == Method::none) continue;
    demand(each.organiser.has_value(), "a method without organiser");
    demand(sent != each.attendees.empty(), "attendees belong to requests and cancellations, and only there");
    demand(!sent || each.uid == file.events.front().uid, "several uids in one message");
    demand(file.method != Method::cancel || each.status == Status::cancelled, "a cancellation of what is on");
  }
}

void put(Writer& out, const Event& event, Method method) {
  auto const kind = event.kind;
  out.raw("BEGIN:VEVENT\r\n");
  out.text("UID", event.uid);
  out.line("DTSTAMP:" + basic(event.stamp));
  out.line("SEQUENCE:" + std::to_string(event.sequence));
  if (event.of) out.time("RECURRENCE-ID", *event.of, kind);
  out.time("DTSTART", event.when.starts, kind);
  auto const whole = event.when.starts + event.length;
  out.time("DTEND", kind == Starts::whole_day ? whole : to_local(span_of(event.when.starts, event.length).to),
           kind);
  if (event.when.rule) out.line("RRULE:" + dates::write(*event.when.rule, kind));
  out.times("RDATE", event.when.added, kind);
  out.times("EXDATE", event.when.removed, kind);
  out.text("SUMMARY", event.summary);
  out.text("DESCRIPTION", event.description);
  out.text("LOCATION", event.place);
  if (!event.url.empty()) out.line("URL:" + uri(event.url));
  constexpr std::string_view kStatus[] = {"CONFIRMED", "TENTATIVE", "CANCELLED"};
  out.text("STATUS", kStatus[static_cast<std::size_t>(event.status)]);
  if (event.organiser) out.person("ORGANIZER", *event.organiser);
  auto const* const asked = method == Method::request ? "ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE" : "ATTENDEE";
  for (auto const& each : event.attendees) out.person(asked, each);
  out.raw("END:VEVENT\r\n");
}

}  // namespace

std::string write(const File& file) {
  check(file);
  Writer out;
  out.raw(
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Cote a Cote//Activities//FR\r\nCALSCALE:GREGORIAN\r\n");
  constexpr std::string_view kMethods[] = {"", "PUBLISH", "REQUEST", "CANCEL"};
  out.text("METHOD", kMethods[static_cast<std::size_t>(file.method)]);
  out.text("NAME", file.name);          // RFC 7986
  out.text("X-WR-CALNAME", file.name);  // what is read by most
  out.raw(kBelgium);
  for (auto const& each : file.events) put(out, each, file.method);
  out.raw("END:VCALENDAR\r\n");
  return out.take();
}

}  // namespace cote::activities::dates::ical
