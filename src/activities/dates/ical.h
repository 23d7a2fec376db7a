// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activities/dates/recurrence.h"

/// iCalendar (RFC 5545) and how it is sent (RFC 5546): what people's calendars understand.
namespace cote::activities::dates::ical {

/// none: a file or a feed. The others say what a receiver is to do with it.
enum class Method : std::uint8_t { none, publish, request, cancel };
enum class Status : std::uint8_t { confirmed, tentative, cancelled };

struct Person {
  std::string mail{};
  std::string name{};

  bool operator==(const Person&) const = default;
};

/// One event, which is one session or, with a rule, many. Times are Belgian wall clocks.
struct Event {
  std::string uid{};  // the same for ever, whatever changes
  int sequence = 0;   // grows with every change that people must know of
  Time stamp{};       // when this was written
  Starts kind = Starts::timed;
  Recurrence when{};
  std::optional<LocalMinute> of{};  // RECURRENCE-ID: the time in the series that this event replaces
  Minutes length{};                 // a multiple of 24 hours for whole days
  std::string summary{};
  std::string description{};
  std::string place{};
  std::string url{};
  Status status = Status::confirmed;
  std::optional<Person> organiser{};
  std::vector<Person> attendees{};

  bool operator==(const Event&) const = default;
};

/// A calendar: `name` is shown by those that subscribe.
struct File {
  Method method = Method::none;
  std::string name{};
  std::vector<Event> events{};
};

/// Lines of at most 75 octets, folded between characters; CRLF; the time zone of Belgium described once. The
/// end of a session is the wall clock at which its real minutes are over. Throws std::logic_error on what RFC
/// 5546 forbids, because that is our mistake: a method without organiser; a request or cancellation without
/// attendee or of several uids; a publication with attendees; in a cancellation an event that is not
/// cancelled; an event without uid or length.
std::string write(const File& file);

/// What is read at most, so that no file can keep the program busy.
struct Limits {
  std::size_t bytes = 2'000'000;
  std::size_t events = 2'000;
  std::size_t line = 20'000;  // octets of one line, unfolded
};

/// An event that was not taken, and why: a text key, an English sentence for logs, the uid as far as there is
/// one.
struct Reject {
  std::string uid{};
  std::string key{};
  std::string message{};
};

/// What a partner sent. `refused` is set when the whole is not a calendar or is over a limit; then there are
/// no events. An event is taken as a whole or not at all: a rule outside the subset, a zone whose clocks are
/// not Belgium's, an end before its start or seconds in a time reject it (dates.ical.rule, .zone, .end,
/// .time, .uid, .broken, .twice). What it says of people is not read: partners' files carry addresses that
/// are not ours to keep.
struct Read {
  std::vector<Event> events{};
  std::vector<Reject> rejects{};
  std::optional<Refused> refused{};
};
Read read(std::string_view bytes, const Limits& limits = {});

}  // namespace cote::activities::dates::ical
